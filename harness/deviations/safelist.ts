import type { HeaderPair } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { askedAgain } from './firefox-comebacks.ts';
import { legsOf, sentLegsOf } from './legs.ts';
import { isUnsafe } from './needless-preflight.ts';
import {
  ASKED,
  askingFor,
  CHROMIUM,
  FIREFOX,
  isCustomName,
  isLoneCorsRequest,
  isScripted,
  linesSet,
  namesAsked,
  sortedNames,
  WEBKIT,
} from './reading.ts';
import { typeKeptBack, typesSaid } from './type-of-body.ts';

const ABOVE_ASCII = /[\u0080-\u00ff]/;

function unsafeTypes({ step: { request } }: JudgedStep): HeaderPair[] {
  const { headers, contentType, contentTypeIsImplicit } = request;
  const set = headers.filter(([name]) => name.toLowerCase() === 'content-type');
  const isSaid = contentType !== null && !(contentTypeIsImplicit && set.length > 0);
  return [...set, ...(isSaid ? [['content-type', contentType] as const] : [])].filter(isUnsafe);
}

const REPEATABLE = /^(authorization|content-type)$/;

/** The names that are asked for, as often as they were set; `null` where none of the author's own repeats. */
function repeated(judged: JudgedStep): string[] | null {
  const isPlain = isLoneCorsRequest(judged) || judged.step.server.hops.length > 0;
  if (!isPlain || judged.step.request.api !== 'fetch' || extra(judged).length > 0) return null;
  if (askedAgain(judged) !== null) return null;
  // The lines of Content-Type are counted that are unsafe; what a body says of itself is none where script says it.
  const types = unsafeTypes(judged).length;
  const countOf = (name: string) => (name === 'content-type' ? types : linesSet(judged, name).length);
  const names = namesAsked(judged).map((name) => ({ name, count: countOf(name) }));
  const repeating = names.filter(({ count }) => count > 1);
  if (repeating.length === 0 || !repeating.every(({ name }) => isCustomName(name) || REPEATABLE.test(name)))
    return null;
  return names.flatMap(({ name, count }) => Array.from({ length: Math.max(count, 1) }, () => name));
}

type Reason = 'byte above ASCII' | 'comma';

/** What the standard holds for safe, and why Firefox does not. */
function extra(judged: JudgedStep): { name: string; reason: Reason }[] {
  const { api, contentType, contentTypeIsImplicit } = judged.step.request;
  const asked = namesAsked(judged);
  const found: { name: string; reason: Reason }[] = [];
  const isByFetch = api === 'fetch';
  if (isByFetch && linesSet(judged, 'accept').some((line) => ABOVE_ASCII.test(line))) {
    found.push({ name: 'accept', reason: 'byte above ASCII' });
  }
  const types = typesSaid(judged.step.request);
  // XMLHttpRequest makes one line of all.
  const type = isByFetch ? types.at(-1) : types.join(', ');
  if (contentType !== null && !contentTypeIsImplicit && type !== undefined) {
    if (isByFetch && ABOVE_ASCII.test(type)) found.push({ name: 'content-type', reason: 'byte above ASCII' });
    else if (type.includes(',')) found.push({ name: 'content-type', reason: 'comma' });
  }
  return found.filter(({ name }) => !asked.includes(name));
}

function hasExtra(judged: JudgedStep, wanted: Reason): boolean {
  return isLoneCorsRequest(judged) && extra(judged).some(({ reason }) => reason === wanted);
}

function askingForExtra(judged: JudgedStep) {
  return askingFor(sortedNames([...namesAsked(judged), ...extra(judged).map(({ name }) => name)]), judged);
}

const HINTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    'save-data': /^on$/,
    dpr: /^\d+(\.\d+)?$/,
    width: /^\d+$/,
    'viewport-width': /^\d+$/,
  }),
);

/** Client hints that would have to be asked for. */
function hints(judged: JudgedStep): string[] {
  if (!isLoneCorsRequest(judged)) return [];
  return namesAsked(judged).filter((name) => {
    const isHint = (line: string) => HINTS.get(name)?.test(line) ?? false;
    const lines = linesSet(judged, name);
    return lines.length > 0 && lines.every(isHint);
  });
}

function setsUserAgent(judged: JudgedStep): boolean {
  return isLoneCorsRequest(judged) && namesAsked(judged).includes('user-agent');
}

const withoutHintsAndUserAgent = (judged: JudgedStep) => {
  const unasked = [...hints(judged), 'user-agent'];
  return askingFor(
    namesAsked(judged).filter((name) => !unasked.includes(name)),
    judged,
  );
};

