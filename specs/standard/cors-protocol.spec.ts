import { type ScenarioInput, test } from 'cross-examine';
import { corsCheck } from './cors-check.cases.ts';
import { preflight } from './preflight.cases.ts';
import { preflightCache } from './preflight-cache.cases.ts';
import { refusals } from './refusals.cases.ts';
import { responseHeaders } from './response-headers.cases.ts';
import { safelist } from './safelist.cases.ts';

const TOPICS: Readonly<Record<string, readonly ScenarioInput[]>> = {
  'CORS check': corsCheck,
  Safelist: safelist,
  Preflight: preflight,
  'Preflight cache': preflightCache,
  'Response headers': responseHeaders,
  Refusals: refusals,
};

for (const [topic, cases] of Object.entries(TOPICS)) {
  test.describe(topic, () => {
    test('the facts of the standard', ({ examineAll }) => examineAll(cases));
  });
}
