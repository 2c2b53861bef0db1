import { describe, expect, it } from 'vitest';
import type { JudgedStep } from '../deviations/deviation.ts';
import type { Observation } from '../model/observation.ts';
import { requestSchema, scenarioSchema } from '../model/scenario.ts';
import { exchange, observation } from '../model/testing-exchange.ts';
import { judgeObserved } from '../runner/explained.ts';
import { judgeSteps } from '../runner/hold.ts';
import { expect as swear } from './matchers.ts';
import type { Mounted } from './stage.ts';
import type { Sworn } from './sworn.ts';

const ENGINE = {
  name: 'firefox',
  version: '1',
  build: 'stock',
  driver: 'webdriver-bidi',
  platform: 'linux x64',
} as const;

function sworn(given: Partial<Observation> = {}): Sworn {
  return { ...observation(given), what: 'GET https://api.com/x by fetch from https://shop.com', engine: ENGINE };
}

function mounted(effects: number | undefined): Mounted {
  const server = {
    name: 'orders',
    version: '1',
    real: false,
    source: { kind: 'upstream', address: new URL('http://x') },
  } as const;
  return { origin: 'https://api.com', server, effects, requests: [] };
}

const PER_ENGINE = { chromium: 'blocked', firefox: 'readable', webkit: 'blocked', because: 'it is so' } as const;
const SENT = { requestHeadersSeenByServer: { origin: 'https://shop.com' } };

const [JUDGED] = judgeSteps(
  scenarioSchema.parse({
    id: 'a',
    page: { origin: 'https://shop.com' },
    steps: [{ request: { url: 'https://shop.com/x' }, server: { response: {} }, expect: { status: 200 } }],
  }),
) as [JudgedStep];

/** Each row: a matcher, an observation that it lets pass, and one that it must not. */
const MATCHERS: [string, (each: Sworn) => void, (each: Sworn) => void, Partial<Observation>, Partial<Observation>][] = [
  ['toBeReadable', (s) => swear(s).toBeReadable(), (s) => swear(s).not.toBeReadable(), {}, { outcome: 'blocked' }],
  ['toBeOpaque', (s) => swear(s).toBeOpaque(), (s) => swear(s).not.toBeOpaque(), { outcome: 'opaque' }, {}],
  [
    'toBeOpaqueRedirect',
    (s) => swear(s).toBeOpaqueRedirect(),
    (s) => swear(s).not.toBeOpaqueRedirect(),
    { outcome: 'opaqueredirect' },
    { outcome: 'opaque' },
  ],
  ['toBeBlocked', (s) => swear(s).toBeBlocked(), (s) => swear(s).not.toBeBlocked(), { outcome: 'blocked' }, {}],
  [
    'toHaveOutcome',
    (s) => swear(s).toHaveOutcome(PER_ENGINE),
    (s) => swear(s).not.toHaveOutcome(PER_ENGINE),
    {},
    { outcome: 'blocked' },
  ],
  [
    'toHavePreflight',
    (s) => swear(s).toHavePreflight(),
    (s) => swear(s).not.toHavePreflight(),
    { preflight: 'sent' },
    { preflight: 'none' },
  ],
  [
    'toHaveReachedTheServer',
    (s) => swear(s).toHaveReachedTheServer(),
    (s) => swear(s).not.toHaveReachedTheServer(),
    { reached: true },
    { reached: false },
  ],
  [
    'toHaveSentHeader',
    (s) => swear(s).toHaveSentHeader('Origin', 'https://shop.com'),
    (s) => swear(s).not.toHaveSentHeader('Origin', /shop/),
    SENT,
    { requestHeadersSeenByServer: { origin: 'null' } },
  ],
  [
    'toHaveSentHeader with null',
    (s) => swear(s).toHaveSentHeader('Cookie', null),
    (s) => swear(s).not.toHaveSentHeader('Cookie', null),
    SENT,
    { requestHeadersSeenByServer: { cookie: 'sid=1' } },
  ],
  [
    'toExposeHeader',
    (s) => swear(s).toExposeHeader('ETag'),
    (s) => swear(s).not.toExposeHeader('ETag'),
    { visibleHeaders: ['etag'] },
    { visibleHeaders: [] },
  ],
  [
    'toMeetExpectation',
    (s) => swear(s).toMeetExpectation(JUDGED),
    (s) => swear(s).not.toMeetExpectation(JUDGED),
    { status: 200 },
    { status: 404 },
  ],
];

describe.each(MATCHERS)('%s', (_name, claim, denial, meets, fails) => {
  it('passes when it holds, and its .not then fails', () => {
    claim(sworn(meets));
    expect(() => denial(sworn(meets))).toThrow('Expected the request not to');
  });

  it('fails when it does not hold, and its .not then passes', () => {
    denial(sworn(fails));
    expect(() => claim(sworn(fails))).toThrow('Expected the request to');
  });

  it('fails for what is inconclusive, and so does its .not', () => {
    const lost = sworn({ ...meets, outcome: 'inconclusive', reason: 'the page was lost' });
    expect(() => claim(lost)).toThrow('inconclusive: the page was lost');
    expect(() => denial(lost)).toThrow('inconclusive: the page was lost');
  });
});