/** A Range as Chromium writes it anew; `null` where that is how it was written, and where Chromium cannot parse it. */
function rewrittenRange({ step: { request }, prediction }: JudgedStep): string | null {
  const given = prediction.requestHeadersSeenByServer.range;
  const parts = /^bytes[\t ]*=[\t ]*\+?0*(\d{1,15})[\t ]*-[\t ]*(?:0*(\d{1,15}))?$/i.exec(given ?? '');
  if (given === undefined || parts === null || request.method.toUpperCase() !== 'GET') return null;
  const [, first = '', last = ''] = parts;
  const range = `bytes=${first}-${last}`;
  return range === given || (last !== '' && Number(first) > Number(last)) ? null : range;
}

/** A Range that is simple but for a capital in its unit or a plus sign. */
function isNearlySimpleRange(judged: JudgedStep): boolean {
  const lines = linesSet(judged, 'range');
  const [, first, last] = /^bytes=\+?(\d{1,15})-(\d{0,15})$/i.exec(lines[0] ?? '') ?? [];
  if (!isLoneCorsRequest(judged) || lines.length !== 1 || first === undefined) return false;
  return namesAsked(judged).includes('range') && (last === '' || Number(first) <= Number(last));
}

/** Values of the author's own that hold bytes above ASCII, as they are in UTF-8. */
function inUtf8({ step: { request }, prediction }: JudgedStep): Record<string, string> {
  const names = [...request.headers.map(([name]) => name.toLowerCase()), 'content-type'];
  const seen = Object.entries(prediction.requestHeadersSeenByServer);
  const changed = seen.filter(([name, value]) => names.includes(name) && ABOVE_ASCII.test(value));
  return Object.fromEntries(changed.map(([name, value]) => [name, Buffer.from(value, 'utf8').toString('latin1')]));
}

/** In mode no-cors, a Blob whose type is not safe. */
function isUnsafeBlob(judged: JudgedStep): boolean {
  const { step, prediction } = judged;
  const isDropped = prediction.requestHeadersSeenByServer['content-type'] === undefined;
  const isStillSent = legsOf(judged).every(({ method }) => method === 'POST');
  return isDropped && typeKeptBack(step.request) !== null && isStillSent && prediction.reachedHops.length > 0;
}

/** A Blob whose type is no MIME type, sent by XMLHttpRequest. */
function isNonsenseBlob(judged: JudgedStep): boolean {
  const { api, contentType, contentTypeIsImplicit } = judged.step.request;
  if (api !== 'xhr' || !contentTypeIsImplicit || !isLoneCorsRequest(judged)) return false;
  return /^[a-z]+$/.test(contentType ?? '') && namesAsked(judged).includes('content-type');
}

/** Of several types Firefox keeps one: the first with a body, the last without, and after a redirect, where all are set anew. */
function keptType(judged: JudgedStep, types: readonly string[]): string | undefined {
  const isFirst = judged.step.request.body !== null && sentLegsOf(judged).length === 1;
  return types.at(isFirst ? 0 : -1);
}

/** What Firefox keeps of lines one of which is empty: those behind the last such. */
function keptLines(lines: readonly string[]): string | undefined {
  const isRepeated = lines.length > 1 && lines.includes('');
  return isRepeated ? lines.slice(lines.lastIndexOf('')).filter(Boolean).join(', ') : undefined;
}

/** The values of headers of which Firefox forgets something, as it sends them. */
function forgetful(judged: JudgedStep): Record<string, string> {
  const { request } = judged.step;
  if (request.api !== 'fetch' || request.body?.startsWith('formdata:')) return {};
  const types = typesSaid(request);
  // Without CORS the second type is not set by the standard either.
  const isForgottenType = types.length > 1 && request.mode !== 'no-cors';
  const names = request.headers.map(([name]) => name.toLowerCase());
  const kept = new Map(names.map((name) => [name, keptLines(linesSet(judged, name))]));
  kept.set('content-type', isForgottenType ? keptType(judged, types) : undefined);
  const seen = judged.prediction.requestHeadersSeenByServer;
  const isForgotten = (entry: [string, string | undefined]): entry is [string, string] =>
    Object.hasOwn(seen, entry[0]) && entry[1] !== undefined && entry[1] !== seen[entry[0]];
  return Object.fromEntries([...kept].filter(isForgotten));
}

const SAFE_HEADER = 'CORS-safelisted request-header';
const UNSAFE_NAMES = 'CORS-unsafe request-header names';

