import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inspect, pidOfTag, signal, tagOf, until } from './inspect.mjs';

const FIXTURE = path.join(import.meta.dirname, 'fixture.mjs');
const GONE_MS = 20_000;
vi.setConfig({ testTimeout: 90_000 });

let folder;
let started = 0;
const everything = new Set();

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-life-'));
  const start = `node "${FIXTURE}" "${path.join(folder, 'data')}"`;
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'life', scripts: { start } }));
});

afterAll(() => {
  for (const tag of everything) if (pidOfTag(tag)) signal(pidOfTag(tag), 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` in a process group of its own, as a terminal gives it. */
async function npmStart() {
  const npm = spawn('npm', ['start'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', npm_lifecycle_event: '' },
  });
  let output = '';
  npm.stderr.on('data', (data) => (output += data));
  const ready = new Promise((resolve, reject) => {
    readline.createInterface({ input: npm.stdout }).on('line', (line) => {
      output += `${line}\n`;
      if (line.startsWith('{')) resolve(JSON.parse(line));
    });
    npm.once('exit', () => reject(new Error(`It ended before it was ready:\n${output}`)));
  });
  const { rows, pids } = await ready;
  const tags = Object.fromEntries(
    Object.entries({ npm: npm.pid, ...pids }).map(([name, pid]) => [name, tagOf(pid)]),
  );
  for (const tag of Object.values(tags)) everything.add(tag);
  return { rows, tags, pids: { npm: npm.pid, ...pids } };
}

const living = (tags) => Object.keys(tags).filter((name) => pidOfTag(tags[name]));

/** Starts, ends it by `end`, and expects nothing alive and every row of the starts before. */
async function survives(end) {
  const run = await npmStart();
  expect(run.rows).toBe(started++);
  expect(living(run.tags)).toEqual(
    expect.arrayContaining(['npm', 'supervisor', 'guard', 'postmaster', 'child']),
  );
  const backends = () => inspect(run.pids.postmaster) !== null;
  end(run.pids);
  await until(() => living(run.tags).length === 0 && !backends(), GONE_MS);
  expect(living(run.tags)).toEqual([]);
}

describe('however it ends, nothing keeps running and no committed row is lost', () => {
  test('Ctrl-C', () => survives(({ npm }) => signal(-npm, 'SIGINT')));
  test('a closed terminal', () => survives(({ npm }) => signal(-npm, 'SIGHUP')));
  test('SIGTERM to npm', () => survives(({ npm }) => signal(npm, 'SIGTERM')));

  for (const name of ['npm', 'shell', 'supervisor', 'child', 'postmaster', 'guard']) {
    test(`kill -9 of ${name === 'npm' ? 'npm' : `the ${name}`}`, () =>
      survives((pids) => signal(pids[name], 'SIGKILL')));
  }

  test('and the next start finds everything', () => survives(({ npm }) => signal(npm, 'SIGTERM')));
});

test('a second start beside a living one is refused by name', async () => {
  const run = await npmStart();
  started++;
  await expect(npmStart()).rejects.toThrow(/runs here already/);
  signal(run.pids.npm, 'SIGTERM');
  await until(() => living(run.tags).length === 0, GONE_MS);
  expect(living(run.tags)).toEqual([]);
});
