import { describe, expect, it } from 'vitest';
import { countAll } from './count.mjs';

const VITEST = { numPassedTests: 5, numFailedTests: 0, testResults: [{ status: 'passed', assertionResults: [] }] };
const PLAYWRIGHT = { stats: { expected: 3, flaky: 1, unexpected: 0, skipped: 2 }, errors: [] };

/** Counts a folder that holds these two reports; `undefined` is a file that is not there. */
function count({ vitest = JSON.stringify(VITEST), playwright = JSON.stringify(PLAYWRIGHT) }) {
  /** @type {Record<string, string>} */
  const files = { 'test-results/vitest.json': vitest, 'test-results/playwright.json': playwright };
  return countAll((path) => {
    if (files[path] === 'absent') throw new Error('no such file');
    return files[path] ?? '';
  });
}

const withVitest = (/** @type {object} */ change) => ({ vitest: JSON.stringify({ ...VITEST, ...change }) });
const withPlaywright = (/** @type {object} */ change) => ({ playwright: JSON.stringify({ ...PLAYWRIGHT, ...change }) });

describe('the count of both runners', () => {
  it('adds what passed, and exits with 0', () => {
    expect(count({})).toEqual({ lines: ['9 passed, 0 failed'], exitCode: 0 });
  });

  it.each([
    ['a failed unit test', withVitest({ numFailedTests: 2 }), '9 passed, 2 failed'],
    [
      'a unit test file that does not load',
      withVitest({ testResults: [{ status: 'failed', assertionResults: [] }] }),
      '9 passed, 1 failed',
    ],
    ['a failed spec', withPlaywright({ stats: { expected: 3, flaky: 0, unexpected: 4 } }), '8 passed, 4 failed'],
    ['a spec file that does not load', withPlaywright({ errors: [{ message: 'x' }] }), '9 passed, 1 failed'],
    ['no report of the unit tests', { vitest: 'absent' }, '4 passed, 1 failed'],
    ['no report of the specs', { playwright: 'absent' }, '5 passed, 1 failed'],
    ['a report that is cut short', { playwright: '{"stats":' }, '5 passed, 1 failed'],
    ['a report that holds something else', { vitest: '{}' }, '4 passed, 1 failed'],
    ['counts that are no numbers', withVitest({ numPassedTests: '5' }), '4 passed, 1 failed'],
    ['no unit tests', withVitest({ numPassedTests: 0 }), '4 passed, 1 failed'],
    ['no specs', withPlaywright({ stats: { expected: 0, flaky: 0, unexpected: 0 } }), '5 passed, 1 failed'],
  ])('exits with 1 for %s', (_, reports, lastLine) => {
    const { lines, exitCode } = count(reports);
    expect(lines.at(-1)).toBe(lastLine);
    expect(exitCode).toBe(1);
  });

  it('says why a report could not be counted', () => {
    expect(count({ playwright: 'absent' }).lines).toContain('test-results/playwright.json: no such file');
  });
});
