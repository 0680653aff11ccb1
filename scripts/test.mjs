// `npm test`: every check and every test, all of them even when one fails, one summary and one exit code.
// Usage: node scripts/test.mjs [format] [lint] [types] [layers] [unit] [db] [faults] [e2e] [filter for the tests]
import { rmSync } from 'node:fs';
import path from 'node:path';
import { prepare } from './prepare.mjs';
import { runNode } from './process/children.mjs';
import { watchLineage } from './process/lineage.mjs';
import { root } from './root.mjs';
import { fail, say } from './steps.mjs';
import { runBrowserTests } from './test/browser-tests.mjs';
import { closingLine, result, sum, vitestResult } from './test/results.mjs';

const inModules = (file) => path.join(root, 'node_modules', file);
const NEXT = inModules('next/dist/bin/next');
/** What Next demands of what each page and route exports: ignored like all that is built, unless it is named. */
const ROUTE_TYPES = '.next/types/validator.ts';
const ESLINT_CACHE = ['--cache', '--cache-location', 'node_modules/.cache/eslint/'];

const CHECKS = {
  format: [[inModules('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level=warn', '.']],
  lint: [[inModules('eslint/bin/eslint.js'), '--max-warnings=0', ...ESLINT_CACHE, '.']],
  layers: [[path.join(root, 'scripts/checks/layers.mjs')]],
  // The compiler's errors and the rules that need types, of one program (ADR 29).
  types: [
    [NEXT, 'typegen'],
    [inModules('oxlint/bin/oxlint'), '--type-aware', '--type-check', '--deny-warnings', '.', ROUTE_TYPES],
  ],
};
const TESTS = ['unit', 'db', 'faults', 'e2e'];
const ALL = [...Object.keys(CHECKS), ...TESTS];

async function runCheck(name) {
  try {
    for (const args of CHECKS[name])
      await runNode(args, { env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } });
    return result(name, 1, 0);
  } catch (error) {
    return result(name, 0, 1, 0, [error.message]);
  }
}

async function runVitest(name, filter) {
  const report = path.join(root, `.data/test-${name}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const args = [inModules('vitest/vitest.mjs'), 'run', '--project', name, ...reporters, ...filter];
  const env = { ...process.env, NODE_ENV: 'test' };
  const isOk = await runNode(args, { loud: true, env }).then(
    () => true,
    () => false,
  );
  return vitestResult(name, report, isOk);
}

/** Times a part, and turns whatever it throws into a failure of that part alone. */
async function timed(name, work) {
  const start = performance.now();
  say(`${name} …`);
  const outcome = await work().catch((error) => {
    return result(name, 0, 1, 0, [error.stack]);
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${name}: ${closingLine(outcome)} in ${seconds} s`);
  return { ...outcome, seconds };
}

/**
 * Two lanes for two cores: the checks, and beside them the build, types (which need what it writes) and the tests that
 * wait for PostgreSQL half of the time. The browser's come last and alone: they are the ones that a busy machine misleads.
 */
async function runAll(names, filter) {
  const chosen = (name) => names.includes(name);
  const results = [];
  const run = async (list, work) => {
    for (const name of list.filter(chosen)) results.push(await timed(name, () => work(name)));
  };
  // A build that fails is told by the tests that need it.
  const needsBuild = chosen('e2e') || chosen('faults');
  const build = needsBuild ? prepare('bundle', 'build').catch(() => {}) : null;
  const tests = async () => {
    await build;
    await run(['types'], runCheck);
    await run(['unit', 'db', 'faults'], (name) => runVitest(name, filter));
  };
  await Promise.all([run(['format', 'layers', 'lint'], runCheck), tests()]);
  await run(['e2e'], (name) => runBrowserTests(name, filter));
  return results;
}

function printSummary(results) {
  console.log('');
  // Once more at the end: whoever reads only that must see what failed.
  for (const one of results) {
    for (const reason of one.unsteady) console.log(`~ ${one.name}, passed at the second try: ${reason}\n`);
    for (const reason of one.reasons) console.log(`✗ ${one.name}: ${reason}\n`);
  }
  for (const one of results) {
    const mark = one.failed > 0 ? '✗' : '✓';
    console.log(`  ${mark} ${one.name.padEnd(8)}${closingLine(one).padEnd(40)}${one.seconds.padStart(7)} s`);
  }
  console.log(`\n${closingLine(sum(results))}`);
}

async function main() {
  watchLineage(() => process.exit(1));
  const args = process.argv.slice(2);
  const firstOther = args.findIndex((arg) => !ALL.includes(arg));
  const cut = firstOther === -1 ? args.length : firstOther;
  const names = cut === 0 ? ALL : args.slice(0, cut);
  const results = await runAll(names, args.slice(cut));
  printSummary(results);
  process.exit(sum(results).failed > 0 ? 1 : 0);
}

await main().catch(fail);
