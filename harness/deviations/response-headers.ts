import type { Deviation, JudgedStep } from './deviation.ts';
import { elementsOf, FIREFOX, isScripted, lastReached, linesOf, tokensOf } from './reading.ts';

/** Headers of which an engine takes one line whatever the others say. */
const KNOWN_TO_THE_NETWORK =
  /^(access-control-|content-|location$|set-cookie|date$|server$|connection$|transfer-|expires$)/;

/** Headers that repeat with an empty line among them, and what is left of them without it. */
function shortened(judged: JudgedStep): Record<string, string> {
  const headers = lastReached(judged)?.response.headers ?? [];
  const values = Object.entries(judged.prediction.visibleHeaderValues).flatMap(([name, value]) => {
    const lines = linesOf(headers, name);
    const left = lines.filter((line) => line !== '').join(', ');
    // What is not ASCII would have to be read byte by byte.
    const isPlain = /^[\x20-\x7e]*$/.test(left) && !KNOWN_TO_THE_NETWORK.test(name);
    return isPlain && left !== '' && left !== value && lines.join(', ') === value ? [[name, left] as const] : [];
  });
  return Object.fromEntries(values);
}

/** Names that a `*` shows which stands before the element that is no name. */
function shownByStar(judged: JudgedStep): string[] {
  const { step, prediction } = judged;
  const { api, credentials } = step.request;
  const headers = lastReached(judged)?.response.headers ?? [];
  const isRead = prediction.outcome === 'readable' && prediction.decidedBy.section === 'CORS check';
  if (api !== 'fetch' || credentials === 'include' || !isRead) return [];
  if (tokensOf(headers, 'access-control-expose-headers') !== null) return [];
  const elements = elementsOf(headers, 'access-control-expose-headers');
  const broken = elements.findIndex((element) => tokensOf([['x', element]], 'x') === null);
  if (!elements.slice(0, broken).includes('*')) return [];
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => !/^set-cookie2?$/.test(name));
  return [...new Set(names)].filter((name) => !prediction.visibleHeaders.includes(name));
}

/** What script sees of an answer: https://fetch.spec.whatwg.org/#concept-filtered-response */
export const RESPONSE_HEADERS: readonly Deviation[] = [
  {
    id: 'empty-line-dropped-from-value',
    engines: FIREFOX,
    what: 'an empty line of a header that repeats is dropped where the standard joins it to the others by a comma',
    standard: { section: 'header list get', step: '2' },
    issue: null,
    shownBy: 'response-headers/value-empty-first',
    applies: (judged) => isScripted(judged) && Object.keys(shortened(judged)).length > 0,
    shows: (judged) => ({ visibleHeaderValues: shortened(judged) }),
    covers: ['visibleHeaderValues'],
  },
  {
    id: 'star-before-broken-expose-headers',
    engines: FIREFOX,
    what: 'fetch shows every header where * stands in an Access-Control-Expose-Headers that does not parse',
    standard: { section: 'main fetch', step: '14.1.1' },
    issue: null,
    shownBy: 'response-headers/expose-star-and-no-token',
    applies: (judged) => shownByStar(judged).length > 0,
    shows: (judged) => ({ visibleHeaders: shownByStar(judged) }),
    covers: ['visibleHeaders', 'hiddenHeaders', 'visibleHeaderValues'],
  },
];
