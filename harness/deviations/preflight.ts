import type { Deviation, JudgedStep } from './deviation.ts';
import { CHROMIUM, FATE, FIREFOX, isRedirect, refusingPreflight, tokensOf, WEBKIT } from './reading.ts';

/** Authorization alone is wanting, and `*` is there. */
function starIsThere(judged: JudgedStep): boolean {
  const refusal = refusingPreflight(judged);
  if (refusal === null || judged.prediction.decidedBy.step !== '7.6' || isRedirect(refusal.script)) return false;
  const allowed = tokensOf(refusal.script.preflight.headers, 'access-control-allow-headers') ?? [];
  return judged.step.request.credentials !== 'include' && allowed.includes('*');
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
    applies: starIsThere,
    shows: (judged) => {
      const hop = refusingPreflight(judged)?.hop ?? 0;
      return { reachedHops: [...judged.prediction.reachedHops, hop] };
    },
    covers: FATE,
  },
];
