// `npm run db:reset`: throws the demo's data away and loads it anew. With DATABASE_URL it empties that database, and
// only when told so by --yes-destroy.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createDatabase, databaseName, dropDatabase, siblingUrl } from './database/databases.mjs';
import { claimRun } from './process/run-lock.mjs';
import { loadDemo } from './stack/demo-database.mjs';
import { isDemo, loadDotEnv } from './stack/environment.mjs';
import { bringUpToDate } from './stack/own-database.mjs';
import { withDemoPostgres } from './stack/with-runtime.mjs';
import { dataFolder } from './stack/data-folder.mjs';
import { fail, say, step } from './steps.mjs';

async function resetExternal(url) {
  const name = databaseName(url);
  if (!process.argv.includes('--yes-destroy')) {
    throw new Error(
      `This would destroy everything in the database ${name} of DATABASE_URL.\nIf that is what you want: npm run db:reset -- --yes-destroy`,
    );
  }
  const server = siblingUrl(url, 'postgres');
  await step(`Empty ${name}`, async () => {
    await dropDatabase(server, name);
    await createDatabase(server, name);
  });
  await bringUpToDate(url);
}

/** The sandbox's payments and the stored files belong to the rows that go. */
async function resetDemo() {
  const lock = await claimRun(dataFolder());
  for (const name of ['sandbox', 'files'])
    rmSync(path.join(dataFolder(), name), { recursive: true, force: true });
  await withDemoPostgres(loadDemo);
  lock.release();
}

async function main() {
  loadDotEnv();
  if (isDemo(process.env)) await resetDemo();
  else await resetExternal(process.env.DATABASE_URL);
  say('The database is as new');
}

await main().then(() => process.exit(0), fail);
