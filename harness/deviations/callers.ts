import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, isCors, legsOf, scriptedLegs } from './legs.ts';
import { CHROMIUM, FIREFOX, lastReached, linesOf, WEBKIT } from './reading.ts';

const isBy = (api: string, { step }: JudgedStep): boolean => step.request.api === api;

/** Is it decided here, by the standard. */
function isDecidedBy(section: string, reason: RegExp, { prediction: { decidedBy } }: JudgedStep): boolean {
  return decidedBy.section === section && reason.test(decidedBy.reason);
}

/** A style sheet of a type that is none, and that no-sniff is not said of. */
function isStyleOfAnotherType(judged: JudgedStep): boolean {
  return isBy('style', judged) && isDecidedBy('process a linked style sheet', /MIME type/, judged);
}

/** What becomes of a style sheet that is let through. */
function letThrough(judged: JudgedStep): Expectation {
  return { outcome: isCors(judged) || legsOf(judged).every(({ isOwn }) => isOwn) ? 'readable' : 'opaque' };
}

/** An event stream in a charset that is not its only one. */
function isStreamOfAnotherCharset(judged: JudgedStep): boolean {
  const { outcome } = judged.prediction;
  const type = linesOf(lastReached(judged)?.response.headers ?? [], 'content-type').at(-1) ?? '';
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1];
  return isBy('eventsource', judged) && outcome === 'readable' && charset !== undefined && !/^utf-?8$/i.test(charset);
}

/** Is it let through but for its status, one from 300 to 399 that leads nowhere else. */
function isOfARedirectStatus(api: string, judged: JudgedStep): boolean {
  const status = lastReached(judged)?.response.status ?? 0;
  const isRefused = /status/.test(judged.prediction.decidedBy.reason) && judged.prediction.outcome === 'blocked';
  return isBy(api, judged) && isRefused && status >= 300 && status <= 399;
}

/** What the last answer is said to be. */
function typeOf(judged: JudgedStep): string {
  return linesOf(lastReached(judged)?.response.headers ?? [], 'content-type').at(-1) ?? '';
}

/** Is it an image or a script that nobody may read, of status 206, and of a type that could as well be data. */
function isPart(judged: JudgedStep): boolean {
  const isNamed = isJavaScript(judged) || /^(text\/css|image\/svg\+xml)\s*(;|$)/i.test(typeOf(judged));
  const isOpaque = judged.prediction.outcome === 'opaque' && (isBy('script', judged) || isBy('img', judged));
  return isOpaque && !isNamed && lastReached(judged)?.response.status === 206;
}

/** An image or font that comes with the status 205, and nothing else is wrong with. */
function isOfResetContent(judged: JudgedStep): boolean {
  const isMissing =
    isDecidedBy('update the image data', /no image/, judged) || isDecidedBy('fetch a font', /no font/, judged);
  const { status, headers } = lastReached(judged)?.response ?? { status: 0, headers: [] };
  return isMissing && status === 205 && linesOf(headers, 'content-length').length === 0;
}

/** https://fetch.spec.whatwg.org/#null-body-status */
const hasBody = (judged: JudgedStep): boolean => ![204, 205, 304].includes(lastReached(judged)?.response.status ?? 204);

/** Is the last answer said to be JavaScript. */
function isJavaScript(judged: JudgedStep): boolean {
  const type = typeOf(judged);
  return /^(text|application)\/(x-)?(java|ecma)script\s*(;|$)/i.test(type);
}

/** A font that comes with an error status. */
function isFontOfAnError(judged: JudgedStep): boolean {
  const status = lastReached(judged)?.response.status ?? 0;
  return isBy('font', judged) && judged.prediction.outcome === 'readable' && status >= 400;
}

/** A beacon that is stopped before it, or its preflight, is sent. */
function isStopped(judged: JudgedStep, reason: RegExp): boolean {
  const { reachedHops, preflightHops } = judged.prediction;
  return (
    isBy('beacon', judged) &&
    reachedHops.length + preflightHops.length === 0 &&
    isDecidedBy('main fetch', reason, judged)
  );
}

const isSent = ({ prediction }: JudgedStep): boolean => prediction.reachedHops.includes(0);

/** A request without CORS says no Origin in a GET, wherever it leads; it may lead on where one by CORS is stopped. */
function askedWithoutCors(judged: JudgedStep): Expectation {
  const metadata = judged.prediction.requestHeadersSeenByServer['sec-fetch-mode'];
  const isOfLastHop = legsOf(judged).length === scriptedLegs(judged).length;
  const isSaid = metadata !== undefined && isOfLastHop;
  return { requestHeadersSeenByServer: { origin: null, ...(isSaid ? { 'sec-fetch-mode': 'no-cors' } : {}) } };
}

