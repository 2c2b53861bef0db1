import { describe, expect, it } from 'vitest';
import type { Answer, Exchange } from '../model/exchange.ts';
import { requestSchema, type ScenarioPage } from '../model/scenario.ts';
import type { HeaderPair } from '../model/words.ts';
import { explain } from './explain.ts';
import { STEPS, type StepId } from './steps.ts';

const PAGE: ScenarioPage = { origin: 'https://shop.com', path: '/', context: 'window' };
const API = 'https://api.com/x';
const ACAO: HeaderPair = ['access-control-allow-origin', 'https://shop.com'];
const STAR: HeaderPair = ['access-control-allow-origin', '*'];
const PUT_ALLOWED: HeaderPair = ['access-control-allow-methods', 'PUT'];

let ids = 0;

function exchange(
  method: string,
  status: number,
  headers: readonly HeaderPair[] = [],
  fields: Partial<Exchange> = {},
): Exchange {
  const answer: Answer = { kind: 'answered', status, headers, endedAt: 1 };
  const common = { requestHeaders: [], preflight: false, startedAt: 0, mount: 'api', hop: 0 };
  return { id: ++ids, method, url: API, ...common, answer, ...fields };
}

const get = (...given: [number, HeaderPair[]?, Partial<Exchange>?]) => exchange('GET', ...given);
const put = (...given: [number, HeaderPair[]?, Partial<Exchange>?]) => exchange('PUT', ...given);
const preflight = (status: number, headers: HeaderPair[] = [], fields: Partial<Exchange> = {}) =>
  exchange('OPTIONS', status, headers, { preflight: true, ...fields });

type RequestInput = Partial<Parameters<typeof requestSchema.parse>[0] & object>;

function explained(exchanges: readonly Exchange[], request: RequestInput = {}, more = {}) {
  return explain({ request: requestSchema.parse({ url: API, ...request }), page: PAGE, exchanges, ...more });
}

function decision(id: StepId) {
  const { section, step, reason } = STEPS[id];
  return { section, step, reason };
}

const PUT = { method: 'PUT' };
const CREDENTIALS = { credentials: 'include' };
const REDIRECT: HeaderPair[] = [ACAO, ['location', 'https://other.com/y']];
const AT_OTHER = { url: 'https://other.com/y', hop: 1 };

describe('explain', () => {
  it.each<[string, StepId, 'readable' | 'opaque' | 'blocked', Exchange[], RequestInput]>([
    ['a bare answer', 'cors-check/missing', 'blocked', [get(200)], {}],
    ['an answer for this origin', 'cors-check/origin', 'readable', [get(200, [ACAO])], {}],
    ['white space around a value', 'cors-check/origin', 'readable', [get(200, [[ACAO[0], ` ${ACAO[1]}\t`]])], {}],
    ['an answer for any origin', 'cors-check/wildcard', 'readable', [get(200, [STAR])], {}],
    ['any origin, with credentials', 'cors-check/mismatch', 'blocked', [get(200, [STAR])], CREDENTIALS],
    ['credentials that are not allowed', 'cors-check/no-credentials', 'blocked', [get(200, [ACAO])], CREDENTIALS],
    ['two lines that each would do', 'cors-check/mismatch', 'blocked', [get(200, [ACAO, ACAO])], {}],
    ['a bare preflight', 'preflight/check', 'blocked', [preflight(403)], PUT],
    ['a preflight of status 403', 'preflight/status', 'blocked', [preflight(403, [STAR, PUT_ALLOWED])], PUT],
    ['a preflight for other methods', 'preflight/method', 'blocked', [preflight(200, [STAR])], PUT],
    [
      'a good preflight and a bare answer',
      'cors-check/missing',
      'blocked',
      [preflight(204, [STAR, PUT_ALLOWED]), put(200)],
      PUT,
    ],
    [
      'a good preflight and a good answer',
      'cors-check/wildcard',
      'readable',
      [preflight(204, [STAR, PUT_ALLOWED]), put(200, [STAR])],
      PUT,
    ],
    [
      'a redirect to another origin',
      'cors-check/mismatch',
      'blocked',
      [get(302, REDIRECT), get(200, [ACAO], AT_OTHER)],
      {},
    ],
    [
      'a redirect to an origin that lets anyone read',
      'cors-check/wildcard',
      'readable',
      [get(302, REDIRECT), get(200, [STAR], AT_OTHER)],
      {},
    ],
    ['a redirect without permission', 'cors-check/missing', 'blocked', [get(302, [['location', '/y']])], {}],
    ['no-cors mode', 'main-fetch/no-cors', 'opaque', [get(200)], { mode: 'no-cors' }],
    ['a method that script may not use', 'constructor/method', 'blocked', [], { method: 'TRACE' }],
    [
      'an image',
      'main-fetch/no-cors',
      'opaque',
      [get(200, [['content-type', 'image/png']])],
      { api: 'img', mode: 'no-cors' },
    ],
    ['an image without a body', 'image/body', 'blocked', [get(204)], { api: 'img', mode: 'no-cors' }],
    ['the script of a status that is none', 'script/status', 'blocked', [get(404)], { api: 'script', mode: 'no-cors' }],
  ])('%s: %s, %s', (_, step, outcome, exchanges, request) => {
    expect(explained(exchanges, request)).toMatchObject({ outcome, reason: null, decidedBy: decision(step) });
  });

  it('has the fields of a prediction, without the side effects that are for servers to count', () => {
    const headers: HeaderPair[] = [ACAO, ['etag', '"1"'], ['cache-control', 'no-store']];
    const exchanges = [preflight(204, [ACAO, PUT_ALLOWED]), put(201, headers)];
    expect(explained(exchanges, PUT)).toMatchObject({
      preflight: 'sent',
      preflightHops: [0],
      reached: true,
      reachedHops: [0],
      effects: {},
      status: 201,
      visibleHeaders: ['cache-control'],
      hiddenHeaders: ['access-control-allow-origin', 'etag'],
      requestHeadersSeenByServer: { ':method': 'PUT', origin: 'https://shop.com' },
      preflightHeadersSeenByServer: { 'access-control-request-method': 'PUT' },
    });
  });

  it('takes the last answer where the engine repeated its request', () => {
    const broken = preflight(0, [], { answer: { kind: 'failed', reason: 'it broke off' } });
    const [first, second] = [preflight(408, [STAR]), preflight(204, [STAR, PUT_ALLOWED])];
    expect(explained([first, second, broken, put(200, [STAR])], PUT)).toMatchObject({ outcome: 'readable' });
  });

  it('speaks of cookies only when it knows those of the profile', () => {
    const cookies = [
      { url: 'https://api.com', name: 'sid', value: '1', secure: true, partitioned: false, sameSite: 'None' },
    ];
    const redirect = get(302, [
      ACAO,
      ['access-control-allow-credentials', 'true'],
      ['location', '/x'],
      ['set-cookie', 'a=b; SameSite=None; Secure'],
    ]);
    const chain = [redirect, get(200, [], { hop: 1 })];
    expect(explained(chain, CREDENTIALS, { cookies }).requestHeadersSeenByServer).toMatchObject({
      cookie: 'sid=1; a=b',
    });
    expect(explained(chain, CREDENTIALS).requestHeadersSeenByServer).not.toHaveProperty('cookie');
  });
});

