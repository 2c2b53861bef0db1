import { carrier, cookieHeader, keptOfAnotherSite, setBefore } from './cookies.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { isOfOneSite, legsOf } from './legs.ts';
import { CHROMIUM, FIREFOX, WEBKIT } from './reading.ts';

const isSandboxed = ({ page }: JudgedStep): boolean => page.context === 'sandboxed-iframe';

const isTransparent = ({ page }: JudgedStep): boolean => page.context === 'window' || page.context === 'worker';

/** Is every server on the way of the page's site. */
function staysOnSite(judged: JudgedStep): boolean {
  const page = new URL(judged.page.origin);
  return legsOf(judged).every(({ url }) => isOfOneSite(page, url));
}

/** Is the last server of the page's site. */
function endsOnSite(judged: JudgedStep): boolean {
  const last = carrier(judged);
  return last !== undefined && isOfOneSite(new URL(judged.page.origin), last.url);
}

type Sent = Parameters<typeof cookieHeader>[2];

const EVERY_KIND: Sent = new Set(['Strict', 'Lax', 'None', null]);
const OF_OTHER_SITES: Sent = new Set(['None', null]);
const NOTHING: Sent = new Set();

interface Row extends Pick<Deviation, 'id' | 'engines' | 'what' | 'shownBy'> {
  /** The step of determining the same-site mode that says otherwise. */
  readonly step: string;
  /** Is it a request in which cookies of other kinds than the standard's are sent, if there are any. */
  readonly isIts: (judged: JudgedStep) => boolean;
  readonly sent: Sent;
}

function ofRow({ step, isIts, sent, ...rest }: Row): Deviation {
  const seen = (judged: JudgedStep): string | null => {
    const last = carrier(judged);
    return last === undefined ? null : cookieHeader(judged, last, sent);
  };
  return {
    ...rest,
    standard: { section: 'determine the same-site mode', step },
    issue: null,
    applies: (judged) =>
      carrier(judged) !== undefined &&
      isIts(judged) &&
      seen(judged) !== (judged.prediction.requestHeadersSeenByServer.cookie ?? null),
    shows: (judged) => ({ requestHeadersSeenByServer: { cookie: seen(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  };
}

const ROWS: readonly Row[] = [
  {
    id: 'same-site-cookies-by-way-of-another-site',
    engines: CHROMIUM,
    what: 'sends cookies that are Strict or Lax after a redirect by way of another site',
    step: '5',
    shownBy: 'credentials/redirect-by-way-of-another-site',
    isIts: (judged) => isTransparent(judged) && endsOnSite(judged) && !staysOnSite(judged),
    sent: EVERY_KIND,
  },
  {
    id: 'same-site-cookies-of-a-sandboxed-frame',
    engines: WEBKIT,
    what: 'sends cookies that are Strict or Lax from a sandboxed frame to the site of the page that it is in',
    step: '4',
    shownBy: 'credentials/same-site-sandboxed',
    isIts: (judged) => isSandboxed(judged) && staysOnSite(judged),
    sent: EVERY_KIND,
  },
  {
    id: 'cookies-that-say-nothing-cross-sites',
    engines: WEBKIT,
    what: 'sends cookies without SameSite from one site to another, where the standard takes them for Lax',
    step: '5',
    shownBy: 'credentials/cross-site',
    isIts: (judged) => (isSandboxed(judged) || isTransparent(judged)) && !staysOnSite(judged),
    sent: OF_OTHER_SITES,
  },
  {
    id: 'cookies-that-say-nothing-come-back',
    engines: FIREFOX,
    what: 'sends cookies without SameSite after a redirect by way of another site, where the standard takes them for Lax',
    step: '5',
    shownBy: 'credentials/redirect-by-way-of-another-site',
    isIts: (judged) => isTransparent(judged) && endsOnSite(judged) && !staysOnSite(judged),
    sent: OF_OTHER_SITES,
  },
  {
    id: 'third-party-cookies-are-held-back',
    engines: { ...CHROMIUM, ...FIREFOX },
    what: 'sends no cookies to another site, nor from a sandboxed frame, in a profile off the record',
    step: '5',
    shownBy: 'credentials/cross-site',
    isIts: (judged) => isSandboxed(judged) || (isTransparent(judged) && !endsOnSite(judged)),
    sent: NOTHING,
  },
];

/** Are cookies sent to another site, by the standard, that it has set in a step before. */
function sendsWhatWasSet(judged: JudgedStep): boolean {
  const last = legsOf(judged).at(-1);
  if (last === undefined || !setBefore(judged) || judged.prediction.requestHeadersSeenByServer.cookie === undefined) {
    return false;
  }
  return (
    isTransparent(judged) && judged.step.request.api !== 'form' && !isOfOneSite(new URL(judged.page.origin), last.url)
  );
}

/** Has another site set a cookie that says nothing of SameSite. */
function sendsWhatSaysNothing(judged: JudgedStep): boolean {
  const kept = keptOfAnotherSite(judged);
  const isThere = isTransparent(judged) || isSandboxed(judged);
  return isThere && kept !== null && kept !== judged.prediction.requestHeadersSeenByServer.cookie;
}

/** Credentials: https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export const CREDENTIALS: readonly Deviation[] = [
  ...ROWS.map(ofRow),
  {
    id: 'third-party-cookies-are-not-kept',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'keeps no cookie that another site than the page’s sets, in a profile off the record',
    standard: { section: 'parse and store response Set-Cookie headers', step: '3' },
    issue: null,
    shownBy: 'credentials/cross-site-sets-a-cookie',
    applies: sendsWhatWasSet,
    shows: () => ({ requestHeadersSeenByServer: { cookie: null } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'cookies-that-say-nothing-are-kept-of-another-site',
    engines: FIREFOX,
    what: 'keeps the cookies without SameSite that another site sets, and sends them there, where the standard takes them for Lax',
    standard: { section: 'parse and store response Set-Cookie headers', step: '3' },
    issue: null,
    shownBy: 'credentials/cross-site-sets-a-cookie-that-says-nothing',
    applies: sendsWhatSaysNothing,
    shows: (judged) => ({ requestHeadersSeenByServer: { cookie: keptOfAnotherSite(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
];