/** How parts of a page, event streams and beacons are asked for: https://fetch.spec.whatwg.org/#fetch-elsewhere */
export const CALLERS: readonly Deviation[] = [
  {
    id: 'style-of-another-type-loads-empty',
    engines: CHROMIUM,
    what: 'fires the load event of a style sheet whose type is not text/css, and leaves it without rules',
    standard: { section: 'process a linked style sheet', step: '1' },
    issue: null,
    shownBy: 'callers/style-type-text',
    applies: isStyleOfAnotherType,
    shows: letThrough,
    covers: ['outcome'],
  },
  {
    id: 'script-of-a-redirect-status-runs',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'runs a script whose status is one from 300 to 399 that leads nowhere else',
    standard: { section: 'fetch a classic script', step: '5.2' },
    issue: null,
    shownBy: 'modes/script-status-305',
    applies: (judged) => isOfARedirectStatus('script', judged),
    shows: letThrough,
    covers: ['outcome'],
  },
  {
    id: 'module-of-a-redirect-status-runs',
    engines: WEBKIT,
    what: 'runs a module whose status is one from 300 to 399 that leads nowhere else',
    standard: { section: 'fetch a single module script', step: '13.1' },
    issue: null,
    shownBy: 'callers/module-305',
    applies: (judged) => isOfARedirectStatus('module', judged) && isJavaScript(judged),
    shows: letThrough,
    covers: ['outcome'],
  },
  {
    id: 'style-of-a-redirect-status-is-used',
    engines: CHROMIUM,
    what: 'uses a style sheet whose status is one from 300 to 399 that leads nowhere else',
    standard: { section: 'default fetch and process the linked resource', step: '7.2' },
    issue: null,
    shownBy: 'callers/style-305',
    applies: (judged) => isOfARedirectStatus('style', judged),
    shows: letThrough,
    covers: ['outcome'],
  },
  {
    id: 'part-of-an-opaque-resource-is-refused',
    engines: FIREFOX,
    what: 'refuses an opaque image or script whose status is 206, unless its type is JavaScript, CSS or SVG',
    standard: { section: 'main fetch', step: '12.6.3' },
    issue: null,
    shownBy: 'modes/script-status-206',
    applies: isPart,
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'reset-content-has-content',
    engines: WEBKIT,
    what: 'uses the body of an image or font whose status is 205, which has none by the standard',
    standard: { section: 'main fetch', step: '22' },
    issue: null,
    shownBy: 'modes/img-status-205',
    applies: isOfResetContent,
    shows: letThrough,
    covers: ['outcome'],
  },
  {
    id: 'errors-of-a-redirected-script-are-not-muted',
    engines: FIREFOX,
    what: 'does not mute the errors of a script without crossorigin that the own origin has redirected to another one',
    standard: { section: 'main fetch', step: '12.6.3' },
    issue: null,
    shownBy: 'redirects/script-own-to-api',
    applies: (judged) =>
      isBy('script', judged) &&
      judged.prediction.outcome === 'opaque' &&
      legsOf(judged)[0]?.isOwn === true &&
      hasBody(judged) &&
      !isPart(judged),
    shows: () => ({ outcome: 'readable' }),
    covers: ['outcome'],
  },
  {
    id: 'event-stream-of-another-charset',
    engines: CHROMIUM,
    what: 'refuses an event stream whose type names a charset other than UTF-8',
    standard: { section: 'EventSource', step: '15.3' },
    issue: null,
    shownBy: 'callers/eventsource-type-other-charset',
    applies: isStreamOfAnotherCharset,
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'font-of-an-error-status',
    engines: { ...CHROMIUM, ...FIREFOX, ...WEBKIT },
    what: 'does not use a font that comes with an error status, of which the standard says nothing',
    standard: { section: 'fetch a font', step: '2' },
    issue: null,
    shownBy: 'callers/font-404',
    applies: isFontOfAnError,
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'font-face-without-cors',
    engines: WEBKIT,
    what: 'asks without CORS for what a FontFace loads, with cookies, and uses it whoever may read it',
    standard: { section: 'fetch a font', step: 'CORS mode' },
    issue: null,
    shownBy: 'callers/font-nothing',
    applies: (judged) => isBy('font', judged) && isSent(judged),
    shows: askedWithoutCors,
    covers: EVERYTHING,
  },
  {
    id: 'insecure-beacon-is-not-accepted',
    engines: { ...CHROMIUM, ...FIREFOX, ...WEBKIT },
    what: 'tells script at once that a beacon by http: is not accepted from a secure page',
    standard: { section: 'sendBeacon()', step: '7' },
    issue: null,
    shownBy: 'callers/beacon-http',
    applies: (judged) => isStopped(judged, /insecure URL/),
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'bad-port-beacon-is-not-accepted',
    engines: { ...FIREFOX, ...WEBKIT },
    what: 'tells script at once that a beacon to a bad port is not accepted',
    standard: { section: 'sendBeacon()', step: '7' },
    issue: null,
    shownBy: 'callers/beacon-bad-port',
    applies: (judged) => isStopped(judged, /the port/),
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'beacon-of-any-length',
    engines: FIREFOX,
    what: 'accepts and sends a beacon of more than 64 kibibytes',
    standard: { section: 'sendBeacon()', step: '6.2' },
    issue: null,
    shownBy: 'callers/beacon-too-long',
    applies: (judged) => isDecidedBy('sendBeacon()', /kibibytes/, judged),
    shows: () => ({ outcome: 'opaque' }),
    covers: EVERYTHING,
  },
];
