import { test } from 'cross-examine';
import { sameOrigin } from './same-origin.cases.ts';

test.describe('Same origin', { tag: ['@C01', '@C44'] }, () => {
  for (const scenario of sameOrigin) test(scenario.id, ({ examine }) => examine(scenario));
});
