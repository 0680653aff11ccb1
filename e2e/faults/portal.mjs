// An installation that can be killed piece by piece: a durable PostgreSQL, the portal, the plain API and the worker; with
// the stand-ins of the vendors, where a test wants money to move.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createDatabase, withClient } from '../../scripts/database/databases.mjs';
import { startPostgres } from '../../scripts/database/embedded.mjs';
import { Children, runNode } from '../../scripts/process/children.mjs';
import { until } from '../../scripts/process/inspect.mjs';
import { freePort } from '../../scripts/process/ports.mjs';
import { root } from '../../scripts/root.mjs';
import { bringUpToDate } from '../../scripts/stack/own-database.mjs';

const NEXT = path.join(root, 'node_modules/next/dist/bin/next');
const HOST = '127.0.0.1';
const bundle = (name) => path.join(root, 'dist', `${name}.mjs`);

function environment(url, ports, folder) {
  const secret = randomBytes(32).toString('base64url');
  const address = `http://${HOST}:${ports.web}`;
  return {
    ...process.env,
    ...{ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', LOG_LEVEL: 'warn', DATABASE_URL: url },
    ...{ APP_URL: address, NEXTAUTH_URL: address, AUTH_SECRET: secret, NEXTAUTH_SECRET: secret },
    ...{ METRICS_TOKEN: secret, STRIPE_WEBHOOK_SECRET: 'whsec_faults' },
    ...{ SANDBOX_URL: `http://${HOST}:${ports.sandbox}`, SANDBOX_PORT: String(ports.sandbox) },
    ...{ SANDBOX_SMTP_PORT: String(ports.smtp), SANDBOX_DIR: path.join(folder, 'sandbox') },
    ...{ API_PORT: String(ports.api), STORAGE_DIR: path.join(folder, 'files'), DATABASE_POOL_MAX: '10' },
  };
}

async function isWell(port, place) {
  const answer = await fetch(`http://${HOST}:${port}${place}`).catch(() => null);
  return answer?.status === 200;
}

/**
 * Starts it, or those `pieces` of it, with nothing but the catalogue; `kill(name)` is SIGKILL, and `revive(name)` starts
 * that piece again. `settings` are variables of the environment beside its own.
 */
export async function openPortal({
  withSandbox = false,
  pieces = ['web', 'api', 'worker'],
  settings = {},
} = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-faults-'));
  const dir = path.join(folder, 'pg');
  // fsync on: what was answered must be on the disk when the postmaster dies.
  let postgres = await startPostgres({ dir });
  await createDatabase(postgres.url('postgres'), 'faults');
  const url = postgres.url('faults');
  const ports = {};
  for (const name of ['web', 'api', 'sandbox', 'smtp']) ports[name] = await freePort(0, HOST);
  const env = { ...environment(url, ports, folder), ...settings };
  if (withSandbox) env.SMTP_URL = `smtp://${HOST}:${ports.smtp}`;
  await bringUpToDate(url, env);
  const children = new Children(() => {});
  const pids = {};
  const programs = {
    web: [NEXT, 'start', '-p', String(ports.web), '-H', HOST],
    api: [bundle('api')],
    worker: [bundle('worker')],
    sandbox: [bundle('sandbox')],
  };
  const start = (name) => {
    const log = path.join(folder, `${name}.log`);
    pids[name] = children.start(name, programs[name], { env, log }).pid;
  };
  const wellAgain = async (name) => {
    if (name === 'worker') return;
    const place = name === 'sandbox' ? '/healthz' : '/api/health';
    if (!(await until(() => isWell(ports[name], place), 60_000)))
      throw new Error(
        `${name} is not well: ${readFileSync(path.join(folder, `${name}.log`), 'utf8').slice(-2_000)}`,
      );
  };
  const started = [...pieces, ...(withSandbox ? ['sandbox'] : [])];
  started.forEach(start);
  for (const name of started) await wellAgain(name);
  const control = async (place, body) => {
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${env.SANDBOX_URL}${place}`, sent);
    if (!answer.ok) throw new Error(`${place} answered ${answer.status}`);
  };
  return {
    ...{ env, control },
    addresses: [ports.web, ports.api].map((port) => `http://${HOST}:${port}/api/v1`),
    sql: (text, values) => withClient(url, async (client) => (await client.query(text, values)).rows),
    command: (name, args = []) => runNode([bundle(name), ...args], { env }),
    wellAgain,
    kill(name) {
      if (name !== 'postmaster') return process.kill(pids[name], 'SIGKILL');
      process.kill(Number.parseInt(readFileSync(path.join(dir, 'postmaster.pid'), 'utf8'), 10), 'SIGKILL');
    },
    async revive(name) {
      if (name !== 'postmaster') return start(name);
      await postgres.ended;
      postgres = await startPostgres({ dir, port: postgres.port });
    },
    async close() {
      await children.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
