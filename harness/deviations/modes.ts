import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isLoopback, type Leg, legsOf } from './legs.ts';
import { CHROMIUM, WEBKIT } from './reading.ts';

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
  const { api, body, contentType, contentTypeIsImplicit } = request;
  const isText = body !== null && !/^(bytes|formdata):/.test(body);
  if (api !== 'xhr' || !isText || contentType === null || contentTypeIsImplicit) return null;
  const wasSent = prediction.requestHeadersSeenByServer['content-type'] !== undefined;
  return wasSent ? contentType.trim().replace(/(\bcharset *= *"?)[^" ;]*/gi, '$1UTF-8') : null;
}

/** Request modes, and what stops a request beside CORS: https://fetch.spec.whatwg.org/#main-fetch */
export const MODES: readonly Deviation[] = [
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
