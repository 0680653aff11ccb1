import { readJson } from '../stack/secrets.mjs';

/** What one check or one set of tests came to; `reasons` are the failed cases with what they said, `unsteady` those that passed at the second try. */
export const result = (name, passed, failed, skipped = 0, reasons = [], unsteady = []) => {
  return { name, passed, failed, skipped, reasons, unsteady };
};

const MAX_REASON = 1_500;
const COLOURS = /\u001b\[[\d;]*m/g;
const reason = (title, said = '') => `${title}\n${said.replaceAll(COLOURS, '').slice(0, MAX_REASON)}`;

const vitestReasons = (report) =>
  report.testResults.flatMap((file) => [
    ...(file.status === 'failed' && file.message ? [reason(file.name, file.message)] : []),
    ...file.assertionResults
      .filter((one) => one.status === 'failed')
      .map((one) => reason(one.fullName, one.failureMessages?.join('\n'))),
  ]);

/** What the first try said. Playwright nests suites in suites; a spec tells each attempt of each project. */
const playwrightReasons = (suite, status) => [
  ...(suite.suites ?? []).flatMap((inner) => playwrightReasons(inner, status)),
  ...(suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((one) => one.status === status)
      .map((one) =>
        reason(`[${one.projectName}] ${spec.file}: ${spec.title}`, one.results[0]?.error?.message),
      ),
  ),
];

/** A runner that ended badly without a failed case (a file that does not load, a lost worker) is one failure. */
const atLeastOne = (failed, isOk) => (isOk || failed > 0 ? failed : 1);

export function vitestResult(name, reportFile, isOk) {
  const report = readJson(reportFile, null);
  if (!report) return result(name, 0, 1);
  const hasFailedCase = (file) => file.assertionResults.some((one) => one.status === 'failed');
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !hasFailedCase(file),
  ).length;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = atLeastOne(report.numFailedTests + unloaded, isOk);
  return result(name, report.numPassedTests, failed, skipped, vitestReasons(report));
}

export function playwrightResult(name, reportFile, isOk) {
  const report = readJson(reportFile, null);
  if (!report?.stats) return result(name, 0, 1);
  const { expected, flaky, unexpected, skipped } = report.stats;
  const failed = atLeastOne(unexpected, isOk);
  const told = (status) => playwrightReasons(report, status);
  return result(name, expected + flaky, failed, skipped, told('unexpected'), told('flaky'));
}

export function sum(results) {
  const total = (key) => results.reduce((all, one) => all + one[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/** The last line of a test run, in the form that machines read. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
