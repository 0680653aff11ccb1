import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

const read = (file) => readFileSync(path.join(root, file), 'utf8');

test('.env.example names every variable that the environment is parsed for, with a line about it', () => {
  const known = [...read('lib/core/env.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name);
  const explained = [...read('.env.example').matchAll(/^# .+\n([A-Z][A-Z0-9_]+)=$/gm)].map(
    ([, name]) => name,
  );
  expect(known.length).toBeGreaterThan(10);
  expect(explained).toEqual(expect.arrayContaining(known));
});
