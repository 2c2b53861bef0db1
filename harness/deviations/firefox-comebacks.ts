import { serialisedOrigin } from '../model/hop-script.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isCors, type Leg, legsOf, sentLegsOf } from './legs.ts';
import { removableNames, withCredentials } from './needless-preflight.ts';
import { grants } from './permission.ts';
import { FIREFOX, isScripted, linesSet, namesAsked, PREFLIGHT, sortedNames } from './reading.ts';
import { namesAskedAgain, namesSetAgain } from './set-again.ts';
import { isText, typeOfBody, typesSaid, typeTold } from './type-of-body.ts';

/** Is this header set again in the last request, where the standard has it no more. */
function isBack(judged: JudgedStep, name: string): boolean {
  const last = isScripted(judged) ? sentLegsOf(judged).at(-1) : undefined;
  const isGone = judged.prediction.requestHeadersSeenByServer[name] === undefined;
  return last !== undefined && isGone && namesSetAgain(judged, last.hop).has(name);
}

/** What XMLHttpRequest is told is set again as it was told; of several types that fetch() is told, the last. */
function typeSetAgain({ step: { request } }: JudgedStep): string | null {
  const types = typesSaid(request);
  if (request.api === 'xhr' && types.length > 0) return typeTold(request);
  return types.length > 1 ? (types.at(-1) ?? null) : typeOfBody(request);
}

/** The type as XMLHttpRequest was told it of a text, where a redirect has kept the body; `null` where that is no other. */
function typeToldOfText(judged: JudgedStep): string | null {
  const { request } = judged.step;
  const isRedirected = sentLegsOf(judged).length > 1;
  if (request.api !== 'xhr' || !isText(request) || !isRedirected) return null;
  const seen = judged.prediction.requestHeadersSeenByServer['content-type'];
  const told = typeTold(request);
  return seen === undefined || seen === told ? null : told;
}

function authorization({ step: { request } }: JudgedStep): string | null {
  const lines = request.headers.filter(([name]) => name.toLowerCase() === 'authorization');
  return lines.length === 1 ? (lines[0]?.[1].trim() ?? null) : null;
}

/** What the last preflight asks for in Firefox; `null` where that is what the standard has it ask for. */
export function askedAgain(judged: JudgedStep): { leg: Leg; names: string[] } | null {
  const hop = judged.prediction.preflightHops.at(-1) ?? 0;
  const leg = isScripted(judged) ? legsOf(judged)[hop] : undefined;
  if (leg === undefined || judged.before.length > 0) return null;
  const asked = namesAsked(judged);
  const back = removableNames(judged).filter((name) => namesAskedAgain(judged, hop).has(name));
  const names = sortedNames([...asked, ...back]);
  return names.length > asked.length ? { leg, names } : null;
}

/** As it asks: by fetch() a name that repeats as often as it was set. */
function asAsked(judged: JudgedStep): string | null {
  const { api } = judged.step.request;
  const countOf = (name: string) => (api === 'fetch' ? Math.max(1, linesSet(judged, name).length) : 1);
  return (
    askedAgain(judged)
      ?.names.flatMap((name) => Array.from({ length: countOf(name) }, () => name))
      .join(',') ?? null
  );
}

/** Is that preflight refused for what is asked for beyond the standard. */
function isRefused(judged: JudgedStep): boolean {
  const found = askedAgain(judged);
  if (found === null || !judged.prediction.reachedHops.includes(found.leg.hop)) return false;
  const { script, method } = found.leg;
  const origin = serialisedOrigin(judged.page);
  return !grants.preflight(script.preflight, {
    origin,
    withCredentials: withCredentials(judged),
    method,
    names: found.names,
  });
}

/** What a redirect has removed comes back in Firefox: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export const FIREFOX_COMEBACKS: readonly Deviation[] = [
  {
    id: 'type-comes-back-with-a-redirect-that-keeps-the-method',
    engines: FIREFOX,
    what: 'says the type of a body again, which an earlier redirect has dropped, at a redirect that would have kept the first method',
    standard: { section: 'HTTP-redirect fetch', step: '12.2' },
    issue: null,
    shownBy: 'redirects/type-does-not-come-back-307',
    applies: (judged) => isBack(judged, 'content-type') && typeSetAgain(judged) !== null,
    shows: (judged) => ({ requestHeadersSeenByServer: { 'content-type': typeSetAgain(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'charset-of-a-text-comes-back-with-a-redirect',
    engines: FIREFOX,
    what: 'XMLHttpRequest says after a redirect the type of a text as script told it, with the charset that it had replaced',
    standard: { section: 'XMLHttpRequest send()', step: '4.5' },
    issue: null,
    shownBy: 'redirects/xhr-charset-307',
    applies: (judged) => typeToldOfText(judged) !== null,
    shows: (judged) => ({ requestHeadersSeenByServer: { 'content-type': typeToldOfText(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'authorization-comes-back-within-an-origin',
    engines: FIREFOX,
    what: 'says Authorization again, which an earlier redirect across origins has removed, at a redirect within an origin',
    standard: { section: 'HTTP-redirect fetch', step: '13' },
    issue: null,
    shownBy: 'redirects/authorization-stays-removed-within-an-origin',
    applies: (judged) => isCors(judged) && isBack(judged, 'authorization') && authorization(judged) !== null,
    shows: (judged) => ({ requestHeadersSeenByServer: { authorization: authorization(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'preflight-asks-for-what-comes-back',
    engines: FIREFOX,
    what: 'asks in a preflight after redirects also for headers that it sets again',
    standard: { section: 'CORS-preflight fetch', step: '4' },
    issue: null,
    shownBy: 'redirects/preflight-after-the-type-is-long-dropped',
    applies: (judged) => askedAgain(judged) !== null,
    shows: (judged) => ({
      preflightHeadersSeenByServer: { 'access-control-request-headers': asAsked(judged) },
    }),
    covers: PREFLIGHT,
  },
  {
    id: 'preflight-is-refused-for-what-comes-back',
    engines: FIREFOX,
    what: 'is refused by a preflight after redirects that does not allow a header which it sets again',
    standard: { section: 'CORS-preflight fetch', step: '7.7' },
    issue: null,
    shownBy: 'redirects/preflight-after-the-type-is-long-dropped',
    applies: isRefused,
    shows: (judged) => endingBefore(askedAgain(judged)?.leg.hop ?? 0, judged),
    covers: EVERYTHING,
  },
];
