import { rmSync } from 'node:fs';
import path from 'node:path';
import { prepare } from '../prepare.mjs';
import { runNode } from '../process/children.mjs';
import { root } from '../root.mjs';
import { dataFolder } from '../stack/data-folder.mjs';
import { Run } from '../stack/run.mjs';
import { startStack } from '../stack/start-stack.mjs';
import { say } from '../steps.mjs';
import { browserEnvironment } from './browser.mjs';
import { playwrightResult } from './results.mjs';

const PLAYWRIGHT = path.join(root, 'node_modules/@playwright/test/cli.js');
/** A person's .env or shell must not send a test to a real database, a real vendor or a taken port. */
const FOREIGN = [
  ...['DATABASE_URL', 'APP_URL', 'PORT', 'SANDBOX', 'SANDBOX_PORT', 'SANDBOX_SMTP_PORT', 'STORAGE_DIR'],
  ...['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'SMTP_URL', 'AUTH_SECRET', 'METRICS_TOKEN'],
  ...['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
];

function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of FOREIGN) env[name] = '';
  return { ...env, CATALOGUE: 'saas-credits', LOG_LEVEL: process.env.LOG_LEVEL ?? 'info' };
}

/** The journeys in a real browser, on the production build with a fresh demo, a worker and the sandbox of its own. */
export async function runBrowserTests(name, filter) {
  const dataDir = dataFolder('test-e2e');
  const report = path.join(dataDir, 'playwright.json');
  let isOk = true;
  const ended = new Promise((resolve) => {
    const run = new Run({ dataDir, webPort: 4020, onEnded: resolve });
    const work = async () => {
      await run.open();
      await prepare('bundle');
      for (const left of ['pg', 'files', 'sandbox', 'logs'])
        rmSync(path.join(dataDir, left), { recursive: true, force: true });
      rmSync(report, { force: true });
      const { url, settings } = await startStack(run, cleanEnvironment(), { isDurable: false });
      await runNode([PLAYWRIGHT, 'test', ...filter], {
        loud: true,
        env: {
          ...settings,
          ...(await browserEnvironment()),
          NODE_ENV: 'test',
          E2E_URL: url,
          E2E_DATA_DIR: dataDir,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        },
      });
    };
    work().then(
      () => run.end(0),
      (error) => {
        isOk = false;
        return run.end(1, error.message);
      },
    );
  });
  if ((await ended) !== 0) isOk = false;
  if (!isOk) say(`The logs of web, worker and sandbox are in ${path.relative(root, dataDir)}/logs`);
  return playwrightResult(name, report, isOk);
}
