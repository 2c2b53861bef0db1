import { serialisedOrigin } from '../model/hop-script.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, type Leg, legsOf } from './legs.ts';
import { removableNames, withCredentials } from './needless-preflight.ts';
import { grants } from './permission.ts';
import { FIREFOX, isScripted, namesAsked, PREFLIGHT, sortedNames } from './reading.ts';
import { namesSetAgain } from './set-again.ts';
import { typeOfBody } from './type-of-body.ts';

function lastHop(judged: JudgedStep): Leg | undefined {
  return isScripted(judged) ? legsOf(judged).at(-1) : undefined;
}

/** Is this header set again in the last request, where the standard has it no more. */
function isBack(judged: JudgedStep, name: string): boolean {
  const last = lastHop(judged);
  const isSent = last !== undefined && judged.prediction.reachedHops.includes(last.hop);
  const isGone = judged.prediction.requestHeadersSeenByServer[name] === undefined;
  return isSent && isGone && namesSetAgain(judged, last.hop).has(name);
}

function authorization({ step: { request } }: JudgedStep): string | null {
  const lines = request.headers.filter(([name]) => name.toLowerCase() === 'authorization');
  return lines.length === 1 ? (lines[0]?.[1].trim() ?? null) : null;
}

/** What the last preflight asks for in Firefox; `null` where that is what the standard has it ask for. */
function askedAgain(judged: JudgedStep): { leg: Leg; names: string[] } | null {
  const hop = judged.prediction.preflightHops.at(-1) ?? 0;
  const leg = isScripted(judged) ? legsOf(judged)[hop] : undefined;
  if (leg === undefined || judged.before.length > 0) return null;
  const asked = namesAsked(judged);
  const back = removableNames(judged).filter((name) => namesSetAgain(judged, hop).has(name));
  const names = sortedNames([...asked, ...back]);
  return names.length > asked.length ? { leg, names } : null;
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
    applies: (judged) => isBack(judged, 'content-type') && typeOfBody(judged.step.request) !== null,
    shows: ({ step }) => ({ requestHeadersSeenByServer: { 'content-type': typeOfBody(step.request) } }),
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'authorization-comes-back-within-an-origin',
    engines: FIREFOX,
    what: 'says Authorization again, which an earlier redirect across origins has removed, at a redirect within an origin',
    standard: { section: 'HTTP-redirect fetch', step: '13' },
    issue: null,
    shownBy: 'redirects/authorization-stays-removed-within-an-origin',
    applies: (judged) => isBack(judged, 'authorization') && authorization(judged) !== null,
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
      preflightHeadersSeenByServer: { 'access-control-request-headers': askedAgain(judged)?.names.join(',') ?? null },
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
