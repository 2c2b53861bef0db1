import type { Deviation, JudgedStep } from './deviation.ts';
import {
  EVERYTHING,
  endingBefore,
  isCors,
  isLoopback,
  isNamed,
  isOfOneSite,
  type Leg,
  legsOf,
  sentLegsOf,
} from './legs.ts';
import { CHROMIUM, FIREFOX, isScripted, WEBKIT } from './reading.ts';

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** What Origin says by the standard in the last request that is made; `null` where it says nothing. */
const told = ({ prediction }: JudgedStep): string | null => prediction.requestHeadersSeenByServer.origin ?? null;

/** The last hop that a request of a page with a name is sent to; not one after a redirect that taints. */
function lastUntainted(judged: JudgedStep): Leg | undefined {
  const last = sentLegsOf(judged).at(-1);
  return last !== undefined && isNamed(judged) && !last.isTainted ? last : undefined;
}

const leavesOrigin = (judged: JudgedStep): boolean => {
  const [first, ...others] = sentLegsOf(judged);
  return others.some(({ url }) => url.origin !== first?.url.origin);
};

/** Does the standard say null for the referrer policy alone, and is the request made by fetch. */
function isHiddenByPolicy(judged: JudgedStep): boolean {
  const last = lastUntainted(judged);
  const { api } = judged.step.request;
  return last !== undefined && api === 'fetch' && !isCors(judged) && !leavesOrigin(judged) && told(judged) === 'null';
}

/** An element with crossorigin that asks the page's own origin. */
function isOwnElement(judged: JudgedStep): boolean {
  return ELEMENTS.has(judged.step.request.api) && isCors(judged) && lastUntainted(judged)?.isOwn === true;
}

const ELEMENTS: ReadonlySet<string> = new Set(['img', 'script', 'module', 'style']);

/** A beacon without CORS of a sandboxed frame, or any request without CORS of a worker of a data: URL. */
function isOfNobody(judged: JudgedStep): boolean {
  const { page, step, prediction } = judged;
  const isBeacon = page.context === 'sandboxed-iframe' && step.request.api === 'beacon';
  const isMade = isBeacon || page.context === 'data-url-worker';
  return isMade && !isCors(judged) && prediction.reached && legsOf(judged).length === 1 && told(judged) === 'null';
}

/** A request beyond CORS without a referrer, whose Origin names the page all the same. */
function isWithoutReferrer(judged: JudgedStep): boolean {
  const { request } = judged.step;
  const last = lastUntainted(judged);
  if (last === undefined || leavesOrigin(judged) || request.api !== 'fetch' || isCors(judged)) return false;
  return request.referrer === '' && told(judged) === judged.page.origin;
}

/** A request without CORS that has left the page's origin by a redirect, and still names the page. */
function hasLeftWithoutCors(judged: JudgedStep): boolean {
  const { api, mode } = judged.step.request;
  const isNoCors = api === 'form' || (api === 'fetch' && mode === 'no-cors');
  return isNoCors && lastUntainted(judged) !== undefined && leavesOrigin(judged) && told(judged) === judged.page.origin;
}

/** What Origin says from the first request to the last; `null` where it says nothing. */
function keptOrigin(judged: JudgedStep, { method, isOwn }: Leg, last: Leg): string | null {
  const { referrer, referrerPolicy } = judged.step.request;
  if (isSafe(method)) return null;
  // Whatever the policy hides at home comes out where a redirect leads away from it.
  if (isOwn && !last.isOwn) return judged.page.origin;
  const isHidden = referrer === '' || referrerPolicy === 'no-referrer' || (referrerPolicy === 'same-origin' && !isOwn);
  return isHidden && !isCors(judged) ? 'null' : judged.page.origin;
}

/** Does a redirect lead to another origin where Origin is not due any more: there it is left out. */
function leavesOriginWithout(judged: JudgedStep): boolean {
  const legs = sentLegsOf(judged);
  return legs.slice(1).some(({ method, url }, index) => isSafe(method) && url.origin !== legs[index]?.url.origin);
}

