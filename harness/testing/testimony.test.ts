import { expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { Observation } from '../model/observation.ts';
import { type ScenarioPage, type ScenarioRequest, scenarioSchema } from '../model/scenario.ts';
import { predict } from '../oracle/predict.ts';
import { judgeObserved } from '../runner/explained.ts';
import { expect as swear } from './matchers.ts';
import { Testimony } from './testimony.ts';

const ENGINE = { name: 'chromium', version: '1', build: 'stock', driver: 'cdp', platform: 'linux x64' } as const;
const API = 'https://api.shop.com';
const { page, steps } = scenarioSchema.parse({
  id: 'a',
  page: { origin: 'https://shop.com' },
  steps: [{ request: { url: `${API}/orders/1`, method: 'DELETE' }, server: { response: {} } }],
});
const PAGE: ScenarioPage = page;
const REQUEST = steps[0]?.request as ScenarioRequest;

function exchange(method: string, preflight: boolean): Exchange {
  const headers = [
    ['access-control-allow-origin', 'https://shop.com'],
    ['access-control-allow-methods', 'DELETE'],
  ] as const;
  const answer = { kind: 'answered', status: 200, headers: preflight ? headers : [], endedAt: 2 } as const;
  const url = `${API}/orders/1`;
  return { id: 1, method, url, requestHeaders: [], preflight, startedAt: 1, mount: 'api', hop: 0, answer };
}

/** A DELETE whose preflight passed and whose answer was bare. */
const OBSERVED: Observation = {
  outcome: 'blocked',
  reason: null,
  preflight: 'sent',
  preflightHops: [0],
  reached: true,
  reachedHops: [0],
  effects: { [API]: 1 },
  status: 0,
  visibleHeaders: [],
  hiddenHeaders: [],
  visibleHeaderValues: {},
  requestHeadersSeenByServer: {},
  preflightHeadersSeenByServer: {},
  error: 'TypeError',
  url: null,
  exchanges: [exchange('OPTIONS', true), exchange('DELETE', false)],
};

function sworn() {
  const testimony = new Testimony(ENGINE);
  const judged = judgeObserved(REQUEST, PAGE, OBSERVED.exchanges);
  return { testimony, sworn: testimony.swear('the DELETE', OBSERVED, judged) };
}

it('a story is handed in with what the standard says of it, and where that is written', () => {
  const { attachment } = sworn().testimony;
  expect(attachment.observations[0]).toMatchObject({
    decidedBy: { section: 'CORS check', step: '2' },
    prediction: { outcome: 'blocked', preflight: 'sent' },
    departures: [],
    deviations: [],
  });
  expect(attachment.sections).toEqual({ 'CORS check': 'https://fetch.spec.whatwg.org/#concept-cors-check' });
  expect(attachment.standard).toMatch(/^[0-9a-f]{40}$/);
});

it('a story is handed in with what was asked of it, and how that came out', () => {
  const { testimony, sworn: each } = sworn();
  swear(each).toBeBlocked();
  expect(() => swear(each).not.toHavePreflight()).toThrow();
  expect(testimony.attachment.observations[0]?.asked).toEqual([
    { what: 'to be blocked: a network error in the page', holds: true },
    { what: 'not to be preceded by a CORS-preflight request', holds: false },
  ]);
});

it('a story is handed in as a scenario that plays it again: the same comes of it by the standard', () => {
  const source = sworn().testimony.attachment.observations[0]?.source;
  expect(source?.kind).toBe('observed');
  const scenario = scenarioSchema.parse(source?.scenario);
  expect(source?.scenario.steps[0]?.request).toEqual({ url: `${API}/orders/1`, method: 'DELETE' });
  expect(predict(scenario)[0]).toMatchObject({ outcome: 'blocked', preflight: 'sent', reached: true });
});

it('a departure from the standard that no known deviation explains is handed in', () => {
  const testimony = new Testimony(ENGINE);
  const observed = { ...OBSERVED, outcome: 'readable', status: 200 } as const;
  testimony.swear('the DELETE', observed, judgeObserved(REQUEST, PAGE, OBSERVED.exchanges));
  expect(testimony.attachment.observations[0]?.departures).toContainEqual({
    field: 'outcome',
    expected: 'blocked',
    observed: 'readable',
  });
});
