// Writes large tables into a migrated database: by two connections, each table without its indexes and triggers.
import { withClient } from '../database/databases.mjs';
import { say, step } from '../steps.mjs';
import { whole } from './table.mjs';

const AT_ONCE = 2;

/** Nothing is checked row by row: triggers and references hold by construction, and `ledger:verify` says so of the small one. */
const SESSION = `
  SET session_replication_role = replica; SET TIME ZONE 'UTC'; SET synchronize_seqscans = off;
  SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET max_parallel_maintenance_workers = 0`;

/** What is written anew if the machine dies need not wait for the disk, and no page is written twice. */
const CARELESS = { fsync: 'off', full_page_writes: 'off', max_wal_size: "'8GB'" };

async function setServer(client, phrase) {
  for (const name of Object.keys(CARELESS)) await client.query(`ALTER SYSTEM ${phrase(name)}`);
  await client.query('SELECT pg_reload_conf()');
}

/** A table's rows, then its indexes at once, then what the planner knows of it. */
async function fillTable(client, name, statement) {
  const began = performance.now();
  const { rowCount } = await client.query(statement);
  await client.query(`REINDEX TABLE "${name}"`);
  await client.query(`VACUUM (ANALYZE) "${name}"`);
  say(`${name}: ${whole(rowCount)} rows in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

async function fillTables(url, tables) {
  const names = Object.keys(tables);
  const fillNext = () =>
    withClient(url, async (client) => {
      await client.query(SESSION);
      for (let name = names.shift(); name; name = names.shift()) await fillTable(client, name, tables[name]);
    });
  await Promise.all(Array.from({ length: AT_ONCE }, fillNext));
}

/**
 * Runs `story` (what the statements need), then every statement of `tables` by the name of the table it fills, and gives
 * the database back as it was: with its indexes, its triggers, and a disk that is waited for. `after` runs before that.
 */
export async function fillInBulk(client, url, { title, story, tables, after = async () => {} }) {
  await client.query(SESSION);
  await setServer(client, (name) => `SET ${name} = ${CARELESS[name]}`);
  const named = Object.keys(tables).map((name) => `'"${name}"'::regclass`);
  await client.query(
    `UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid IN (${named.join()})`,
  );
  await step(title, () => client.query(story));
  await step('Fill the tables', () => fillTables(url, tables));
  await after();
  await setServer(client, (name) => `RESET ${name}`);
  await client.query('SET session_replication_role = origin; CHECKPOINT');
}