it('a header that nobody could receive was not sent, and was not left out either', () => {
  expect(() => swear(sworn({ ...SENT, reachedHops: [] })).toHaveSentHeader('Cookie', null)).toThrow(
    'to have sent no Cookie',
  );
});

describe('a failure says who stands alone', () => {
  const request = requestSchema.parse({ url: 'https://api.com/x' });
  const page = { origin: 'https://shop.com', path: '/', context: 'window' } as const;
  const bare = [exchange({ hop: 0 })];
  const told = (given: Partial<Observation>, exchanges = bare): Sworn => ({
    ...sworn(given),
    judged: judgeObserved(request, page, exchanges),
  });
  const blocked = { outcome: 'blocked', status: 0 } as const;

  it('the expectation, where the standard says what was observed', () => {
    expect(() => swear(told(blocked)).toBeReadable()).toThrow(
      [
        'Expected the request to be readable',
        'The expectation stands alone: the standard does not say so, either.',
        '',
        'GET https://api.com/x by fetch from https://shop.com',
        'in firefox 1 (stock build, webdriver-bidi, linux x64)',
        'The page saw: blocked',
        'By the standard: blocked (CORS check, step 2: the answer has no Access-Control-Allow-Origin)',
        'Side effects',
      ].join('\n'),
    );
    expect(() => swear(told(blocked)).not.toBeBlocked()).toThrow('The expectation stands alone');
  });

  it('the engine, where the standard says what was expected, and that nothing is known of it', () => {
    const departs =
      'firefox departs from it, and no known deviation says why: outcome: expected "blocked", observed "readable"';
    expect(() => swear(told({})).toBeBlocked()).toThrow(
      'The engine stands alone: the standard says what was expected.',
    );
    expect(() => swear(told({})).toBeBlocked()).toThrow(departs);
    expect(() => swear(told({})).not.toBeReadable()).toThrow('The engine stands alone');
    expect(() => swear(told({ preflight: 'sent' })).not.toHavePreflight()).toThrow('The engine stands alone');
    expect(() => swear(told({ reached: false })).toHaveReachedTheServer()).toThrow('The engine stands alone');
  });

  it('the engine, and that it is known to do so', () => {
    const headers = ['', '*'].map((value) => ['access-control-allow-origin', value] as const);
    const known = told({}, [exchange({ hop: 0, answer: { headers } })]);
    expect(() => swear(known).toBeBlocked()).toThrow(
      'firefox departs from it as it is known to: empty-line-dropped-before-cors-check: ',
    );
  });

  it('nobody, where the standard cannot be asked', () => {
    const line = /stands alone/;
    const story = (each: Sworn) => {
      try {
        swear(each).toBeReadable();
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(story(told(blocked, []))).not.toMatch(line);
    expect(story(told(blocked, []))).toContain('By the standard: cannot be told (not observed: the standard has');
    expect(story(told({ outcome: 'inconclusive', reason: 'lost' }))).not.toMatch(line);
    expect(story(sworn(blocked))).not.toMatch(line);
  });
});

describe('toHaveEffects', () => {
  it('passes for the number that was counted, and fails for another', () => {
    swear(mounted(2)).toHaveEffects(2);
    swear(mounted(2)).not.toHaveEffects(1);
    expect(() => swear(mounted(2)).toHaveEffects(1)).toThrow('to have 1 side effects; it counted 2');
    expect(() => swear(mounted(2)).not.toHaveEffects(2)).toThrow('not to have 2');
  });

  it('fails for a server that does not count, and so does its .not', () => {
    expect(() => swear(mounted(undefined)).toHaveEffects(0)).toThrow('it does not count');
    expect(() => swear(mounted(undefined)).not.toHaveEffects(0)).toThrow('it does not count');
  });
});

it('a failure shows what the page saw and the exchange on the wire, and nothing that steers a terminal', () => {
  const hostile = exchange({
    requestHeaders: [['Origin', 'https://shop.com']],
    answer: { status: 403, headers: [['x-evil', 'a\u001b[31mb\u202e']] },
  });
  const blocked = sworn({
    outcome: 'blocked',
    error: 'TypeError: Failed to fetch',
    effects: { 'https://api.com': 1 },
    exchanges: [hostile],
  });
  expect(() => swear(blocked).toBeReadable()).toThrow(
    [
      'Expected the request to be readable',
      '',
      'GET https://api.com/x by fetch from https://shop.com',
      'in firefox 1 (stock build, webdriver-bidi, linux x64)',
      'The page saw: blocked (TypeError: Failed to fetch), although a server did the work',
      'Side effects counted by the servers: https://api.com: 1',
      'On the wire:',
      '  GET https://api.com/x → api',
      '      Origin: https://shop.com',
      '    answered 403',
      '      x-evil: a\\u{1b}[31mb\\u{202e}',
    ].join('\n'),
  );
});
