import { readJson } from '../stack/secrets.mjs';

/** What one check or one set of tests came to. */
export const result = (name, passed, failed, skipped = 0) => ({ name, passed, failed, skipped });

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
  return result(name, report.numPassedTests, atLeastOne(report.numFailedTests + unloaded, isOk), skipped);
}

export function playwrightResult(name, reportFile, isOk) {
  const stats = readJson(reportFile, null)?.stats;
  if (!stats) return result(name, 0, 1);
  return result(name, stats.expected + stats.flaky, atLeastOne(stats.unexpected, isOk), stats.skipped);
}

export function sum(results) {
  const total = (key) => results.reduce((all, one) => all + one[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/** The last line of a test run, in the form that machines read. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
