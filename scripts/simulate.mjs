// `npm run books:simulate`: two years of a company on a database of its own, by the real verbs and the vendors' stand-ins, with
// every check at each month's end. A history that fails is cut down to the smallest part that still does.
// Usage: npm run books:simulate -- [--months 24] [--organisations 200] [--seed 7] [--shrink 60]
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase, dropDatabase } from './database/databases.mjs';
import { startPostgres } from './database/embedded.mjs';
import { prepare } from './prepare.mjs';
import { Children, runNode } from './process/children.mjs';
import { until } from './process/inspect.mjs';
import { watchLineage } from './process/lineage.mjs';
import { freePort } from './process/ports.mjs';
import { root } from './root.mjs';
import { bringUpToDate } from './stack/own-database.mjs';
import { fail, say, step } from './steps.mjs';

const HOST = '127.0.0.1';
const bundle = (name) => path.join(root, 'dist', `${name}.mjs`);

function readOptions() {
  const number = (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 0) throw new Error(`${text} is not a whole number.`);
    return value;
  };
  const { values } = parseArgs({
    options: {
      months: { type: 'string', default: '24' },
      organisations: { type: 'string', default: '200' },
      seed: { type: 'string', default: '7' },
      shrink: { type: 'string', default: '60' },
    },
  });
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, number(text)]));
}

function environmentOf(url, folder, ports) {
  const secret = randomBytes(32).toString('base64url');
  const sandbox = `http://${HOST}:${ports.sandbox}`;
  const address = `http://${HOST}:${ports.door}`;
  const { STRIPE_SECRET_KEY: _, PAYMOB_SECRET_KEY: __, ...own } = process.env;
  return {
    ...own,
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'fatal', DATABASE_URL: url, DATABASE_POOL_MAX: '16' },
    ...{ APP_URL: address, AUTH_SECRET: secret, METRICS_TOKEN: secret },
    ...{ STRIPE_WEBHOOK_SECRET: 'whsec_simulation', SANDBOX_CLOCK: 'still' },
    ...{ SANDBOX_URL: sandbox, SANDBOX_PORT: String(ports.sandbox), SANDBOX_SMTP_PORT: String(ports.smtp) },
    ...{ SANDBOX_DIR: path.join(folder, 'sandbox'), STORAGE_DIR: path.join(folder, 'files') },
  };
}

/** Plays a history on a new copy of the empty database, beside stand-ins that know nothing yet. */
async function play(place, events, days, isLoud) {
  const name = `run_${place.runs++}`;
  const folder = mkdtempSync(path.join(place.folder, 'run-'));
  await createDatabase(place.postgres.url('postgres'), name, 'empty');
  const ports = {
    ...{ door: await freePort(0, HOST), sandbox: await freePort(0, HOST), smtp: await freePort(0, HOST) },
  };
  const env = environmentOf(place.postgres.url(name), folder, ports);
  const [planFile, outcomeFile] = ['plan.json', 'outcome.json'].map((file) => path.join(folder, file));
  writeFileSync(planFile, JSON.stringify({ events, days }));
  const children = new Children(() => {});
  try {
    children.start('sandbox', [bundle('sandbox')], { env, log: path.join(folder, 'sandbox.log') });
    const isUp = () =>
      fetch(`${env.SANDBOX_URL}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
    if (!(await until(isUp, 20_000))) throw new Error('The stand-ins do not start.');
    await runNode([bundle('simulation'), planFile, outcomeFile], { env, loud: isLoud });
    return JSON.parse(readFileSync(outcomeFile, 'utf8'));
  } finally {
    await children.stop();
    await dropDatabase(place.postgres.url('postgres'), name).catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(outcome) {
  const list = (counts) =>
    Object.entries(counts)
      .map(([name, many]) => `${name} ${many.toLocaleString('en')}`)
      .join(', ');
  console.log(`\nDone: ${list(outcome.done)}`);
  console.log(`Never done: ${outcome.never.join(', ') || 'nothing'}`);
  console.log(`Nothing to do: ${list(outcome.skipped)}`);
  console.log(`Refused: ${list(outcome.refused)}`);
  console.log(`What came of it: ${list(outcome.facts)}`);
  console.log(`Checked at month ends: ${list(outcome.checks)}`);
  console.log(`Digest (the same for the same seed): ${outcome.digest}`);
}

const tellProblems = (problems) => {
  for (const { at, check, record, difference } of problems.slice(0, 10))
    console.log(`FAIL ${at} ${check}: ${record}: ${difference}`);
};

/** A part fails as the whole did when the same check is broken. */
async function tellSmallest(place, plan, events, days, outcome, tries) {
  const [first] = outcome.problems;
  say(`Looking for the smallest history that breaks «${first.check}»: at most ${tries} runs`);
  const fails = async (part) => {
    const { problems } = await play(place, part, days, false);
    const isBroken = problems.some(({ check }) => check === first.check);
    say(`run ${place.runs}: ${part.length} events ${isBroken ? 'break it' : 'do not'}`);
    return isBroken;
  };
  const smallest = tries > 0 ? await plan.shrinkHistory(events, fails, tries, outcome.suspects) : events;
  console.log(`\nThe smallest failing history (${smallest.length} of ${events.length} events):`);
  for (const event of smallest.slice(0, 200)) console.log(JSON.stringify(event));
}

async function main() {
  const { months, organisations, seed, shrink } = readOptions();
  await prepare('bundle');
  const { plan } = await import(bundle('simulation-plan'));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-simulation-'));
  const postgres = await step('Start PostgreSQL', () =>
    startPostgres({ dir: path.join(folder, 'pg'), isDurable: false }),
  );
  const end = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const name of ['SIGINT', 'SIGTERM'])
    process.on(name, () => void end().finally(() => process.exit(130)));
  watchLineage(() => void end().finally(() => process.exit(1)));
  const place = { postgres, folder, runs: 0 };
  try {
    await createDatabase(postgres.url('postgres'), 'empty');
    const ports = { door: 1, sandbox: 1, smtp: 1 };
    await bringUpToDate(postgres.url('empty'), environmentOf(postgres.url('empty'), folder, ports));
    const events = plan.historyOf({ seed, months, organisations });
    const days = plan.daysOf(months);
    say(`Seed ${seed}: ${events.length} events of ${organisations} organisations in ${months} months`);
    const outcome = await play(place, events, days, true);
    tell(outcome);
    if (outcome.problems.length === 0) return console.log('\nEvery check holds.') ?? 0;
    tellProblems(outcome.problems);
    const until = events.filter(({ day }) => day <= outcome.days);
    await tellSmallest(place, plan, until, outcome.days + 1, outcome, shrink);
    return 1;
  } finally {
    await end();
  }
}

await main().then((code) => process.exit(code), fail);
