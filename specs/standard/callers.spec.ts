import { test } from 'cross-examine';
import { callers } from './callers.cases.ts';
import { contexts } from './contexts.cases.ts';

test.describe('Callers', () => {
  test('the facts of the standard', ({ examineAll }) => examineAll(callers));
});

test.describe('Contexts', () => {
  test('the facts of the standard', ({ examineAll }) => examineAll(contexts));
});
