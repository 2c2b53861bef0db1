import { test } from 'cross-examine';
import { callers } from './callers.cases.ts';
import { contexts, sharedWorkers } from './contexts.cases.ts';

test.describe('Callers', () => {
  test('the facts of the standard', ({ examineAll }) => examineAll(callers));
});

test.describe('Contexts', () => {
  test('the facts of the standard', ({ examineAll }) => examineAll(contexts));
});

test.describe('Shared workers of data: URLs', () => {
  test('the facts of the standard', ({ engineName, examineAll }) => {
    // The test goes well in Chromium too, and fails for that, when Chromium starts them.
    test.fail(engineName === 'chromium', 'Chromium starts no shared worker from a data: URL: nothing can be measured');
    return examineAll(sharedWorkers);
  });
});
