import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { Observation } from './observation.ts';
import type { Expectation } from './scenario.ts';
import { observation } from './testing-exchange.ts';

/** Each row: what is expected, an observation that meets it, and one that does not. */
const FIELDS: [Expectation, Partial<Observation>, Partial<Observation>][] = [
  [{ outcome: 'blocked' }, { outcome: 'blocked' }, { outcome: 'opaque' }],
  [{ preflight: 'sent' }, { preflight: 'sent' }, { preflight: 'none' }],
  [{ preflightHops: [0, 2] }, { preflightHops: [0, 2] }, { preflightHops: [0] }],
  [{ reached: false }, { reached: false }, { reached: true }],
  [{ reachedHops: [0] }, { reachedHops: [0] }, { reachedHops: [0, 1] }],
  [{ effects: { 'https://a.com': 0 } }, { effects: {} }, { effects: { 'https://a.com': 1 } }],
  [{ effects: { 'https://a.com': 2 } }, { effects: { 'https://a.com': 2, 'https://b.com': 9 } }, { effects: {} }],
  [{ status: 404 }, { status: 404 }, { status: 0 }],
  [{ visibleHeaders: ['ETag'] }, { visibleHeaders: ['etag', 'x'] }, { visibleHeaders: ['x'] }],
  [{ hiddenHeaders: ['X-Id'] }, { visibleHeaders: ['etag'] }, { visibleHeaders: ['x-id'] }],
  [
    { visibleHeaderValues: { etag: 'a' } },
    { visibleHeaderValues: { etag: 'a' } },
    { visibleHeaderValues: { etag: 'b' } },
  ],
  [
    { requestHeadersSeenByServer: { origin: 'null' } },
    { requestHeadersSeenByServer: { origin: 'null' } },
    { requestHeadersSeenByServer: {} },
  ],
  [
    { requestHeadersSeenByServer: { cookie: null } },
    { requestHeadersSeenByServer: {} },
    { requestHeadersSeenByServer: { cookie: 'sid=1' } },
  ],
  [
    { preflightHeadersSeenByServer: { 'access-control-request-method': 'PUT' } },
    { preflightHeadersSeenByServer: { 'access-control-request-method': 'PUT' } },
    { preflightHeadersSeenByServer: { 'access-control-request-method': 'put' } },
  ],
];

describe('compare', () => {
  it.each(FIELDS)('%j is met by %j and not by %j', (expectation, meets, fails) => {
    expect(compare(expectation, observation(meets))).toEqual([]);
    const mismatches = compare(expectation, observation(fails));
    expect(mismatches).toHaveLength(1);
    expect(mismatches[0]?.field.split('[')[0]).toBe(Object.keys(expectation)[0]);
  });

  it('has a row above for every field that an expectation may have', async () => {
    const { scenarioSchema } = await import('./scenario.ts');
    const fields = Object.keys(scenarioSchema.shape.steps.element.shape.expect.unwrap().shape);
    expect(new Set(FIELDS.map(([expectation]) => Object.keys(expectation)[0]))).toEqual(new Set(fields));
  });

  it('names every field that differs', () => {
    const mismatches = compare({ outcome: 'readable', status: 200 }, observation({ outcome: 'blocked', status: 0 }));
    expect(mismatches.map(({ field }) => field)).toEqual(['outcome', 'status']);
  });

  it.each(['constructor', '__proto__'])('takes a header %s for absent where there is none', (name) => {
    const expected = { requestHeadersSeenByServer: Object.fromEntries([[name, null]]) };
    expect(compare(expected, observation({ requestHeadersSeenByServer: {} }))).toEqual([]);
    const seen = { requestHeadersSeenByServer: Object.fromEntries([[name, '1']]) };
    expect(compare(expected, observation(seen))).toHaveLength(1);
  });

  it('checks nothing that is not expected', () => {
    expect(compare({}, observation({ outcome: 'blocked' }))).toEqual([]);
  });

  it('never lets an inconclusive observation pass, not even when nothing is expected', () => {
    expect(compare({}, observation({ outcome: 'inconclusive', reason: 'lost' }))).toHaveLength(1);
  });
});
