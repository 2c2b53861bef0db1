import { describe, expect, it } from 'vitest';
import type { ProbeReport } from '../browsers/probe-words.ts';
import type { Exchange } from '../model/exchange.ts';
import { exchange } from '../model/testing-exchange.ts';
import { type Evidence, observe, type Testimony } from './observe.ts';

const PAGE = 'https://shop.com';
const REFUSED: ProbeReport = { kind: 'error', message: 'TypeError: Failed to fetch', origin: PAGE };
const RESPONSE = {
  kind: 'response',
  type: 'cors',
  status: 201,
  url: 'https://api.com/x',
  redirected: false,
  headers: [['etag', '"1"']],
  bodyError: null,
  origin: PAGE,
} as const satisfies ProbeReport;

const QUEUED: ProbeReport = { kind: 'queued', origin: PAGE };

function testify(testimony: Testimony, exchanges: readonly Exchange[], rest: Partial<Evidence> = {}) {
  return observe({ url: 'https://api.com/x', origin: PAGE, testimony, exchanges, effects: {}, lastHop: null, ...rest });
}

const PREFLIGHT = exchange({
  method: 'OPTIONS',
  preflight: true,
  requestHeaders: [['Access-Control-Request-Method', 'PUT']],
});

describe('the outcome', () => {
  it('is readable with what script saw', () => {
    const sent = [
      ['ETag', '"1"'],
      ['X-Id', '7'],
    ] as const;
    const seen = testify(RESPONSE, [exchange({ answer: { status: 201, headers: sent } })]);
    expect(seen).toMatchObject({
      outcome: 'readable',
      reason: null,
      status: 201,
      visibleHeaders: ['etag'],
      hiddenHeaders: ['x-id'],
      visibleHeaderValues: { etag: '"1"' },
      reached: true,
    });
  });

  it.each(['opaque', 'opaqueredirect'] as const)('is %s with no status and no header', (type) => {
    const seen = testify({ ...RESPONSE, type }, [exchange()]);
    expect(seen).toMatchObject({ outcome: type, status: 0, visibleHeaders: [], visibleHeaderValues: {} });
  });

  it('is told by the wire where the page cannot tell: readable when its own origin alone has answered', () => {
    const loaded: Testimony = { kind: 'loaded', readable: null, origin: PAGE };
    const own = exchange({ url: `${PAGE}/x` });
    const redirecting = exchange({
      url: `${PAGE}/x`,
      answer: { status: 302, headers: [['location', 'https://api.com/y']] },
    });
    const elsewhere = exchange({ url: 'https://api.com/y' });
    expect(testify(loaded, [own], { url: `${PAGE}/x` }).outcome).toBe('readable');
    expect(testify(loaded, [redirecting, elsewhere], { url: `${PAGE}/x` }).outcome).toBe('opaque');
    expect(testify(loaded, [exchange()]).outcome).toBe('opaque');
    expect(testify(loaded, []).outcome).toBe('opaque');
  });

  it('is blocked when script was refused, and what the server did is told all the same', () => {
    const effects = { 'https://api.com': 1 };
    expect(testify(REFUSED, [exchange({ method: 'DELETE' })], { effects })).toMatchObject({
      outcome: 'blocked',
      reached: true,
      effects,
      error: 'TypeError: Failed to fetch',
    });
  });

  it('is blocked when nothing left the browser', () => {
    expect(testify(REFUSED, [])).toMatchObject({ outcome: 'blocked', reached: false, preflight: 'none' });
  });

  it('of a form is opaque when it arrived, and blocked when it never did', () => {
    const submitted = { kind: 'submitted', origin: PAGE } as const;
    expect(testify(submitted, [exchange()]).outcome).toBe('opaque');
    expect(testify(submitted, []).outcome).toBe('blocked');
  });

  it('of a beacon is opaque when it was accepted, whether it arrived or not', () => {
    expect(testify(QUEUED, [exchange()])).toMatchObject({ outcome: 'opaque', reached: true });
    expect(testify(QUEUED, [PREFLIGHT])).toMatchObject({ outcome: 'opaque', preflight: 'sent', reached: false });
    expect(testify(QUEUED, [])).toMatchObject({ outcome: 'opaque', preflight: 'none', reached: false });
  });

  it.each([
    ['not answered in time', { kind: 'pending' }],
    ['not answered: the upstream is down', { kind: 'failed', reason: 'the upstream is down' }],
  ] as const)('of a beacon is inconclusive when it was %s', (reason, answer) => {
    const seen = testify(QUEUED, [{ ...exchange(), answer }]);
    expect(seen).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining(reason) });
  });
});

