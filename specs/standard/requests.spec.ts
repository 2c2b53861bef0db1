import { type ScenarioInput, test } from 'cross-examine';
import { credentials } from './credentials.cases.ts';
import { modes } from './modes.cases.ts';
import { originHeader } from './origin-header.cases.ts';
import { redirectChains } from './redirect-chains.cases.ts';
import { redirects } from './redirects.cases.ts';
import { referrer } from './referrer.cases.ts';

const TOPICS: Readonly<Record<string, readonly ScenarioInput[]>> = {
  Redirects: redirects,
  'Chains of redirects': redirectChains,
  Credentials: credentials,
  'Origin header': originHeader,
  Referrer: referrer,
  Modes: modes,
};

for (const [topic, cases] of Object.entries(TOPICS)) {
  test.describe(topic, () => {
    test('the facts of the standard', ({ examineAll }) => examineAll(cases));
  });
}
