// `npm run db:migrate`: brings the database of DATABASE_URL, or the demo's, up to date.
import { demoDatabase } from './stack/demo-database.mjs';
import { isDemo, loadDotEnv } from './stack/environment.mjs';
import { bringUpToDate } from './stack/own-database.mjs';
import { withDemoPostgres } from './stack/with-runtime.mjs';
import { fail, say } from './steps.mjs';

async function main() {
  loadDotEnv();
  if (isDemo(process.env)) await withDemoPostgres(demoDatabase);
  else await bringUpToDate(process.env.DATABASE_URL);
  say('The database is up to date');
}

await main().then(() => process.exit(0), fail);
