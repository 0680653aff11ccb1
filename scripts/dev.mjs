// `npm run dev`: everything on the sources, restarted by whoever watches them.
import path from 'node:path';
import { root } from './root.mjs';
import { dataFolder } from './stack/data-folder.mjs';
import { choosePorts, isDemo, loadDotEnv, runtimeEnvironment } from './stack/environment.mjs';
import { Run } from './stack/run.mjs';
import { openDatabase } from './stack/start-stack.mjs';
import { fail } from './steps.mjs';

const NEXT = path.join(root, 'node_modules/next/dist/bin/next');
const TSX = path.join(root, 'node_modules/tsx/dist/cli.mjs');
const watched = (file) => [TSX, 'watch', '--clear-screen=false', file];

async function startDevelopment(run) {
  const databaseUrl = await openDatabase(run, process.env);
  const ports = await choosePorts(process.env, run.dataDir, run.webPort);
  const settings = runtimeEnvironment(process.env, { dataDir: run.dataDir, databaseUrl, ports });
  const options = { env: { ...settings, NODE_ENV: 'development' }, prefix: true };
  if (ports.sandbox) run.start('sandbox', watched('lib/sandbox/main.ts'), options);
  run.start('worker', watched('lib/jobs/worker.ts'), options);
  if (ports.mailIn) run.start('mail-in', watched('lib/mail-in/main.ts'), options);
  run.start('web', [NEXT, 'dev', '-p', String(ports.web)], options);
  run.note({ url: settings.APP_URL });

  console.log(`\n  Portal     ${settings.APP_URL}`);
  if (ports.sandbox)
    console.log(`  Mail view  ${settings.SANDBOX_URL}/mail\n  Sandbox    ${settings.SANDBOX_URL}/sandbox`);
  if (isDemo(process.env)) console.log('  Accounts   .data/demo-accounts.json');
  console.log(`  Database   ${databaseUrl.replace(/:[^:@/]+@/, ':***@')}\n`);
}

loadDotEnv();
const run = new Run({ dataDir: dataFolder() });
await run.open().catch(fail);
await startDevelopment(run).catch((error) => run.end(1, error.message));
