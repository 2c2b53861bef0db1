import { describe, expect, it } from 'vitest';
import type { Observation } from '../model/observation.ts';
import type { Prediction } from '../model/prediction.ts';
import { type Scenario, scenarioSchema } from '../model/scenario.ts';
import { predict } from '../oracle/predict.ts';
import { type Drawn, draw } from './draw.ts';
import { search } from './search.ts';

const drawn = draw(400, 11);
const NOTHING_ELSE = { error: null, url: null, exchanges: [] };

/** An engine that does what the oracle says, but for what `bend` makes of it. */
function engineThat(bend: (scenario: Scenario, prediction: Prediction) => Partial<Observation>) {
  const asked: string[] = [];
  return {
    asked,
    name: 'firefox' as const,
    ask: async (scenarios: readonly Scenario[]) => {
      asked.push(...scenarios.map(({ id }) => id));
      return new Map(
        scenarios.map((scenario) => [
          scenario.id,
          predict(scenario).map((each): Observation => ({ ...each, ...NOTHING_ELSE, ...bend(scenario, each) })),
        ]),
      );
    },
  };
}

const isPutBlocked = ({ steps }: Scenario, { outcome }: Prediction) =>
  steps[0]?.request.method === 'PUT' && outcome === 'readable';

describe('a search', { timeout: 60_000 }, () => {
  it('finds nothing where engine and oracle agree, but that what is known of the engine was not seen', async () => {
    const { stale, ...findings } = await search(drawn, { respondent: engineThat(() => ({})), oracle: predict });
    expect(findings).toEqual({ disagreements: [], known: new Map(), inconclusive: [] });
    expect([...stale.keys()]).not.toEqual([]);
  });

  it('names each cause once, and shrinks it', async () => {
    const respondent = engineThat((scenario, prediction) =>
      isPutBlocked(scenario, prediction) ? { outcome: 'blocked', status: 0, visibleHeaderValues: {} } : {},
    );
    const { disagreements } = await search(drawn, { respondent, oracle: predict });
    expect(disagreements.length).toBeGreaterThan(0);
    const keys = disagreements.map(({ difference }) => difference.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { smallest, difference, showsAgain } of disagreements) {
      expect(showsAgain).toBe(true);
      expect(difference.key).toMatch(/^firefox: outcome \(readable predicted, blocked observed; /);
      expect(smallest.scenario).toMatchObject({
        page: { origin: 'https://www.page.com', path: '/', context: 'window' },
        steps: [{ request: { method: 'PUT', keepalive: false, referrerPolicy: null }, server: { hops: [] } }],
      });
    }
    expect(respondent.asked.length).toBeLessThan(drawn.length + 250 * disagreements.length);
  });

  it('tells what the ledger knows from what is new', async () => {
    const lines = ['', '*'].map((value) => ['access-control-allow-origin', value] as const);
    const asking = (id: string): Drawn => ({
      theme: 'known',
      scenario: scenarioSchema.parse({
        id,
        page: { origin: 'https://www.page.com' },
        steps: [{ request: { url: 'https://api.page.com/x' }, server: { response: { headers: lines } } }],
      }),
      smaller: () => [],
    });
    const READABLE = { outcome: 'readable', status: 200 } as const;
    const firefox = engineThat(({ id }) =>
      id === 'new' ? { ...READABLE, preflight: 'sent', preflightHops: [0] } : READABLE,
    );
    const findings = await search([asking('a'), asking('b'), asking('new')], { respondent: firefox, oracle: predict });
    expect([...findings.known]).toEqual([['empty-line-dropped-before-cors-check', 3]]);
    expect(findings.disagreements).toMatchObject([
      { shownBy: ['new'], difference: { mismatches: [{ field: 'preflight' }, { field: 'preflightHops' }] } },
    ]);
    const chromium = { ...engineThat(() => READABLE), name: 'chromium' as const };
    const elsewhere = await search([asking('a')], { respondent: chromium, oracle: predict });
    expect(elsewhere).toMatchObject({ known: new Map(), disagreements: [{ shownBy: ['a'] }] });
  });

  it('takes each request header that differs for one cause, wherever it differs', async () => {
    const respondent = engineThat((_scenario, { requestHeadersSeenByServer: seen }) =>
      seen.referer === undefined ? {} : { requestHeadersSeenByServer: { ...seen, referer: 'x', cookie: 'y' } },
    );
    const { disagreements } = await search(drawn, { respondent, oracle: predict });
    expect(disagreements.map(({ difference }) => difference.key)).toEqual([
      'firefox: request header referer: a value predicted, another observed',
      'firefox: request header cookie: nothing predicted, a value observed',
    ]);
  });

  it('tells apart what cannot be told, and asks for it twice', async () => {
    const respondent = engineThat(({ id }) =>
      id === 'same-origin/1' ? { outcome: 'inconclusive', reason: 'the page gave up' } : {},
    );
    const { disagreements, inconclusive } = await search(drawn, { respondent, oracle: predict });
    expect({ disagreements, inconclusive }).toEqual({
      disagreements: [],
      inconclusive: [{ id: 'same-origin/1', reason: 'the page gave up' }],
    });
    expect(respondent.asked.filter((id) => id === 'same-origin/1')).toHaveLength(2);
  });

  it('says when a disagreement is not seen again', async () => {
    let times = 0;
    const respondent = engineThat(({ id }) => (id === 'same-origin/1' && times++ === 0 ? { status: 418 } : {}));
    const { disagreements } = await search(drawn, { respondent, oracle: predict });
    expect(disagreements).toMatchObject([{ showsAgain: false, shownBy: ['same-origin/1'] }]);
  });
});
