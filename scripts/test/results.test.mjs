import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { closingLine, playwrightResult, sum, vitestResult } from './results.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'meterdesk-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content) {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}
const vitestReport = (over) =>
  report({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...over,
  });

test('cases are counted, a todo as skipped', () => {
  const file = vitestReport({ numPendingTests: 1, numTodoTests: 1 });
  expect(vitestResult('unit', file, true)).toEqual({
    name: 'unit',
    passed: 5,
    failed: 0,
    skipped: 2,
    reasons: [],
    unsteady: [],
  });
});

test('a file that does not load is a failure', () => {
  const file = vitestReport({ testResults: [{ status: 'failed', assertionResults: [] }] });
  expect(vitestResult('unit', file, false).failed).toBe(1);
});

test('a runner that ended badly is a failure though every case passed', () => {
  expect(vitestResult('unit', vitestReport({}), false).failed).toBe(1);
  const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 };
  expect(playwrightResult('e2e', report({ stats }), false).failed).toBe(1);
});

test('a runner that wrote no report is a failure', () => {
  expect(vitestResult('db', path.join(folder, 'absent.json'), true).failed).toBe(1);
});

test('a failed case is told with what it said, without colours', () => {
  const failed = { status: 'failed', fullName: 'adds', failureMessages: ['\u001b[31mexpected 3\u001b[39m'] };
  const file = vitestReport({
    numFailedTests: 1,
    testResults: [{ status: 'failed', assertionResults: [failed] }],
  });
  expect(vitestResult('unit', file, false).reasons).toEqual(['adds\nexpected 3']);
  const one = { status: 'unexpected', projectName: 'phone', results: [{ error: { message: 'no button' } }] };
  const inner = { specs: [{ file: 'a.spec.ts', title: 'buys', tests: [one, { status: 'expected' }] }] };
  const stats = { expected: 1, unexpected: 1, flaky: 0, skipped: 0 };
  const told = playwrightResult('e2e', report({ stats, suites: [{ suites: [inner] }] }), false).reasons;
  expect(told).toEqual(['[phone] a.spec.ts: buys\nno button']);
});

test('a case that passed at its second try counts as passed, and is named', () => {
  const tries = [{ error: { message: 'too slow' } }, {}];
  const one = { status: 'flaky', projectName: 'desktop', results: tries };
  const specs = [{ file: 'a.spec.ts', title: 'buys', tests: [one] }];
  const stats = { expected: 1, unexpected: 0, flaky: 1, skipped: 0 };
  const told = playwrightResult('e2e', report({ stats, suites: [{ specs }] }), true);
  expect(told).toMatchObject({ passed: 2, failed: 0, reasons: [] });
  expect(told.unsteady).toEqual(['[desktop] a.spec.ts: buys\ntoo slow']);
});

test('the closing line names skipped cases only when there are any', () => {
  expect(
    closingLine(
      sum([
        { passed: 1, failed: 0, skipped: 0 },
        { passed: 2, failed: 1, skipped: 0 },
      ]),
    ),
  ).toBe('3 passed, 1 failed');
  expect(closingLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
});
