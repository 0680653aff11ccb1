import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createDatabase, databaseExists, dropDatabase, renameDatabase } from '../database/databases.mjs';
import { migrate } from '../database/migrations.mjs';
import { runNode } from '../process/children.mjs';
import { root } from '../root.mjs';
import { say, step } from '../steps.mjs';
import { besideSandbox } from './brief-sandbox.mjs';
import { needsSandbox } from './environment.mjs';
import { localSecrets } from './secrets.mjs';

export const DATABASE = 'meterdesk';
const DRAFT = 'meterdesk_loading';

/** The seed writes the accounts it made, with their passwords, for the table that start prints. */
export const accountsFile = (dataDir) => path.join(dataDir, 'demo-accounts.json');

/**
 * Makes the demo's database. It is migrated and loaded under another name and renamed when it is whole: a start that
 * was killed in between finds nothing half-made.
 */
export async function loadDemo(postgres, dataDir) {
  const server = postgres.url('postgres');
  const draftAccounts = `${accountsFile(dataDir)}.new`;
  await dropDatabase(server, DRAFT);
  await createDatabase(server, DRAFT);
  await step('Create the tables', () => migrate(postgres.url(DRAFT)));
  rmSync(draftAccounts, { force: true });
  const seed = (sandboxUrl) =>
    runNode([path.join(root, 'dist/seed.mjs')], {
      cwd: root,
      env: {
        ...process.env,
        ...localSecrets(dataDir),
        NODE_ENV: 'production',
        DATABASE_URL: postgres.url(DRAFT),
        STORAGE_DIR: path.join(dataDir, 'files'),
        SANDBOX_URL: sandboxUrl,
        DEMO_ACCOUNTS_FILE: draftAccounts,
      },
    });
  await step('Load the demo', () => (needsSandbox(process.env) ? besideSandbox(dataDir, seed) : seed('')));
  if (!existsSync(draftAccounts)) throw new Error('The seed wrote no accounts.');
  renameSync(draftAccounts, accountsFile(dataDir));
  await dropDatabase(server, DATABASE);
  await renameDatabase(server, DRAFT, DATABASE);
}

/** The demo's database, brought up to date; made and loaded where there is none. */
export async function demoDatabase(postgres, dataDir) {
  const server = postgres.url('postgres');
  if (!(await databaseExists(server, DATABASE))) await loadDemo(postgres, dataDir);
  else for (const name of await migrate(postgres.url(DATABASE))) say(`Applied ${name}`);
  return postgres.url(DATABASE);
}
