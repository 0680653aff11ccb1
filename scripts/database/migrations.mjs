import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runNode } from '../process/children.mjs';
import { root } from '../root.mjs';
import { withClient } from './databases.mjs';

const FOLDER = path.join(root, 'prisma/migrations');
const PRISMA = path.join(root, 'node_modules/prisma/build/index.js');

export function allMigrations() {
  return readdirSync(FOLDER).filter((name) => existsSync(path.join(FOLDER, name, 'migration.sql')));
}

/** Rows of a question to a table that may not exist yet. */
async function rowsOrNone(client, sql) {
  try {
    return (await client.query(sql)).rows;
  } catch (error) {
    if (['42P01', '3F000'].includes(error.code)) return [];
    throw error;
  }
}

async function pendingMigrations(client) {
  const rows = await rowsOrNone(
    client,
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return allMigrations().filter((name) => !applied.has(name));
}

/** graphile-worker keeps its own schema; we note on it which version of the package last brought it up to date. */
function queueMark() {
  const { version } = JSON.parse(
    readFileSync(path.join(root, 'node_modules/graphile-worker/package.json'), 'utf8'),
  );
  return `graphile-worker ${version}`;
}

async function isQueueCurrent(client) {
  const sql =
    "select obj_description(oid, 'pg_namespace') as mark from pg_namespace where nspname = 'graphile_worker'";
  const [row] = (await client.query(sql)).rows;
  return row?.mark === queueMark();
}

async function migrateQueue(url, client) {
  const { Logger, runMigrations } = await import('graphile-worker');
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
  await client.query(`comment on schema graphile_worker is ${client.escapeLiteral(queueMark())}`);
}

/**
 * Brings a database up to date: our migrations and the job queue's schema. Answers the names of what it applied;
 * when nothing is pending that costs two small queries and no Prisma.
 */
export function migrate(url) {
  return withClient(url, async (client) => {
    const pending = await pendingMigrations(client);
    if (pending.length > 0) {
      await runNode([PRISMA, 'migrate', 'deploy'], {
        cwd: root,
        env: { ...process.env, DATABASE_URL: url, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      });
    }
    const isCurrent = await isQueueCurrent(client);
    if (!isCurrent) await migrateQueue(url, client);
    return [...pending, ...(isCurrent ? [] : [queueMark()])];
  });
}