/** What a redirected request has said in Origin at first, and says no more; `null` where that is so in none. */
function lostOrigin(judged: JudgedStep): string | null {
  const last = lastUntainted(judged);
  const first = legsOf(judged)[0];
  const isFollowed = isScripted(judged) || judged.step.request.api === 'beacon';
  if (!isFollowed || last === undefined || first === undefined || last.hop === 0) return null;
  const isPlain = sentLegsOf(judged).every(({ url }) => url.protocol === first.url.protocol);
  const isBeyondCors = !isCors(judged) || last.isOwn;
  const isGone = told(judged) === null && leavesOriginWithout(judged);
  const origin = keptOrigin(judged, first, last);
  return isPlain && isBeyondCors && !isGone && told(judged) !== origin ? origin : null;
}

/** Does a frame with an opaque origin ask its page's site first, without CORS, for what cookies may go along with. */
function isSandboxedWithCookies(judged: JudgedStep): boolean {
  const { page, prediction } = judged;
  const { api, mode, credentials } = judged.step.request;
  const mayCarry =
    api === 'img' || api === 'script' || api === 'style' || (api === 'fetch' && credentials === 'include');
  const isFrame = page.context === 'sandboxed-iframe' || page.context === 'data-url-frame';
  const [first] = legsOf(judged);
  const last = legsOf(judged).at(-1);
  if (!mayCarry || mode !== 'no-cors' || !isFrame || first === undefined || last === undefined) return false;
  return prediction.reachedHops.includes(last.hop) && isOfOneSite(new URL(page.origin), first.url);
}

/** What Origin says where a POST without CORS, tainted by a redirect, becomes a GET by one within an origin. */
function isNullKept(judged: JudgedStep): boolean {
  const legs = legsOf(judged);
  const [first, last] = [legs[0], legs.at(-1)];
  if (first === undefined || last === undefined || isSafe(first.method) || isCors(judged)) return false;
  const isNull = last.isTainted || !isNamed(judged);
  if (!isNull || !judged.prediction.reachedHops.includes(last.hop)) return false;
  const turned = legs.findIndex(({ method }) => isSafe(method));
  const stays = legs.slice(turned).every(({ url }) => url.origin === legs[turned - 1]?.url.origin);
  return turned > 0 && stays && told(judged) === null;
}

/** A form of an https: page that goes by http:. */
function isInsecureForm(judged: JudgedStep): boolean {
  const [first, ...others] = legsOf(judged);
  if (first === undefined || others.length > 0 || judged.step.request.api !== 'form') return false;
  const isDowngrade = judged.page.origin.startsWith('https:') && first.url.protocol === 'http:';
  return isDowngrade && isNamed(judged) && judged.prediction.reached;
}

const seesPage = ({ page }: JudgedStep) => ({ requestHeadersSeenByServer: { origin: page.origin } });
const seesNull = () => ({ requestHeadersSeenByServer: { origin: 'null' } });

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header */
const STANDARD = 'append a request Origin header';

