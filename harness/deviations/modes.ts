import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isLoopback, type Leg, legsOf } from './legs.ts';
import { WEBKIT } from './reading.ts';

/** The first hop by http: to a loopback address that an https: page sends anything to. */
function trustworthyLoopback(judged: JudgedStep): Leg | undefined {
  const { page, prediction } = judged;
  const isLetThrough = judged.step.request.api === 'img' || judged.step.request.api === 'form';
  if (isLetThrough || !page.origin.startsWith('https:')) return undefined;
  const sent = [...prediction.reachedHops, ...prediction.preflightHops];
  return legsOf(judged).find(({ hop, url }) => isLoopback(url) && sent.includes(hop));
}

/** Request modes, and what stops a request beside CORS: https://fetch.spec.whatwg.org/#main-fetch */
export const MODES: readonly Deviation[] = [
  {
    id: 'loopback-is-mixed-content',
    engines: WEBKIT,
    what: 'takes http: to a loopback address for mixed content, and sends nothing',
    standard: { section: 'main fetch', step: '7' },
    issue: null,
    shownBy: 'modes/mixed-127-0-0-1',
    applies: (judged) => trustworthyLoopback(judged) !== undefined,
    shows: (judged) => endingBefore(trustworthyLoopback(judged)?.hop ?? 0, judged),
    covers: EVERYTHING,
  },
];
