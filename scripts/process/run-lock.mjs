import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pidOfTag, signal, tagOf, until } from './inspect.mjs';

const LEFTOVER_MS = 10_000;

/**
 * One run for one data directory. A second one is refused while the first lives; what a killed one left behind is
 * waited for (it is ending by itself) and, as a last resort, ended: only processes written down by that run.
 */
export async function claimRun(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'run.json');
  const former = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8') || '{}') : {};
  if (pidOfTag(former.supervisor)) {
    const where = former.url ? ` on ${former.url}` : '';
    throw new Error(
      `Meterdesk runs here already${where} (process ${pidOfTag(former.supervisor)}): stop it first.`,
    );
  }
  const left = Object.values(former.children ?? {});
  await until(() => left.every((tag) => !pidOfTag(tag)), LEFTOVER_MS);
  for (const tag of left) if (pidOfTag(tag)) signal(pidOfTag(tag), 'SIGKILL');

  const supervisor = tagOf(process.pid);
  const write = (facts) => writeFileSync(file, JSON.stringify({ supervisor, ...facts }));
  write({});
  return { note: write, release: () => rmSync(file, { force: true }) };
}
