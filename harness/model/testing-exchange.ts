import type { Exchange } from './exchange.ts';
import type { Observation } from './observation.ts';
import type { HeaderPair } from './words.ts';

type Answered = { status?: number; headers?: readonly HeaderPair[] };

/** An exchange for tests: a GET of https://api.com/x that was answered 200, save what is said otherwise. */
export function exchange({
  answer = {},
  ...given
}: Partial<Omit<Exchange, 'answer'>> & { answer?: Answered | 'refused' | 'failed' | 'pending' } = {}): Exchange {
  return {
    id: 1,
    method: 'GET',
    url: 'https://api.com/x',
    requestHeaders: [],
    preflight: false,
    startedAt: 0,
    mount: answer === 'refused' ? null : 'api',
    hop: null,
    answer: toAnswer(answer),
    ...given,
  };
}

function toAnswer(answer: Answered | 'refused' | 'failed' | 'pending'): Exchange['answer'] {
  if (answer === 'pending') return { kind: 'pending' };
  if (typeof answer === 'string') return { kind: answer, reason: `${answer} for the test` };
  return { kind: 'answered', status: 200, headers: [], endedAt: 1, ...answer };
}

/** An observation for tests: a GET that was readable, save what is said otherwise. */
export function observation(given: Partial<Observation> = {}): Observation {
  return {
    outcome: 'readable',
    reason: null,
    preflight: 'none',
    preflightHops: [],
    reached: true,
    reachedHops: [0],
    effects: {},
    status: 200,
    visibleHeaders: [],
    hiddenHeaders: [],
    visibleHeaderValues: {},
    requestHeadersSeenByServer: { ':method': 'GET' },
    preflightHeadersSeenByServer: {},
    error: null,
    url: null,
    exchanges: [],
    ...given,
  };
}
