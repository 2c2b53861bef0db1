import type { Expectation } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isLoopback, type Leg, legsOf } from './legs.ts';
import { CHROMIUM, FIREFOX, isSafelistedMethod, WEBKIT } from './reading.ts';
import { isText, typesSaid, typeTold } from './type-of-body.ts';

/** The first hop by http: to a loopback address that an https: page sends anything to. */
function trustworthyLoopback(judged: JudgedStep): Leg | undefined {
  const { page, prediction } = judged;
  const isLetThrough = judged.step.request.api === 'img' || judged.step.request.api === 'form';
  if (isLetThrough || !page.origin.startsWith('https:')) return undefined;
  const sent = [...prediction.reachedHops, ...prediction.preflightHops];
  return legsOf(judged).find(({ hop, url }) => isLoopback(url) && sent.includes(hop));
}

/** The type that script tells XMLHttpRequest of a text, with UTF-8 in the place of its charset; `null` where none is told. */
function charsetReplaced({ step: { request }, prediction }: JudgedStep): string | null {
  const told = typeTold(request);
  if (request.api !== 'xhr' || !isText(request) || told === null) return null;
  const wasSent = prediction.requestHeadersSeenByServer['content-type'] !== undefined;
  return wasSent ? told.replace(/(\bcharset *= *"?)[^" ;]*/gi, '$1UTF-8') : null;
}

/** Is a port the one reason why nothing is sent, and this the port. */
function isStoppedAtPort(port: string, { step, prediction }: JudgedStep): boolean {
  const isStopped = /port/.test(prediction.decidedBy.reason) && prediction.outcome === 'blocked';
  return isStopped && step.server.hops.length === 0 && new URL(step.request.url).port === port;
}

/** Does script name a referrer whose host has a space. */
function isReferrerWithSpace({ step: { request }, prediction }: JudgedStep): boolean {
  const isRefused = prediction.decidedBy.section === 'new Request()' && /referrer/.test(prediction.decidedBy.reason);
  return isRefused && /^https?:\/\/[^/?#]* [^/?#]*/.test(request.referrer ?? '');
}

/** A request that needs no preflight arrives; what becomes of any other is not told. */
function arrives({ step: { request, server } }: JudgedStep): Expectation {
  const isBare = request.headers.length === 0 && request.contentType === null && server.hops.length === 0;
  return isBare && isSafelistedMethod(request.method.toUpperCase()) ? { reachedHops: [0] } : {};
}

/** A text whose type the worker's XMLHttpRequest says itself. */
function hasTypeOfText({ page, step: { request }, prediction }: JudgedStep): boolean {
  const isSaid = prediction.requestHeadersSeenByServer['content-type']?.endsWith(';charset=UTF-8') ?? false;
  const isByItself = request.contentType === null || request.contentTypeIsImplicit;
  return request.api === 'xhr' && page.context === 'worker' && isSaid && isByItself;
}

/** The type of a text as script told the worker's XMLHttpRequest, where the standard replaces its charset. */
function charsetKept({ page, step: { request }, prediction }: JudgedStep): string | null {
  const types = typesSaid(request);
  const isWorker = page.context === 'worker' || page.context === 'data-url-worker';
  if (request.api !== 'xhr' || !isText(request) || !isWorker || types.length !== 1) return null;
  const [said = null] = types;
  const seen = prediction.requestHeadersSeenByServer['content-type'];
  return seen === undefined || seen === said ? null : said;
}

/** Request modes, and what stops a request beside CORS: https://fetch.spec.whatwg.org/#main-fetch */
export const MODES: readonly Deviation[] = [
  {
    id: 'host-of-a-referrer-with-a-space',
    engines: CHROMIUM,
    what: 'parses a referrer whose host has a space, and goes on as if script had named none',
    standard: { section: 'new Request()', step: '14.3.2' },
    issue: null,
    shownBy: 'refusals/referrer-of-a-host-with-a-space',
    applies: isReferrerWithSpace,
    shows: arrives,
    covers: EVERYTHING,
  },
  {
    id: 'port-4190-is-good',
    engines: CHROMIUM,
    what: 'does not block port 4190',
    standard: { section: 'main fetch', step: '7' },
    issue: null,
    shownBy: 'modes/port-4190',
    applies: (judged) => isStoppedAtPort('4190', judged),
    shows: () => ({ reachedHops: [0] }),
    covers: EVERYTHING,
  },
  {
    id: 'about-blank-is-not-fetched',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'does not fetch about:blank',
    standard: { section: 'scheme fetch', step: '3' },
    issue: null,
    shownBy: 'modes/about-blank-no-cors',
    applies: ({ step, prediction }) =>
      /^about:blank(?![^?#])/.test(step.request.url) && step.request.api === 'fetch' && prediction.outcome === 'opaque',
    shows: () => ({ outcome: 'blocked' }),
    covers: ['outcome'],
  },
  {
    id: 'charset-of-a-workers-text-in-lower-case',
    engines: FIREFOX,
    what: 'XMLHttpRequest in a worker writes utf-8 in lower case in the type that it gives a text',
    standard: { section: 'XMLHttpRequest send()', step: '4.6' },
    issue: null,
    shownBy: 'modes/worker-xhr-text',
    applies: hasTypeOfText,
    shows: ({ prediction }) => ({
      requestHeadersSeenByServer: {
        'content-type': prediction.requestHeadersSeenByServer['content-type']?.replace(/UTF-8$/, 'utf-8') ?? null,
      },
    }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'charset-of-a-workers-text-is-kept',
    engines: FIREFOX,
    what: 'XMLHttpRequest in a worker leaves the charset that script told of a text as it is',
    standard: { section: 'XMLHttpRequest send()', step: '4.5' },
    issue: null,
    shownBy: 'modes/worker-xhr-charset',
    applies: (judged) => charsetKept(judged) !== null,
    shows: (judged) => ({ requestHeadersSeenByServer: { 'content-type': charsetKept(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'loopback-is-mixed-content',
    engines: WEBKIT,
    what: 'takes http: to a loopback address for mixed content, and sends nothing',
    standard: { section: 'main fetch', step: '7' },
    issue: null,
    shownBy: 'modes/mixed-127-0-0-1',
    applies: (judged) => trustworthyLoopback(judged) !== undefined,
    shows: (judged) => endingBefore(trustworthyLoopback(judged)?.hop ?? 0, judged),
    covers: EVERYTHING,
  },
  {
    id: 'xhr-charset-replaced-in-place',
    engines: CHROMIUM,
    what: 'XMLHttpRequest replaces the charset of a type where it stands, also where it says UTF-8 already or the type is none, and never writes the type anew',
    standard: { section: 'XMLHttpRequest send()', step: '4.5' },
    issue: null,
    shownBy: 'modes/xhr-type-written-anew',
    applies: (judged) => {
      const replaced = charsetReplaced(judged);
      return replaced !== null && replaced !== judged.prediction.requestHeadersSeenByServer['content-type'];
    },
    shows: (judged) => ({ requestHeadersSeenByServer: { 'content-type': charsetReplaced(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
];
