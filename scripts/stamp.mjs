import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const SKIPPED = new Set(['node_modules', 'generated', '.next', '.data', 'dist']);
const isTest = (name) => /\.test\.[a-z]+$/.test(name);

function addToHash(hash, file) {
  const absolute = path.join(root, file);
  if (!existsSync(absolute)) return;
  if (statSync(absolute).isDirectory()) {
    for (const entry of readdirSync(absolute).sort()) {
      if (!SKIPPED.has(entry) && !isTest(entry)) addToHash(hash, path.join(file, entry));
    }
  } else hash.update(file).update('\0').update(readFileSync(absolute)).update('\0');
}

/** A hash of what the files hold, not of when they were touched: a checkout or a copy changes nothing. */
export function contentHash(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) addToHash(hash, file);
  return hash.digest('hex');
}

const wasMadeFrom = (file, wanted) => existsSync(file) && readFileSync(file, 'utf8') === wanted;

/** True when `stampFile` says that its step was done for exactly these inputs. */
export const isFresh = (stampFile, inputs) => wasMadeFrom(path.join(root, stampFile), contentHash(inputs));

/** Does `work` unless `stampFile` says that it was done for exactly these inputs; answers whether it was done. */
export async function whenStale(stampFile, inputs, work) {
  const file = path.join(root, stampFile);
  const wanted = contentHash(inputs);
  if (wasMadeFrom(file, wanted)) return false;
  await work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, wanted);
  return true;
}
