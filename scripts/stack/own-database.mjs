import path from 'node:path';
import { withClient } from '../database/databases.mjs';
import { migrate } from '../database/migrations.mjs';
import { runNode } from '../process/children.mjs';
import { root } from '../root.mjs';
import { say, step } from '../steps.mjs';

/** The parser wants the secret of every process; this one signs nothing. */
const UNUSED_SECRET = 'not used: this command signs nothing';

async function hasCatalogue(url) {
  const sql = `select from "Setting" where key = 'catalogue'`;
  return (await withClient(url, (client) => client.query(sql))).rowCount > 0;
}

/**
 * Brings a database of one's own up to date. A new one is given the catalogue that CATALOGUE names, since nobody can
 * sign up without a free tier; it is never given demo data.
 */
export async function bringUpToDate(url, env = process.env) {
  for (const name of await migrate(url)) say(`Applied ${name}`);
  if (await hasCatalogue(url)) return;
  const settings = { ...env, DATABASE_URL: url, AUTH_SECRET: env.AUTH_SECRET || UNUSED_SECRET };
  const program = path.join(root, 'dist/catalogue-default.mjs');
  await step('Load the catalogue', () => runNode([program], { env: settings }));
}