describe('preflight and hops', () => {
  it('tells a refused preflight from a refused answer', () => {
    expect(testify(REFUSED, [PREFLIGHT])).toMatchObject({
      preflight: 'sent',
      preflightHops: [0],
      reached: false,
      reachedHops: [],
      preflightHeadersSeenByServer: { ':method': 'OPTIONS', 'access-control-request-method': 'PUT' },
      requestHeadersSeenByServer: {},
    });
  });

  it('calls the last hop reached only when the last hop was', () => {
    const first = exchange({ hop: 0, answer: { status: 302 } });
    expect(testify(REFUSED, [first], { lastHop: 1 })).toMatchObject({ reached: false, reachedHops: [0] });
  });

  it('joins repeated request headers as one field value', () => {
    const requestHeaders = [
      ['X-A', '1'],
      ['x-a', '2'],
    ] as const;
    expect(testify(RESPONSE, [exchange({ requestHeaders })]).requestHeadersSeenByServer).toEqual({
      ':method': 'GET',
      'x-a': '1, 2',
    });
  });
});

describe('what is inconclusive', () => {
  it.each<[string, Testimony, Exchange[], string]>([
    ['a lost page', { kind: 'lost', reason: 'the page was lost' }, [], 'the page was lost'],
    ['a broken probe', { kind: 'broken', reason: 'boom', origin: PAGE }, [exchange()], 'boom'],
    ['an asker that is not there', { kind: 'unsupported', reason: 'no asker', origin: PAGE }, [], 'no asker'],
    ['a page that gave up', { kind: 'timeout', origin: PAGE }, [exchange({ answer: 'pending' })], 'gave up'],
    [
      'a page that waits for a password',
      { kind: 'timeout', origin: PAGE },
      [exchange({ answer: { status: 401, headers: [['WWW-Authenticate', 'Bearer, Basic realm="x"']] } })],
      'asks its user for a password',
    ],
    [
      'a page that gave up at a challenge without a password',
      { kind: 'timeout', origin: PAGE },
      [exchange({ answer: { status: 401, headers: [['WWW-Authenticate', 'Bearer realm="basic"']] } })],
      'nothing came back in time',
    ],
    ['another page', { ...RESPONSE, origin: 'null' }, [exchange()], 'from null, not from https://shop.com'],
    ['an origin without a server', REFUSED, [exchange({ answer: 'refused' })], 'refused for the test'],
    [
      'a refusal that the page could read',
      { ...RESPONSE, status: 403 },
      [exchange({ answer: 'refused' })],
      'refused for the test',
    ],
    ['a server that failed', REFUSED, [exchange({ answer: 'failed' })], 'failed for the test'],
    [
      'a handshake that failed',
      REFUSED,
      [exchange({ method: 'CONNECT', url: 'https://api.com', mount: null, answer: 'failed' })],
      'failed for the test',
    ],
  ])('%s', (_what, testimony, exchanges, reason) => {
    const seen = testify(testimony, exchanges);
    expect(seen.outcome).toBe('inconclusive');
    expect(seen.reason).toContain(reason);
    expect(seen).toMatchObject({ status: 0, visibleHeaders: [] });
  });

  it('is a request whose tunnel failed, though its preflight was answered', () => {
    const tunnel = exchange({ method: 'CONNECT', url: 'https://api.com', mount: null, answer: 'failed' });
    expect(testify(REFUSED, [PREFLIGHT, tunnel])).toMatchObject({ outcome: 'inconclusive' });
  });

  it.each(['https://api.com', 'https://other.com'])(
    'is a request redirected to %s whose tunnel failed, though the redirect was answered',
    (origin) => {
      const redirect = exchange({ answer: { status: 302, headers: [['location', `${origin}/y`]] } });
      const tunnel = exchange({ method: 'CONNECT', url: origin, mount: null, answer: 'failed' });
      expect(testify(REFUSED, [redirect, tunnel])).toMatchObject({ outcome: 'inconclusive' });
    },
  );

  it('is not a request that the engine repeated with success', () => {
    expect(testify(RESPONSE, [exchange({ answer: 'failed' }), exchange()]).outcome).toBe('readable');
  });

  it('is not a blocked answer beside a connection that the engine opened and never used', () => {
    const unused = exchange({ method: 'CONNECT', url: 'https://api.com', mount: null, answer: 'failed' });
    expect(testify(REFUSED, [exchange(), unused]).outcome).toBe('blocked');
  });
});
