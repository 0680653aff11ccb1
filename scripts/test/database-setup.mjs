// The global set-up of the database tests: one PostgreSQL, and a migrated template that every file clones.
// TEST_DATABASE_URL may name a server to use instead; its user must be allowed to create databases.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  createDatabase,
  databaseExists,
  dropDatabase,
  renameDatabase,
  siblingUrl,
  withClient,
} from '../database/databases.mjs';
import { startPostgres } from '../database/embedded.mjs';
import { allMigrations, migrate } from '../database/migrations.mjs';
import { root } from '../root.mjs';

const CLONE = 'meterdesk_test_';
const TEMPLATE = 'meterdesk_template_';

/** The template is kept between runs, for as long as the migrations and the queue's version are the same. */
function templateName() {
  const hash = createHash('sha256');
  for (const name of allMigrations())
    hash.update(readFileSync(path.join(root, 'prisma/migrations', name, 'migration.sql')));
  hash.update(readFileSync(path.join(root, 'node_modules/graphile-worker/package.json')));
  return TEMPLATE + hash.digest('hex').slice(0, 12);
}

/** Clones of a run that was cut off, and templates of other migrations. */
async function dropLeftovers(server, template) {
  const { rows } = await withClient(server, (client) =>
    client.query(
      'select datname as name from pg_database where starts_with(datname, $1) or starts_with(datname, $2)',
      [CLONE, TEMPLATE],
    ),
  );
  for (const { name } of rows) if (name !== template) await dropDatabase(server, name);
}

async function makeTemplate(server, name) {
  if (await databaseExists(server, name)) return;
  const draft = `${CLONE}template`;
  await dropDatabase(server, draft);
  await createDatabase(server, draft);
  await migrate(siblingUrl(server, draft));
  await renameDatabase(server, draft, name);
}

/** The kept server of the tests; while another run uses it, one of our own that goes with us. */
async function testServer() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} };
  const kept = await startPostgres({ dir: path.join(root, '.data/test-db/pg'), isDurable: false });
  if (!kept.isShared) return { url: kept.url('postgres'), stop: kept.stop };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-test-'));
  const own = await startPostgres({ dir: path.join(folder, 'pg'), isDurable: false });
  const stop = async () => {
    await own.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: own.url('postgres'), stop };
}

export default async function setup(project) {
  const server = await testServer();
  const template = templateName();
  await dropLeftovers(server.url, template);
  await makeTemplate(server.url, template);
  project.provide('databaseServer', server.url);
  project.provide('databaseTemplate', template);
  return () => server.stop();
}