describe('where an answer is missing, explain says which, and never guesses', () => {
  const failed = { answer: { kind: 'failed', reason: 'the server threw' } } as const;
  it.each<[string, string, Exchange[], RequestInput]>([
    ['nothing arrived', 'the request GET https://api.com/x sent, which never arrived', [], {}],
    [
      'no preflight arrived',
      'the CORS-preflight request OPTIONS https://api.com/x sent, which never arrived',
      [put(200, [STAR])],
      PUT,
    ],
    [
      'the request never followed its preflight',
      'the request PUT https://api.com/x sent, which never arrived',
      [preflight(204, [STAR, PUT_ALLOWED])],
      PUT,
    ],
    [
      'the redirect was not followed',
      'the request GET https://other.com/y sent, which never arrived',
      [get(302, REDIRECT)],
      {},
    ],
    [
      'another method arrived',
      'what arrived is POST https://other.com/y',
      [exchange('POST', 303, REDIRECT), exchange('POST', 200, [STAR], AT_OTHER)],
      { method: 'POST' },
    ],
    [
      'another URL arrived',
      'what arrived is GET https://api.com/z',
      [get(200, [STAR], { url: 'https://api.com/z' })],
      {},
    ],
    ['a tunnel alone', 'never arrived', [exchange('CONNECT', 200)], {}],
    ['the exchange is of no hop', 'never arrived', [get(200, [STAR], { hop: null })], {}],
    ['the answer is pending', 'was not answered yet', [get(0, [], { answer: { kind: 'pending' } })], {}],
    ['the server failed', 'was not answered: the server threw', [get(0, [], failed)], {}],
    ['a copy was renewed', "renews a copy in the engine's cache", [get(304, [STAR])], {}],
    [
      'what may be an image',
      'Content-Type is text/html',
      [get(200, [['content-type', 'text/html']])],
      { api: 'img', mode: 'no-cors' },
    ],
    ['what may be an image, and does not say', 'Content-Type is not said', [get(200)], { api: 'img', mode: 'no-cors' }],
  ])('%s', (_, reason, exchanges, request) => {
    const explanation = explained(exchanges, request);
    expect(explanation).toMatchObject({ outcome: 'inconclusive', decidedBy: { section: 'not observed', step: '' } });
    expect(explanation.reason).toContain(reason);
    expect(explanation.decidedBy.reason).toBe(explanation.reason);
  });

  it('a 304 that script itself asked for is an answer like any other', () => {
    const request = { headers: [['if-none-match', '"1"']] };
    const allowed: HeaderPair[] = [STAR, ['access-control-allow-headers', '*']];
    expect(explained([preflight(204, allowed), get(304, [STAR])], request)).toMatchObject({
      outcome: 'readable',
      status: 304,
    });
  });

  it('what the standard leaves open is not modelled', () => {
    expect(explained([get(200, [STAR])], { api: 'style' })).toMatchObject({
      outcome: 'inconclusive',
      decidedBy: { section: 'not modelled' },
    });
  });
});
