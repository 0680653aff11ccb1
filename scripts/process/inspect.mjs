import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * What the system knows of a live process: its parent, when it began, and its command line. Null when it is gone;
 * a zombie counts as gone, because it runs nothing and only waits for its parent to take notice.
 */
export function inspect(pid) {
  if (!(pid > 0)) return null;
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may itself contain some: the fields begin after the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { parent: Number(fields[1]), began: fields[19], command };
  } catch {
    return null;
  }
}

function fromPs(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,stat=,lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const row = /^\s*(\d+)\s+(\S+)\s+(\w+ \w+ +\d+ [\d:]+ \d+)\s+(.*)$/m.exec(stdout ?? '');
  if (!row || row[2].startsWith('Z')) return null;
  return { parent: Number(row[1]), began: row[3], command: row[4] };
}

/** Names one process for good: a pid alone may be given to a stranger after it ends. */
export function tagOf(pid) {
  const found = inspect(pid);
  return found && `${pid} ${found.began}`;
}

/** The pid behind a tag while that very process lives, else null. */
export function pidOfTag(tag) {
  const pid = Number.parseInt(tag ?? '', 10);
  return pid > 0 && tagOf(pid) === tag ? pid : null;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `condition()` is true; false when `timeoutMs` ran out first. */
export async function until(condition, timeoutMs, everyMs = 50) {
  for (const end = Date.now() + timeoutMs; ; await sleep(everyMs)) {
    if (await condition()) return true;
    if (Date.now() > end) return false;
  }
}

/** Signals a process or, with a negative number, its group; one that is gone already is no error. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