/** Which headers need a preflight: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export const SAFELIST: readonly Deviation[] = [
  {
    id: 'client-hints-are-safe',
    engines: CHROMIUM,
    what: 'Save-Data, DPR, Width and Viewport-Width are safelisted, so that no preflight asks for them',
    standard: { section: SAFE_HEADER, step: '2' },
    issue: null,
    shownBy: 'safelist/header-save-data',
    applies: (judged) => hints(judged).length > 0,
    shows: withoutHintsAndUserAgent,
    covers: ASKED,
  },
  {
    id: 'user-agent-is-dropped',
    engines: CHROMIUM,
    what: 'User-Agent cannot be set: it is dropped without a word, no preflight asks for it, and the browser sends its own',
    standard: { section: 'forbidden request-header', step: '1' },
    issue: null,
    shownBy: 'safelist/header-user-agent',
    applies: setsUserAgent,
    shows: withoutHintsAndUserAgent,
    covers: ASKED,
  },
  {
    id: 'range-is-written-anew',
    engines: CHROMIUM,
    what: 'Range is parsed and written anew on its way, without its spaces and needless zeros',
    standard: { section: 'HTTP-network-or-cache fetch', step: '8' },
    issue: null,
    shownBy: 'safelist/range-as-given',
    applies: (judged) => isScripted(judged) && rewrittenRange(judged) !== null,
    shows: (judged) => ({ requestHeadersSeenByServer: { range: rewrittenRange(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'repeated-names-are-asked-for-repeatedly',
    engines: FIREFOX,
    what: 'a name that repeats is asked for as often as it was set, where the standard makes the names a set',
    standard: { section: UNSAFE_NAMES, step: '6' },
    issue: null,
    shownBy: 'safelist/repeated',
    applies: (judged) => repeated(judged) !== null,
    shows: (judged) => askingFor(repeated(judged) ?? [], judged),
    covers: ['preflight', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'bytes-above-ascii-are-unsafe',
    engines: FIREFOX,
    what: 'bytes from 0x80 make Accept and Content-Type unsafe',
    standard: { section: 'CORS-unsafe request-header byte', step: '1' },
    issue: null,
    shownBy: 'safelist/accept-byte-above-ascii',
    applies: (judged) => hasExtra(judged, 'byte above ASCII'),
    shows: askingForExtra,
    covers: ASKED,
  },
  {
    id: 'comma-in-a-parameter-is-unsafe',
    engines: FIREFOX,
    what: 'a comma in the value of a parameter makes Content-Type unsafe',
    standard: { section: SAFE_HEADER, step: '2' },
    issue: null,
    shownBy: 'safelist/type-comma-in-parameter',
    applies: (judged) => hasExtra(judged, 'comma'),
    shows: askingForExtra,
    covers: ASKED,
  },
  {
    id: 'range-unit-in-capitals-and-signed-range-are-safe',
    engines: WEBKIT,
    what: 'a Range is simple though its unit has a capital, or its start a plus sign',
    standard: { section: SAFE_HEADER, step: '2' },
    issue: null,
    shownBy: 'safelist/range-capital',
    applies: isNearlySimpleRange,
    shows: (judged) =>
      askingFor(
        namesAsked(judged).filter((name) => name !== 'range'),
        judged,
      ),
    covers: ASKED,
  },
  {
    id: 'an-empty-line-replaces-those-before',
    engines: FIREFOX,
    what: 'fetch() forgets the lines of a header before an empty one, and of Content-Type all but the first, or all but the last without a body and after a redirect',
    standard: { section: 'HTTP-network-or-cache fetch', step: '8' },
    issue: null,
    shownBy: 'safelist/custom-and-empty',
    applies: (judged) => Object.keys(forgetful(judged)).length > 0,
    shows: (judged) => ({ requestHeadersSeenByServer: forgetful(judged) }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'request-header-values-in-utf-8',
    engines: WEBKIT,
    what: 'a request header value goes out in UTF-8, where the standard has one byte a character',
    standard: { section: 'HTTP-network-or-cache fetch', step: '8' },
    issue: null,
    shownBy: 'safelist/custom-byte-above-ascii',
    applies: (judged) => isScripted(judged) && Object.keys(inUtf8(judged)).length > 0,
    shows: (judged) => ({ requestHeadersSeenByServer: inUtf8(judged) }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'type-of-a-blob-escapes-no-cors',
    engines: WEBKIT,
    what: 'in mode no-cors the type of a Blob is sent though it is not safe',
    standard: { section: 'new Request()', step: '37.4' },
    issue: null,
    shownBy: 'safelist/no-cors-type-of-blob',
    applies: isUnsafeBlob,
    shows: ({ step: { request } }) => ({ requestHeadersSeenByServer: { 'content-type': request.contentType } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'xhr-forgets-a-type-that-is-none',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'XMLHttpRequest leaves out the type of a Blob that is no MIME type, so that no preflight asks for it',
    standard: { section: 'XMLHttpRequest send()', step: '4' },
    issue: null,
    shownBy: 'safelist/xhr-body-blob-nonsense',
    applies: isNonsenseBlob,
    shows: (judged) =>
      askingFor(
        namesAsked(judged).filter((name) => name !== 'content-type'),
        judged,
      ),
    covers: ASKED,
  },
];
