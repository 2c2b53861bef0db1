import { describe, expect, it } from 'vitest';
import type { Deviation } from '../deviations/deviation.ts';
import type { Exchange } from '../model/exchange.ts';
import { requestSchema, type ScenarioPage } from '../model/scenario.ts';
import { exchange, observation } from '../model/testing-exchange.ts';
import { departureOf, judgeObserved } from './explained.ts';

const PAGE: ScenarioPage = { origin: 'https://shop.com', path: '/', context: 'window' };

const judged = (exchanges: readonly Exchange[], request: object = {}) =>
  judgeObserved(requestSchema.parse({ url: 'https://api.com/x', ...request }), PAGE, exchanges);

const BARE = [exchange({ hop: 0 })];
const READABLE = observation();
const BLOCKED = observation({ outcome: 'blocked', status: 0 });

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

describe('a request of servers nobody scripted', () => {
  it('is a step whose script is what they answered', () => {
    const permission = [['access-control-allow-origin', '*']] as const;
    const location = ['Location', 'https://other.com/y'] as const;
    const chain = [
      exchange({ hop: 0, method: 'OPTIONS', preflight: true, answer: { status: 408 } }),
      exchange({ hop: 0, method: 'OPTIONS', preflight: true, answer: { status: 204, headers: permission } }),
      exchange({ hop: 0, answer: { status: 302, headers: [...permission, location] } }),
      exchange({ hop: 1, url: 'https://other.com/y', answer: { headers: permission } }),
    ];
    expect(judged(chain).step).toMatchObject({
      server: {
        preflight: { status: 204, headers: permission, redirectTo: null },
        response: { status: 302, headers: permission, redirectTo: 'https://other.com/y' },
        hops: [{ url: 'https://other.com/y', preflight: null, response: { status: 200, headers: permission } }],
      },
      expect: {},
    });
    expect(judged(chain).prediction).toMatchObject({ outcome: 'readable', reachedHops: [0, 1] });
  });

  it('is one where nobody answered, too', () => {
    expect(judged([]).step.server).toMatchObject({ preflight: null, response: { status: 200 }, hops: [] });
    expect(judged([]).prediction.outcome).toBe('inconclusive');
  });
});

describe('an engine', () => {
  it('that does as the standard says departs in nothing', () => {
    expect(departureOf('firefox', judged(BARE), BLOCKED, [])).toEqual({ mismatches: [], deviations: [] });
  });

  it('that does otherwise departs, and nothing explains it', () => {
    const { mismatches, deviations } = departureOf('firefox', judged(BARE), READABLE, []);
    expect(mismatches.map(({ field }) => field)).toEqual(['outcome', 'status']);
    expect(deviations).toEqual([]);
  });

  it('that is known to do otherwise departs as it is known to, and no other engine does', () => {
    const known = departureOf('firefox', judged(BARE), READABLE, [READS_ANYTHING]);
    expect(known).toEqual({ mismatches: [], deviations: [READS_ANYTHING] });
    expect(departureOf('chromium', judged(BARE), READABLE, [READS_ANYTHING]).mismatches).toHaveLength(2);
  });

  it('that sends what it must not departs, whatever comes of it', () => {
    const needless = observation({ ...BLOCKED, preflight: 'sent', preflightHops: [0] });
    expect(departureOf('webkit', judged(BARE), needless).mismatches).toMatchObject([{ field: 'preflightHops' }]);
  });

  it('departs in nothing where nobody can tell', () => {
    expect(departureOf('firefox', judged([]), READABLE, [READS_ANYTHING])).toEqual({ mismatches: [], deviations: [] });
    const lost = observation({ outcome: 'inconclusive', reason: 'lost' });
    expect(departureOf('firefox', judged(BARE), lost, [READS_ANYTHING])).toEqual({ mismatches: [], deviations: [] });
  });

  it('is held against the real ledger: what is in it is known', () => {
    const lines = ['', '*'].map((value) => ['access-control-allow-origin', value] as const);
    const step = judged([exchange({ hop: 0, answer: { headers: lines } })]);
    const { mismatches, deviations } = departureOf('firefox', step, READABLE);
    expect(deviations.map(({ id }) => id)).toEqual(['empty-line-dropped-before-cors-check']);
    expect(mismatches).toEqual([]);
    expect(departureOf('chromium', step, READABLE).mismatches).toHaveLength(2);
  });
});
