import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, type Leg, legsOf } from './legs.ts';
import { CHROMIUM } from './reading.ts';

const MOST_REDIRECTS = 19;

const isKeepalive = ({ step: { request } }: JudgedStep): boolean => request.api === 'fetch' && request.keepalive;

/** The hop with a user name in its URL that a redirect leads to. */
function userinfo(judged: JudgedStep): Leg | undefined {
  const { reachedHops } = judged.prediction;
  return legsOf(judged).find(
    ({ hop, url }) => hop > 0 && reachedHops.includes(hop) && (url.username !== '' || url.password !== ''),
  );
}

/** Requests that may outlive their page: https://fetch.spec.whatwg.org/#request-keepalive-flag */
export const KEEPALIVE: readonly Deviation[] = [
  {
    id: 'keepalive-follows-19-redirects',
    engines: CHROMIUM,
    what: 'follows 19 redirects with keepalive, and not the twentieth',
    standard: { section: 'HTTP-redirect fetch', step: '7' },
    issue: null,
    shownBy: 'redirects/20-redirects-keepalive',
    applies: (judged) => isKeepalive(judged) && judged.prediction.reachedHops.length > MOST_REDIRECTS + 1,
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
      isKeepalive(judged) && userinfo(judged) !== undefined && judged.prediction.outcome !== 'blocked',
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome', 'status', 'visibleHeaders', 'hiddenHeaders', 'visibleHeaderValues'],
  },
];