/** The Origin header: https://fetch.spec.whatwg.org/#origin-header */
export const ORIGIN_HEADER: readonly Deviation[] = [
  {
    id: 'origin-regardless-of-the-referrer-policy',
    engines: CHROMIUM,
    what: 'names the page in Origin where the referrer policy makes it null',
    standard: { section: STANDARD, step: '4.1' },
    issue: null,
    shownBy: 'origin-header/no-cors-own-post-no-referrer',
    applies: isHiddenByPolicy,
    shows: seesPage,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-of-a-crossorigin-element-at-home',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'says Origin when an element with crossorigin asks the page’s own origin',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'origin-header/img-anonymous-own',
    applies: isOwnElement,
    shows: seesPage,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-of-a-font-at-home',
    engines: CHROMIUM,
    what: 'says Origin when a font is asked of the page’s own origin',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'callers/font-own',
    applies: (judged) => judged.step.request.api === 'font' && lastUntainted(judged)?.isOwn === true,
    shows: seesPage,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-of-nobody-names-the-page',
    engines: WEBKIT,
    what: 'names the page in Origin of what a worker of a data: URL sends without CORS, and of a sandboxed frame’s beacon',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'contexts/data-url-worker-no-cors-post',
    applies: isOfNobody,
    shows: seesPage,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-is-null-without-a-referrer',
    engines: { ...FIREFOX, ...WEBKIT },
    what: 'says Origin: null for an empty referrer, as it does for the policy no-referrer',
    standard: { section: STANDARD, step: '4.1' },
    issue: null,
    shownBy: 'origin-header/no-cors-api-post-empty-referrer',
    applies: isWithoutReferrer,
    shows: seesNull,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-is-null-after-the-first-departure',
    engines: CHROMIUM,
    what: 'says Origin: null without CORS as soon as a redirect leaves the page’s own origin',
    standard: { section: 'redirect-taint', step: '4.3' },
    issue: null,
    shownBy: 'origin-header/redirect-no-cors-post-own-to-api',
    applies: hasLeftWithoutCors,
    shows: seesNull,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-is-kept-across-redirects',
    engines: WEBKIT,
    what: 'keeps the Origin of the first request where a redirect has made it null or needless',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'origin-header/redirect-own-post-turned-into-get',
    applies: (judged) => lostOrigin(judged) !== null,
    shows: (judged) => ({ requestHeadersSeenByServer: { origin: lostOrigin(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'null-origin-is-kept-across-redirects',
    engines: WEBKIT,
    what: 'goes on saying Origin: null without CORS where a redirect within an origin has turned a POST into GET',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'redirects/no-cors-post-into-get-after-taint',
    applies: isNullKept,
    shows: seesNull,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-of-a-sandboxed-element',
    engines: CHROMIUM,
    what: 'says Origin: null when a frame with an opaque origin asks its page’s site without CORS for what cookies may go along with, wherever it is redirected',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'origin-header/sandboxed-img',
    applies: (judged) => isSandboxedWithCookies(judged) && isSafe(legsOf(judged)[0]?.method ?? ''),
    shows: seesNull,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'origin-of-a-secure-sandboxed-element',
    engines: FIREFOX,
    what: 'says Origin: null when a frame with an opaque origin in a secure page asks one origin of its page’s site without CORS for what cookies may go along with',
    standard: { section: STANDARD, step: '4' },
    issue: null,
    shownBy: 'origin-header/sandboxed-img',
    applies: (judged) => {
      const isSecure = judged.page.origin.startsWith('https:');
      // A POST that a redirect has turned into GET is a GET like any other.
      const isAsked = isSecure && isSafe(sentLegsOf(judged).at(-1)?.method ?? '');
      return isSandboxedWithCookies(judged) && isAsked && !leavesOrigin(judged) && !judged.step.request.keepalive;
    },
    shows: seesNull,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'insecure-form-is-not-sent',
    engines: { ...CHROMIUM, ...FIREFOX },
    what: 'does not send a form of an https: page by http:',
    standard: { section: 'Mixed Content: should fetching request be blocked', step: '1' },
    issue: null,
    shownBy: 'origin-header/form-post-downgrade',
    applies: (judged) => isInsecureForm(judged) && !legsOf(judged).some(({ url }) => isLoopback(url)),
    shows: (judged) => endingBefore(0, judged),
    covers: EVERYTHING,
  },
  {
    id: 'origin-of-an-insecure-form',
    engines: WEBKIT,
    what: 'names the page in Origin of a form that goes from https: to http:',
    standard: { section: STANDARD, step: '4.1' },
    issue: null,
    shownBy: 'origin-header/form-post-downgrade',
    applies: (judged) => isInsecureForm(judged) && told(judged) === 'null',
    shows: seesPage,
    covers: ['requestHeadersSeenByServer'],
  },
];
