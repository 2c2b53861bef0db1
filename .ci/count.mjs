/**
 * Counts the tests of both runners from the JSON that the runners wrote, and prints one last line:
 * `N passed, N failed`. What cannot be counted is a failure: a report that is missing or unreadable, no tests in it.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** @typedef {{ passed: number, failed: number }} Count */

/** @type {readonly { path: string, count: (report: any) => Count }[]} */
const RUNNERS = [
  { path: 'test-results/vitest.json', count: countVitest },
  { path: 'test-results/playwright.json', count: countPlaywright },
];

/**
 * Counts a report of Vitest. A file that could not be loaded has no tests to fail and counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Count}
 */
export function countVitest(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
}

/**
 * Counts a report of Playwright. An error outside of any test, as in a file that could not be loaded, counts as one.
 * @param {{ stats: { expected: number, flaky: number, unexpected: number }, errors: unknown[] }} report
 * @returns {Count}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

/**
 * Counts one runner's report, or says why it cannot be counted; that is one failure.
 * @param {string} path
 * @param {(report: any) => Count} count
 * @param {(path: string) => string} read
 * @returns {Count & { note?: string }}
 */
export function countFile(path, count, read) {
  try {
    const { passed, failed } = count(JSON.parse(read(path)));
    if (!Number.isInteger(passed) || !Number.isInteger(failed)) throw new Error('it holds no counts');
    if (passed + failed === 0) throw new Error('it holds no tests');
    return { passed, failed };
  } catch (error) {
    return { passed: 0, failed: 1, note: `${path}: ${error instanceof Error ? error.message : error}` };
  }
}

/**
 * Counts both runners.
 * @param {(path: string) => string} read gives the text of a file, or throws
 * @returns {{ lines: string[], exitCode: number }} what to print, the count last, and 1 when anything failed
 */
export function countAll(read) {
  const counts = RUNNERS.map(({ path, count }) => countFile(path, count, read));
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  const notes = counts.flatMap(({ note }) => note ?? []);
  return { lines: [...notes, `${passed} passed, ${failed} failed`], exitCode: failed > 0 ? 1 : 0 };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { lines, exitCode } = countAll((path) => readFileSync(path, 'utf8'));
  console.log(lines.join('\n'));
  process.exitCode = exitCode;
}
