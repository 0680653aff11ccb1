// Writes the story of revenue-data.mjs into a migrated database: by two connections, each table without its indexes and triggers.
import { withClient } from '../database/databases.mjs';
import { say, step } from '../steps.mjs';
import { whole } from './table.mjs';
import { endOfStory, rolls, story, tables } from './revenue-data.mjs';

const AT_ONCE = 2;

/** Nothing is checked row by row: triggers and references hold by construction, and `ledger:verify` says so of the small one. */
const session = `
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

async function fillTables(url) {
  const names = Object.keys(tables);
  const fillNext = () =>
    withClient(url, async (client) => {
      await client.query(session);
      for (let name = names.shift(); name; name = names.shift()) await fillTable(client, name, tables[name]);
    });
  await Promise.all(Array.from({ length: AT_ONCE }, fillNext));
}

const DAYS = ['JournalDay', 'DeferredDay', 'MrrDay', 'CreditDay'];

/** Adds up every day that is over, and proves by a day in the middle that the product's own functions come to the same. */
async function roll(client) {
  for (const statement of rolls) await client.query(statement);
  const { rows } = await client.query(
    `SELECT to_char(percentile_disc(0.5) WITHIN GROUP (ORDER BY day), 'YYYY-MM-DD') AS day FROM "RolledDay"`,
  );
  const [{ day }] = rows;
  const sums = DAYS.map(
    (name) => `SELECT '${name}', to_jsonb(d)::text AS row FROM "${name}" d WHERE day = $1`,
  );
  const kept = async () =>
    JSON.stringify((await client.query(`${sums.join(' UNION ALL ')} ORDER BY 1, 2`, [day])).rows);
  const before = await kept();
  await client.query('SELECT journal_roll_day($1, now())', [day]);
  await client.query('SELECT credit_roll_day($1)', [day]);
  if ((await kept()) !== before) throw new Error(`The sums of ${day} are not what the product makes of it.`);
}

/**
 * Fills a migrated database. `customers` have a subscription each; with 100,000 there are more than five million lines
 * in the journal. Answers how many there are.
 */
export async function fillRevenue(client, url, customers) {
  await client.query(session);
  await setServer(client, (name) => `SET ${name} = ${CARELESS[name]}`);
  const named = Object.keys(tables).map((name) => `'"${name}"'::regclass`);
  await client.query(
    `UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid IN (${named.join()})`,
  );
  await step(`Tell the story of ${whole(customers)} customers`, () => client.query(story(customers)));
  await step('Fill the tables', () => fillTables(url));
  await step('Add the days up', () => roll(client));
  await client.query(endOfStory);
  await setServer(client, (name) => `RESET ${name}`);
  await client.query('SET session_replication_role = origin; CHECKPOINT');
  const { rows } = await client.query(`
    SELECT (SELECT count(*) FROM "JournalLine")::int AS lines, (SELECT count(*) FROM "Subscription")::int AS subscriptions`);
  return rows[0];
}
