import { hopScripts } from '../model/hop-script.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { legsOf } from './legs.ts';
import { CHROMIUM, isScripted, WEBKIT } from './reading.ts';

/** What the cookies of a page are is no part of a step, so both rows here are about their scenario alone. */
const ALL_COOKIES = 'strict=1; lax=1; none=1';
const STRICT_AND_LAX = 'strict=1; lax=1';

const BY_WAY_OF_ANOTHER_SITE = ['https://api.page.com', 'https://other.com', 'https://api.page.com'];

function isByWayOfAnotherSite(judged: JudgedStep): boolean {
  const { page, step, prediction } = judged;
  const origins = hopScripts(page, step).map(({ url }) => new URL(url).origin);
  const isTheWay = origins.join() === BY_WAY_OF_ANOTHER_SITE.join() && page.origin === 'https://www.page.com';
  return isScripted(judged) && isTheWay && prediction.requestHeadersSeenByServer.cookie === 'none=1';
}

/** Does a sandboxed frame ask with cookies, and expect to send none. */
function isSandboxedWithCookies(judged: JudgedStep): boolean {
  const { page, step, prediction } = judged;
  const isAsking = isScripted(judged) && step.request.credentials === 'include' && legsOf(judged).length === 1;
  const isSent = isAsking && prediction.reached && prediction.requestHeadersSeenByServer.cookie === undefined;
  return isSent && page.context === 'sandboxed-iframe' && step.expect.requestHeadersSeenByServer?.cookie === null;
}

/** Credentials: https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export const CREDENTIALS: readonly Deviation[] = [
  {
    id: 'same-site-cookies-by-way-of-another-site',
    engines: CHROMIUM,
    what: 'sends cookies that are Strict or Lax after a redirect by way of another site',
    standard: { section: 'determine the same-site mode', step: '5' },
    issue: null,
    shownBy: 'credentials/redirect-by-way-of-another-site',
    applies: isByWayOfAnotherSite,
    shows: () => ({ requestHeadersSeenByServer: { cookie: ALL_COOKIES } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'same-site-cookies-of-a-sandboxed-frame',
    engines: WEBKIT,
    what: 'sends cookies that are Strict or Lax from a sandboxed frame',
    standard: { section: 'determine the same-site mode', step: '4' },
    issue: null,
    shownBy: 'credentials/same-site-sandboxed',
    applies: isSandboxedWithCookies,
    shows: () => ({ requestHeadersSeenByServer: { cookie: STRICT_AND_LAX } }),
    covers: ['requestHeadersSeenByServer'],
  },
];
