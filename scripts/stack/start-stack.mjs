import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres } from '../database/embedded.mjs';
import { prepare } from '../prepare.mjs';
import { root } from '../root.mjs';
import { step } from '../steps.mjs';
import { accountsFile, demoDatabase } from './demo-database.mjs';
import { choosePorts, isDemo, runtimeEnvironment } from './environment.mjs';
import { waitForHealth } from './health.mjs';
import { bringUpToDate } from './own-database.mjs';
import { readJson, writeJson } from './secrets.mjs';
import { webServer } from './web-server.mjs';

const bundle = (name) => path.join(root, 'dist', `${name}.mjs`);

/** The database of this run, migrated: the one that DATABASE_URL names, or the demo's own. */
export async function openDatabase(run, env, { isDurable = true } = {}) {
  if (!isDemo(env)) {
    await bringUpToDate(env.DATABASE_URL, env);
    return env.DATABASE_URL;
  }
  const dir = path.join(run.dataDir, 'pg');
  const kept = readJson(path.join(run.dataDir, 'ports.json'));
  const log = path.join(run.dataDir, 'logs/postgres.log');
  const start = () => startPostgres({ dir, port: kept.postgres ?? 0, isDurable, log });
  const postgres = run.own(await step('Start PostgreSQL', start));
  writeJson(path.join(run.dataDir, 'ports.json'), { ...kept, postgres: postgres.port });
  return demoDatabase(postgres, run.dataDir);
}

/** The addresses and accounts of this start, for people and for tests. */
function writeDemoFile(dataDir, url) {
  const accounts = readJson(accountsFile(dataDir), []);
  writeJson(path.join(dataDir, 'demo.json'), { url, accounts }, 0o600);
  return accounts;
}

/** Lets the product's own parser name every bad value, before anything is started or migrated. */
async function checkValues(settings) {
  const { parseEnvironment } = await import(pathToFileURL(bundle('environment')).href);
  parseEnvironment(settings);
}

/**
 * Builds what is missing and starts sandbox, web server and worker on their database; resolves when they are well.
 * The build and the database take a core each.
 */
export async function startStack(run, env, { isDurable = true } = {}) {
  const { dataDir, webPort } = run;
  const ports = await choosePorts(env, dataDir, webPort);
  const settingsFor = (databaseUrl) => runtimeEnvironment(env, { dataDir, databaseUrl, ports });
  await checkValues(settingsFor(env.DATABASE_URL || 'postgresql://not-yet-started'));
  const [databaseUrl] = await Promise.all([openDatabase(run, env, { isDurable }), prepare('build')]);
  const settings = settingsFor(databaseUrl);
  const url = settings.APP_URL;
  const options = (name) => ({
    env: settings,
    log: isDemo(env) ? path.join(run.dataDir, 'logs', `${name}.log`) : null,
  });
  await step('Start the web server, the worker and the sandbox', async () => {
    if (ports.sandbox) run.start('sandbox', [bundle('sandbox')], options('sandbox'));
    run.start('web', webServer(ports.web), options('web'));
    run.start('worker', [bundle('worker')], options('worker'));
    if (ports.mailIn) run.start('mail-in', [bundle('mail-in')], options('mail-in'));
    run.note({ url });
    await waitForHealth(ports.web);
  });
  const accounts = isDemo(env) ? writeDemoFile(run.dataDir, url) : [];
  return { url, settings, accounts };
}
