import { describe, expect, it } from 'vitest';
import type { Deviation, JudgedStep } from '../deviations/deviation.ts';
import { type Expectation, scenarioSchema } from '../model/scenario.ts';
import { observation } from '../model/testing-exchange.ts';
import { describeDisagreement, describeStale, hold, judgeSteps } from './hold.ts';

/** A cross-origin read without any permission: the standard says blocked. */
function judged(expected: Expectation): JudgedStep {
  const steps = [{ request: { url: 'https://api.com/x' }, server: { response: {} }, expect: expected }];
  const [step] = judgeSteps(scenarioSchema.parse({ id: 'a', page: { origin: 'https://shop.com' }, steps }));
  if (step === undefined) throw new Error('unreachable: a step was given');
  return step;
}

const BLOCKED = observation({ outcome: 'blocked', status: 0 });
const READABLE = observation();

const READS_ANYTHING: Deviation = {
  id: 'reads-anything',
  engines: { firefox: '1' },
  what: 'reads what it must not',
  standard: { section: 'CORS check', step: '2' },
  issue: null,
  shownBy: 'a',
  applies: ({ prediction }) => prediction.outcome === 'blocked',
  shows: () => ({ outcome: 'readable' }),
  covers: ['outcome', 'status'],
};

describe('hold', () => {
  it('finds nothing where all three agree', () => {
    const comparison = hold('chromium', judged({ outcome: 'blocked' }), BLOCKED, []);
    expect(comparison).toEqual({ mismatches: [], deviations: [], stale: [] });
  });

  it.each([
    ['the engine', { outcome: 'blocked' }, READABLE],
    ['the expectation', { outcome: 'readable' }, BLOCKED],
    ['the oracle', { outcome: 'readable' }, READABLE],
    ['each of the three', { outcome: 'opaque' }, READABLE],
  ] as const)('says that %s stands alone', (who, expected, observed) => {
    const { mismatches } = hold('chromium', judged(expected), observed, []);
    expect(mismatches).toMatchObject([{ field: 'outcome', standsAlone: who }]);
  });

  it('lets a known deviation pass in the engine that has it, and names it', () => {
    const comparison = hold('firefox', judged({ outcome: 'blocked', status: 0 }), READABLE, [READS_ANYTHING]);
    expect(comparison).toEqual({ mismatches: [], deviations: [READS_ANYTHING], stale: [] });
  });

  it('does not let it pass in another engine, nor in a field that it does not cover', () => {
    expect(hold('webkit', judged({ outcome: 'blocked' }), READABLE, [READS_ANYTHING]).mismatches).toHaveLength(1);
    const reached = observation({ reached: false });
    expect(hold('firefox', judged({ reached: true }), reached, [READS_ANYTHING]).mismatches).toHaveLength(1);
  });

  it.each([
    ['which the request has gone beyond', { outcome: 'readable', reachedHops: [0, 1] }, []],
    ['which is still the last', { outcome: 'readable', reachedHops: [0] }, ['says-more']],
  ] as const)('excuses a deviation in the last request by the standard, %s', (_, shown, stale) => {
    const ends: Deviation = { ...READS_ANYTHING, shows: () => ({ ...shown, reachedHops: [...shown.reachedHops] }) };
    const saysMore: Deviation = {
      ...READS_ANYTHING,
      id: 'says-more',
      shows: () => ({ requestHeadersSeenByServer: { 'x-more': '1' } }),
    };
    const observed = observation({ reachedHops: [...shown.reachedHops] });
    const comparison = hold('firefox', judged({}), observed, [ends, saysMore]);
    expect(comparison.stale.map(({ id }) => id)).toEqual(stale);
  });

  it('calls a deviation that is no longer seen stale', () => {
    const comparison = hold('firefox', judged({ outcome: 'blocked' }), BLOCKED, [READS_ANYTHING]);
    expect(comparison).toEqual({ mismatches: [], deviations: [], stale: [READS_ANYTHING] });
    expect(describeStale(READS_ANYTHING)).toContain('the known deviation reads-anything was not seen');
  });

  it('takes what is inconclusive for neither a deviation nor a stale one', () => {
    const lost = observation({ outcome: 'inconclusive', reason: 'lost' });
    const comparison = hold('firefox', judged({ outcome: 'blocked' }), lost, [READS_ANYTHING]);
    expect(comparison).toMatchObject({ mismatches: [{ field: 'outcome' }], deviations: [], stale: [] });
  });

  it('tells who stands alone, and what the standard says', () => {
    const step = judged({ outcome: 'blocked' });
    const [mismatch] = hold('chromium', step, READABLE, []).mismatches;
    expect(mismatch && describeDisagreement(mismatch, step)).toBe(
      'outcome: expected "blocked", observed "readable" (the engine stands alone; the oracle: CORS check, step 2: the answer has no Access-Control-Allow-Origin)',
    );
  });
});
