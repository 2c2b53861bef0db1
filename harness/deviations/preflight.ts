import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { type Leg, scriptedLegs } from './legs.ts';
import { ASKED, CHROMIUM, FATE, FIREFOX, isRedirect, refusingPreflight, tokensOf, WEBKIT } from './reading.ts';

/** Authorization alone is wanting, and `*` is there; where an answer or a redirect follows. */
function starIsThere(judged: JudgedStep, beforeRedirect: boolean): boolean {
  const refusal = refusingPreflight(judged);
  if (refusal === null || judged.prediction.decidedBy.step !== '7.6') return false;
  if (isRedirect(refusal.script) !== beforeRedirect) return false;
  const allowed = tokensOf(refusal.script.preflight.headers, 'access-control-allow-headers') ?? [];
  return judged.step.request.credentials !== 'include' && allowed.includes('*');
}

/** One redirect within the origin is permitted in the same words; what becomes of any other is not told. */
function afterStar(judged: JudgedStep): Expectation {
  const [first, second, ...more] = scriptedLegs(judged);
  if (first === undefined || second === undefined || more.length > 0 || isRedirect(second.script)) return {};
  const isSame = first.url.origin === second.url.origin && first.method === second.method;
  const says = ({ script }: Leg) => JSON.stringify([script.preflight.status, script.preflight.headers]);
  return isSame && says(first) === says(second) ? { preflightHops: [0, 1], reachedHops: [0, 1] } : {};
}

/** CORS-preflight fetch: https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
export const PREFLIGHTS: readonly Deviation[] = [
  {
    id: 'star-allows-authorization',
    engines: { ...CHROMIUM, ...FIREFOX, ...WEBKIT },
    what: '* in Access-Control-Allow-Headers allows Authorization, which the standard wants to be named',
    standard: { section: 'CORS-preflight fetch', step: '7.6' },
    issue: null,
    shownBy: 'preflight/headers-authorization-star',
    applies: (judged) => starIsThere(judged, false),
    shows: (judged) => {
      const hop = refusingPreflight(judged)?.hop ?? 0;
      return { reachedHops: [...judged.prediction.reachedHops, hop] };
    },
    covers: FATE,
  },
  {
    id: 'star-allows-authorization-before-a-redirect',
    engines: { ...CHROMIUM, ...FIREFOX, ...WEBKIT },
    what: '* in Access-Control-Allow-Headers allows Authorization also where the answer is a redirect',
    standard: { section: 'CORS-preflight fetch', step: '7.6' },
    issue: null,
    shownBy: 'redirects/authorization-star',
    applies: (judged) => starIsThere(judged, true),
    shows: afterStar,
    covers: ASKED,
  },
];
