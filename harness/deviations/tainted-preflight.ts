import { serialisedOrigin } from '../model/hop-script.ts';
import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isNamed, type Leg, legsOf, scriptedLegs } from './legs.ts';
import { passesFirefox, refusedNeedlessly, withCredentials } from './needless-preflight.ts';
import { grants } from './permission.ts';
import { FIREFOX, isRedirect } from './reading.ts';

/** The first hop whose preflight says Origin: null by the standard, because of a redirect. */
function taintedPreflight(judged: JudgedStep): Leg | undefined {
  const { preflightHops } = judged.prediction;
  if (!isNamed(judged) || judged.before.length > 0) return undefined;
  if (refusedNeedlessly(judged, passesFirefox) !== undefined) return undefined;
  return legsOf(judged).find(({ hop, isTainted }) => isTainted && preflightHops.includes(hop));
}

/** Would a preflight of this hop pass if it named the page. */
function passesByName({ script, method }: Leg, judged: JudgedStep): boolean {
  const asked = judged.prediction.preflightHeadersSeenByServer['access-control-request-headers'];
  return grants.preflight(script.preflight, {
    origin: serialisedOrigin(judged.page),
    withCredentials: withCredentials(judged),
    method,
    names: asked === undefined ? [] : asked.split(','),
  });
}

/** How far Firefox comes from a preflight on that names the page: its answers still go by `Origin: null`. */
function byName(judged: JudgedStep): Expectation {
  const first = taintedPreflight(judged)?.hop ?? 0;
  const preflightHops = judged.prediction.preflightHops.filter((hop) => hop < first);
  const reachedHops = judged.prediction.reachedHops.filter((hop) => hop < first);
  for (const leg of scriptedLegs(judged).slice(first)) {
    preflightHops.push(leg.hop);
    if (!passesByName(leg, judged)) return { outcome: 'blocked', preflightHops, reachedHops };
    reachedHops.push(leg.hop);
    const asker = { origin: 'null', withCredentials: withCredentials(judged) };
    if (!grants.answer(leg.script.response.headers, asker)) return { outcome: 'blocked', preflightHops, reachedHops };
    if (!isRedirect(leg.script)) return { outcome: 'readable', preflightHops, reachedHops };
    const next = scriptedLegs(judged)[leg.hop + 1]?.url;
    const hasUserinfo = next !== undefined && (next.username !== '' || next.password !== '');
    if (hasUserinfo) return { outcome: 'blocked', preflightHops, reachedHops };
  }
  return { preflightHops, reachedHops };
}

/** Preflights of Firefox after a redirect between two other origins. */
export const TAINTED_PREFLIGHTS: readonly Deviation[] = [
  {
    id: 'preflight-names-the-page-after-a-redirect',
    engines: FIREFOX,
    what: 'names the page in Origin of a preflight after a redirect between two other origins',
    standard: { section: 'CORS-preflight fetch', step: '1' },
    issue: null,
    shownBy: 'redirects/header-at-two-origins',
    applies: (judged) => taintedPreflight(judged) !== undefined,
    shows: ({ page }) => ({ preflightHeadersSeenByServer: { origin: page.origin } }),
    covers: ['preflightHeadersSeenByServer'],
  },
  {
    id: 'preflight-that-names-the-page-is-permitted-by-name',
    engines: FIREFOX,
    what: 'lets a preflight pass that permits the page by name after a redirect between two other origins',
    standard: { section: 'CORS check', step: '4' },
    issue: null,
    shownBy: 'redirects/preflight-at-a-second-origin-names-the-page',
    applies: (judged) => {
      const leg = taintedPreflight(judged);
      return leg !== undefined && !judged.prediction.reachedHops.includes(leg.hop) && passesByName(leg, judged);
    },
    shows: byName,
    covers: EVERYTHING,
  },
  {
    id: 'preflight-that-names-the-page-is-not-permitted-to-null',
    engines: FIREFOX,
    what: 'is refused by a preflight that permits null after a redirect between two other origins',
    standard: { section: 'CORS check', step: '4' },
    issue: null,
    shownBy: 'redirects/preflight-at-a-second-origin-permits-null',
    applies: (judged) => {
      const leg = taintedPreflight(judged);
      return leg !== undefined && judged.prediction.reachedHops.includes(leg.hop) && !passesByName(leg, judged);
    },
    shows: (judged) => endingBefore(taintedPreflight(judged)?.hop ?? 0, judged),
    covers: EVERYTHING,
  },
];
