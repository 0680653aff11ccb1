import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';
import { root } from '../root.mjs';
import { signal, tagOf } from './inspect.mjs';

const PRELOAD = pathToFileURL(path.join(import.meta.dirname, 'die-with-parent.mjs')).href;
const GRACE_MS = 5_000;

/** An environment whose Node processes end when we do. */
export function boundEnvironment(env = process.env) {
  const rest = (env.NODE_OPTIONS ?? '').split(' ').filter((word) => word && !word.includes(PRELOAD));
  return {
    ...env,
    SUPERVISOR_PID: String(process.pid),
    // The C library keeps a pool of memory for each thread otherwise.
    MALLOC_ARENA_MAX: env.MALLOC_ARENA_MAX ?? '2',
    NODE_OPTIONS: [...rest, `--import=${PRELOAD}`].join(' '),
  };
}

/**
 * The processes of one run. Each has its own process group, so that Ctrl-C reaches only us and we decide the order
 * in which things end. `onDeath(name, how)` hears of a child that ended without being told to.
 */
export class Children {
  #running = new Map();
  #stopping = false;

  constructor(onDeath) {
    this.onDeath = onDeath;
  }

  /** Starts `node ...args`; `log` is a file, or null to write to our own output behind the child's name. */
  start(name, args, { env, log = null, prefix = false }) {
    const piped = prefix ? 'pipe' : 'inherit';
    const out = log ? openLog(log) : piped;
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...boundEnvironment(env), PROCESS_NAME: name },
      stdio: ['ignore', out, out],
      detached: true,
    });
    if (!log && prefix) for (const stream of [child.stdout, child.stderr]) relay(name, stream);
    const ended = new Promise((resolve) => child.once('exit', (code, by) => resolve(by ?? `code ${code}`)));
    this.#running.set(name, { child, ended });
    void ended.then((how) => {
      this.#running.delete(name);
      if (!this.#stopping) this.onDeath(name, how);
    });
    return child;
  }

  /** Tags by name, to be written down for the start that follows a kill. */
  tags() {
    return Object.fromEntries([...this.#running].map(([name, { child }]) => [name, tagOf(child.pid)]));
  }

  /** Asks all to end, waits, and ends the groups of those that did not. */
  async stop() {
    this.#stopping = true;
    await Promise.all(
      [...this.#running.values()].map(async ({ child, ended }) => {
        signal(-child.pid, 'SIGTERM');
        const timer = setTimeout(() => signal(-child.pid, 'SIGKILL'), GRACE_MS);
        await ended;
        clearTimeout(timer);
        signal(-child.pid, 'SIGKILL');
      }),
    );
  }
}

export function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'a');
}

function relay(name, stream) {
  readline.createInterface({ input: stream }).on('line', (line) => console.log(`${name.padEnd(8)}│ ${line}`));
}

/** Runs `node ...args` to its end; its output is shown only when it fails, unless `loud`. */
export function runNode(args, { env = process.env, loud = false, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: boundEnvironment(env),
      stdio: loud ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    child.once('error', reject);
    child.once('close', (code, by) => {
      if (code === 0) resolve(output);
      else
        reject(new Error(`${path.basename(args[0])} ended with ${by ?? `code ${code}`}\n${output}`.trim()));
    });
  });
}
