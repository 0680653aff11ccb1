import path from 'node:path';
import { databaseExists } from '../database/databases.mjs';
import { startPostgres } from '../database/embedded.mjs';
import { DATABASE } from './demo-database.mjs';
import { dataFolder } from './data-folder.mjs';
import { isDemo, loadDotEnv, runtimeEnvironment } from './environment.mjs';
import { readJson } from './secrets.mjs';

/** The demo's PostgreSQL for one command: the running one is shared, else it is started and stopped again. */
export async function withDemoPostgres(work) {
  const dataDir = dataFolder();
  const log = path.join(dataDir, 'logs/postgres.log');
  const postgres = await startPostgres({ dir: path.join(dataDir, 'pg'), log });
  try {
    return await work(postgres, dataDir);
  } finally {
    await postgres.stop();
  }
}

/** Runs `work(settings)` with the environment that the running processes have, beside them or alone. */
export async function withRuntime(work) {
  loadDotEnv();
  const dataDir = dataFolder();
  const kept = { web: Number(process.env.PORT) || 3000, ...readJson(path.join(dataDir, 'ports.json')) };
  const settings = (databaseUrl, ports) => runtimeEnvironment(process.env, { dataDir, databaseUrl, ports });
  if (!isDemo(process.env)) return work(settings(process.env.DATABASE_URL, { web: kept.web }));
  return withDemoPostgres(async (postgres) => {
    if (!(await databaseExists(postgres.url('postgres'), DATABASE))) {
      throw new Error('There is no database yet: `npm start` makes the demo, or set DATABASE_URL.');
    }
    return work(settings(postgres.url(DATABASE), kept));
  });
}
