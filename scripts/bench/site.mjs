// The production build on a database of its own, with somebody who is signed in.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { encode } from 'next-auth/jwt';
import { createDatabase, withClient } from '../database/databases.mjs';
import { Children, runNode } from '../process/children.mjs';
import { until } from '../process/inspect.mjs';
import { freePort } from '../process/ports.mjs';
import { root } from '../root.mjs';
import { bringUpToDate } from '../stack/own-database.mjs';
import { webServer } from '../stack/web-server.mjs';
import { step } from '../steps.mjs';

const PERSON = 'usr_01bench0000000000000000000';

export const distDir = path.join(root, process.env.NEXT_DIST_DIR ?? '.next');

/** Who asks: an owner who holds every staff role too, so that one session opens every page. */
async function makePerson(client, organisations) {
  await client.query(
    `INSERT INTO "User" (id, email, name, "emailVerifiedAt", "staffRoles", "createdAt")
     VALUES ($1, 'bench@meterdesk.test', 'Bench', now(), '{expert,agent,finance,admin}', now())`,
    [PERSON],
  );
  for (const id of organisations) {
    await client.query(`INSERT INTO "Organisation" (id, name, "createdAt") VALUES ($1, $1, now())`, [id]);
    await client.query(`INSERT INTO "Wallet" ("organisationId", "updatedAt") VALUES ($1, now())`, [id]);
    await client.query(
      `INSERT INTO "Member" ("organisationId", "userId", role, "createdAt") VALUES ($1, $2, 'owner', now())`,
      [id, PERSON],
    );
    await client.query(
      `INSERT INTO "Session" (id, "userId", "organisationId", "createdAt", "lastSeenAt", "expiresAt")
       VALUES ('ses_' || $1, $2, $1, now(), now(), now() + interval '1 day')`,
      [id, PERSON],
    );
  }
}

const HOST = '127.0.0.1';
const PROGRAMS = {
  web: (port) => webServer(port, HOST),
  api: () => [path.join(root, 'dist/api.mjs')],
};

/**
 * Starts it with one empty organisation for each name; `withApi` adds the plain API process. `cookie(organisation)` is a
 * session that looks at it, `command` runs an operator's command and gives what it said, `env` is what its programs run with; `fill` puts into the database
 * what is to be measured, before the first request; the laws of the ledger must hold of it, unless `isChecked` is off.
 */
export async function openSite(
  { postgres, folder },
  name,
  organisations,
  { withApi = false, isChecked = true, fill = async () => {} } = {},
) {
  if (!existsSync(path.join(distDir, 'BUILD_ID')))
    throw new Error(`There is no build in ${distDir}: npm run build.`);
  await createDatabase(postgres.url('postgres'), name);
  const url = postgres.url(name);
  const ports = { web: await freePort(0, HOST), ...(withApi && { api: await freePort(0, HOST) }) };
  const secret = randomBytes(32).toString('base64url');
  const addressOf = (server) => `http://${HOST}:${ports[server]}`;
  const address = addressOf('web');
  const env = {
    ...process.env,
    ...{ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', LOG_LEVEL: 'error', DATABASE_URL: url },
    ...{ APP_URL: address, NEXTAUTH_URL: address, AUTH_SECRET: secret, NEXTAUTH_SECRET: secret },
    ...{ DATABASE_POOL_MAX: '10', STORAGE_DIR: path.join(folder, 'files'), METRICS_TOKEN: secret },
    ...{
      STRIPE_WEBHOOK_SECRET: 'whsec_bench',
      SANDBOX_URL: `http://${HOST}:1`,
      API_PORT: String(ports.api ?? 0),
    },
  };
  await bringUpToDate(url, env);
  await withClient(url, async (client) => {
    await makePerson(client, organisations);
    await fill(client, url);
    await client.query('VACUUM (ANALYZE)');
  });
  const command = async (program, args = []) =>
    (await runNode([path.join(root, `dist/${program}.mjs`), ...args], { env })).trim();
  if (isChecked) await step('Check the laws of the ledger', () => command('ledger-verify'));
  const children = new Children((child, how) => console.error(`The ${child} ended (${how}).`));
  const pids = {};
  for (const [server, port] of Object.entries(ports)) {
    const log = path.join(folder, `${server}.log`);
    pids[server] = children.start(server, PROGRAMS[server](port), { env, log }).pid;
    const isUp = () =>
      ask(`${addressOf(server)}/api/health`).then(
        ({ status }) => status === 200,
        () => false,
      );
    if (!(await until(isUp, 60_000)))
      throw new Error(`The ${server} server does not answer; its log is ${folder}/${server}.log.`);
  }
  const cookie = async (organisation) => {
    const token = { sub: PERSON, sid: `ses_${organisation}` };
    return `meterdesk.session=${await encode({ token, secret, maxAge: 3_600 })}`;
  };
  const sql = (text, values) => withClient(url, async (client) => (await client.query(text, values)).rows);
  return {
    address,
    apiAddress: addressOf('api'),
    env,
    pids,
    cookie,
    command,
    sql,
    stop: () => children.stop(),
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** One GET: milliseconds to the first byte of the body and to the last, with what came. */
export function ask(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const request = http.get(url, { headers, agent }, (response) => {
      let firstMs;
      const chunks = [];
      response.on('data', (chunk) => {
        firstMs ??= performance.now() - began;
        chunks.push(chunk);
      });
      response.on('end', () => {
        const wholeMs = performance.now() - began;
        const body = Buffer.concat(chunks);
        resolve({ status: response.statusCode, firstMs: firstMs ?? wholeMs, wholeMs, body });
      });
    });
    request.on('error', reject);
  });
}
