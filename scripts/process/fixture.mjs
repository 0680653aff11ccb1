// A small installation for the tests of life and death: a PostgreSQL and one child under the supervision that
// `npm start` uses. Each start adds a row and then prints, as JSON, every pid and how many rows it found.
import path from 'node:path';
import { withClient } from '../database/databases.mjs';
import { startPostgres } from '../database/embedded.mjs';
import { Run } from '../stack/run.mjs';
import { inspect } from './inspect.mjs';

const dataDir = process.argv[2];
const IDLE = 'setInterval(() => {}, 1000)';

const run = new Run({ dataDir });
await run.open();
const postgres = run.own(await startPostgres({ dir: path.join(dataDir, 'pg') }));
const { rows, postmaster } = await withClient(postgres.url('postgres'), async (client) => {
  await client.query('create table if not exists kept (at timestamptz default now())');
  const before = await client.query('select count(*)::int as n from kept');
  await client.query('insert into kept default values');
  const backend = await client.query('select pg_backend_pid() as pid');
  return { rows: before.rows[0].n, postmaster: inspect(backend.rows[0].pid).parent };
});
run.start('child', ['--eval', IDLE], { env: process.env, log: path.join(dataDir, 'child.log') });
const child = Number.parseInt(run.children.tags().child, 10);
const pids = { shell: process.ppid, supervisor: process.pid, guard: postgres.guardPid, postmaster, child };
console.log(JSON.stringify({ rows, pids }));
