import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, type Leg, legsOf, locationsOf, scriptedLegs } from './legs.ts';
import { CHROMIUM, FIREFOX, isRedirect, PREFLIGHT, WEBKIT } from './reading.ts';

const MOST_REDIRECTS = 19;

const isKeepalive = ({ step: { request } }: JudgedStep): boolean => request.api === 'fetch' && request.keepalive;

/** Does Chromium have it outlive its page: not where a worker asks. */
export function outlivesPage(judged: JudgedStep): boolean {
  return judged.step.request.keepalive && judged.page.context !== 'worker';
}

/** The hop with a user name in its URL that a redirect leads to. */
function userinfo(judged: JudgedStep): Leg | undefined {
  const { reachedHops } = judged.prediction;
  return legsOf(judged).find(
    ({ hop, url }) => hop > 0 && reachedHops.includes(hop) && (url.username !== '' || url.password !== ''),
  );
}

/** Every hop that redirects lead to. */
function wholeWay(judged: JudgedStep): number[] {
  const legs = scriptedLegs(judged);
  const end = legs.findIndex(({ script }) => !isRedirect(script) || locationsOf(script).length !== 1);
  return legs.slice(0, end < 0 ? legs.length : end + 1).map(({ hop }) => hop);
}

const leads = (judged: JudgedStep): boolean => wholeWay(judged).length > 1;

/** Requests that may outlive their page: https://fetch.spec.whatwg.org/#request-keepalive-flag */
export const KEEPALIVE: readonly Deviation[] = [
  {
    id: 'keepalive-quota-before-the-preflight',
    engines: { ...CHROMIUM, ...FIREFOX, ...WEBKIT },
    what: 'refuses a request with keepalive that carries too much before its preflight is made, not after it',
    standard: { section: 'HTTP-network-or-cache fetch', step: '8.10' },
    issue: null,
    shownBy: 'modes/keepalive-of-more-put',
    applies: ({ prediction: { decidedBy, preflightHops } }) =>
      decidedBy.section === 'HTTP-network-or-cache fetch' && decidedBy.step === '8.10' && preflightHops.length > 0,
    shows: () => ({ preflight: 'none', preflightHops: [] }),
    covers: PREFLIGHT,
  },
  {
    id: 'keepalive-without-cors-follows-by-itself',
    engines: CHROMIUM,
    what: 'follows redirects of a request with keepalive and without CORS though they are left to script',
    standard: { section: 'HTTP fetch', step: '6.3' },
    issue: null,
    shownBy: 'redirects/keepalive-no-cors-manual',
    applies: (judged) => {
      const { mode, redirect } = judged.step.request;
      const isLeftToScript = mode === 'no-cors' && redirect === 'manual' && judged.page.context === 'window';
      return isKeepalive(judged) && isLeftToScript && judged.prediction.outcome === 'opaqueredirect' && leads(judged);
    },
    shows: (judged) => ({ outcome: 'opaqueredirect', reachedHops: wholeWay(judged) }),
    covers: EVERYTHING,
  },
  {
    id: 'keepalive-follows-19-redirects',
    engines: CHROMIUM,
    what: 'follows 19 redirects with keepalive, and not the twentieth',
    standard: { section: 'HTTP-redirect fetch', step: '7' },
    issue: null,
    shownBy: 'redirects/20-redirects-keepalive',
    applies: (judged) =>
      isKeepalive(judged) && outlivesPage(judged) && judged.prediction.reachedHops.length > MOST_REDIRECTS + 1,
    shows: (judged) => endingBefore(MOST_REDIRECTS + 1, judged),
    covers: EVERYTHING,
  },
  {
    id: 'keepalive-ends-at-a-user-name',
    engines: CHROMIUM,
    what: 'follows a redirect to a URL with a user name with keepalive, and lets nobody read what comes of it',
    standard: { section: 'HTTP-redirect fetch', step: '9' },
    issue: null,
    shownBy: 'redirects/keepalive-userinfo-no-cors',
    applies: (judged) =>
      isKeepalive(judged) &&
      outlivesPage(judged) &&
      userinfo(judged) !== undefined &&
      judged.prediction.outcome !== 'blocked',
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome', 'status', 'visibleHeaders', 'hiddenHeaders', 'visibleHeaderValues'],
  },
];
