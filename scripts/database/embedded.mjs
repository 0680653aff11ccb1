import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { boundEnvironment, openLog } from '../process/children.mjs';
import { inspect, pidOfTag, signal, sleep, tagOf, until } from '../process/inspect.mjs';
import { freePort } from '../process/ports.mjs';
import { loadBinaries } from './binaries.mjs';

const PASSWORD = 'postgres';
const HOST = '127.0.0.1';
const GUARD = path.join(import.meta.dirname, 'guard.mjs');
/** For tests: a crash of the machine may lose everything, and nobody minds. */
const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const addressOf = (port) => (database) => `postgresql://postgres:${PASSWORD}@${HOST}:${port}/${database}`;
const ownerFile = (dir) => `${dir}.owner`;

/** The postmaster that serves `dir`, or null; a pid file whose process is another program is not one. */
function postmasterOf(dir) {
  const file = path.join(dir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  return inspect(pid)?.command.includes(dir) ? { pid, port } : null;
}

/** Who answers for the PostgreSQL in `dir`: a live process of ours, or null. */
function liveOwner(dir) {
  return existsSync(ownerFile(dir)) ? pidOfTag(readFileSync(ownerFile(dir), 'utf8')) : null;
}

async function stopPostmaster(dir) {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    const found = postmasterOf(dir);
    if (!found) return;
    signal(found.pid, name);
    await until(() => !postmasterOf(dir), 8_000);
  }
}

/** Makes the cluster beside its place and moves it there whole: a killed initdb leaves nothing that looks finished. */
async function initialise(dir, binaries, isDurable) {
  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const secret = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-'));
  const passwordFile = path.join(secret, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  if (binaries.owner)
    for (const own of [draft, secret, passwordFile]) chownSync(own, binaries.owner, binaries.owner);
  const [file, args] = binaries.command('initdb', [
    ...['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-instructions', ...(isDurable ? [] : ['--no-sync'])],
  ]);
  const child = spawn(file, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: localEnvironment() });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  rmSync(secret, { recursive: true, force: true });
  if (code !== 0) throw new Error(`initdb failed: ${errors.trim()}`);
  renameSync(draft, dir);
}

const localEnvironment = () => ({ ...process.env, LC_ALL: 'C.UTF-8' });

function spawnGuard(dir, port, binaries, isDurable, log) {
  const settings = [`listen_addresses=${HOST}`, 'unix_socket_directories=', 'max_connections=150'];
  const options = [...settings, ...(isDurable ? [] : CARELESS)].flatMap((setting) => ['-c', setting]);
  const [file, args] = binaries.command('postgres', ['-D', dir, '-p', String(port), ...options]);
  const out = openLog(log);
  // Not bound by NODE_OPTIONS: the guard has its own way to end, and the database goes first.
  const { NODE_OPTIONS: _, ...env } = boundEnvironment(localEnvironment());
  return spawn(process.execPath, [GUARD, String(process.pid), file, ...args], {
    stdio: ['ignore', out, out],
    detached: true,
    env,
  });
}

async function answers(port) {
  const client = new pg.Client({
    connectionString: addressOf(port)('postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * A pid file of a postmaster that was killed. PostgreSQL removes it by itself, unless that pid now names a zombie or
 * a stranger, which it takes for a running server.
 */
function dropStalePidFile(dir) {
  const file = path.join(dir, 'postmaster.pid');
  if (existsSync(file) && !postmasterOf(dir)) {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    if (!inspect(pid)?.command.includes('postgres')) rmSync(file, { force: true });
  }
}

/**
 * Starts the guard and waits for the first answer. Backends of a killed postmaster hold its shared memory for a
 * moment; the server refuses to start beside them, so it is tried again for some seconds.
 */
async function launch(dir, wanted, binaries, isDurable, log) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted, HOST);
    const guard = spawnGuard(dir, port, binaries, isDurable, log);
    const ended = new Promise((resolve) => guard.once('exit', (code, by) => resolve(by ?? `code ${code}`)));
    let isOver = false;
    void ended.then(() => (isOver = true));
    // Crash recovery may take a while; as long as the server lives it is waited for.
    await until(async () => isOver || (await answers(port)), 120_000, 25);
    if (!isOver) return { guard, ended, port };
    if (attempt === 8) throw new Error(`PostgreSQL does not start; its log is ${log}.`);
    await sleep(500);
    if (attempt === 4) dropStalePidFile(dir);
  }
}

/**
 * PostgreSQL for `dir`. One that a live process of ours runs already is shared and not stopped by us; one that a
 * killed run left behind is stopped and started anew under our own guard.
 *
 * @returns {Promise<{url: (database: string) => string, port: number, isShared: boolean, ended: Promise<string>,
 *   guardPid?: number, stop: () => Promise<void>}>} `ended` settles when the guard is gone, whoever ended it.
 */
export async function startPostgres({ dir, port = 0, isDurable = true, log = `${dir}.log` }) {
  mkdirSync(path.dirname(dir), { recursive: true });
  // Somebody else of ours may be starting it right now: its postmaster, or its end, is waited for.
  const isOurs = () => liveOwner(dir) === process.pid;
  await until(() => isOurs() || postmasterOf(dir) || !liveOwner(dir), 20_000);
  const running = postmasterOf(dir);
  if (running && liveOwner(dir)) {
    if (!(await until(() => answers(running.port), 30_000)))
      throw new Error(`PostgreSQL in ${dir} does not answer.`);
    const never = new Promise(() => {});
    return {
      url: addressOf(running.port),
      port: running.port,
      isShared: true,
      ended: never,
      stop: async () => {},
    };
  }
  // Its guard may be stopping it this very moment: both want the same.
  if (running) await stopPostmaster(dir);
  writeFileSync(ownerFile(dir), tagOf(process.pid));
  const binaries = await loadBinaries();
  if (!existsSync(dir)) await initialise(dir, binaries, isDurable);
  const { guard, ended, port: chosen } = await launch(dir, port, binaries, isDurable, log);
  return {
    url: addressOf(chosen),
    port: chosen,
    isShared: false,
    ended,
    guardPid: guard.pid,
    async stop() {
      if (guard.exitCode === null && guard.signalCode === null) guard.kill('SIGTERM');
      await ended;
      await stopPostmaster(dir);
      rmSync(ownerFile(dir), { force: true });
    },
  };
}
