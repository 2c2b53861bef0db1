import type { HeaderPair } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { grants } from './permission.ts';
import { FIREFOX, isRedirect, isScripted, lastReached, linesOf } from './reading.ts';

const NAMES = ['access-control-allow-origin', 'access-control-allow-credentials'];

/** The answer without the empty lines of headers that repeat; `null` where the CORS check has none to lose. */
function withoutEmptyLines(headers: readonly HeaderPair[]): HeaderPair[] | null {
  const kept = headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    const isEmpty = value.trim() === '';
    return !(NAMES.includes(lower) && isEmpty && linesOf(headers, lower).some((line) => line !== ''));
  });
  return kept.length === headers.length ? null : kept;
}

/** Does the answer to the request itself pass once its empty lines are gone. */
function passes(judged: JudgedStep): boolean {
  const hop = lastReached(judged);
  const { prediction, step } = judged;
  const isRefused = prediction.outcome === 'blocked' && prediction.decidedBy.section === 'CORS check';
  if (!isScripted(judged) || !isRefused || hop === undefined || isRedirect(hop)) return false;
  const kept = withoutEmptyLines(hop.response.headers);
  const origin = prediction.requestHeadersSeenByServer.origin;
  if (kept === null || origin === undefined) return false;
  return grants.answer(kept, { origin, withCredentials: step.request.credentials === 'include' });
}

/** The CORS check: https://fetch.spec.whatwg.org/#concept-cors-check */
export const CORS_CHECK: readonly Deviation[] = [
  {
    id: 'empty-line-dropped-before-cors-check',
    engines: FIREFOX,
    what: 'an empty line of a header that repeats is dropped where the standard joins it to the others by a comma, so that an answer passes the CORS check',
    standard: { section: 'CORS check', step: '1' },
    issue: null,
    shownBy: 'cors-check/empty-line-then-star',
    applies: passes,
    shows: (judged) => ({ outcome: 'readable', status: lastReached(judged)?.response.status ?? 0 }),
    covers: ['outcome', 'status', 'visibleHeaders', 'hiddenHeaders', 'visibleHeaderValues'],
  },
];
