import { serialisedOrigin } from '../model/hop-script.ts';
import type { Expectation, ScenarioRequest } from '../model/scenario.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isCors, isNamed, isOfOneSite, type Leg, legsOf, scriptedLegs } from './legs.ts';
import {
  needlessPreflight,
  passesWebKit,
  refusedNeedlessly,
  removableNames,
  SIMPLE_LANGUAGE,
  UNSAFE_BYTE,
  withCredentials,
} from './needless-preflight.ts';
import { grants } from './permission.ts';
import { isCustomName, isSafelistedMethod, isScripted, namesAsked, PREFLIGHT, sortedNames, WEBKIT } from './reading.ts';

/** Are credentials meant for the own origin alone. */
function isForOwnOrigin({ api, credentials }: ScenarioRequest): boolean {
  return api === 'fetch' ? credentials === 'same-origin' : api !== 'beacon' && credentials !== 'include';
}

/**
 * The hop whose redirect WebKit refuses to follow: one on another origin, after the page's own, that permits no
 * credentials.
 */
function checkedWithCredentials(judged: JudgedStep): Leg | undefined {
  const { request } = judged.step;
  // Fonts are asked for without CORS.
  if (!isCors(judged) || !isForOwnOrigin(request) || request.api === 'font') return undefined;
  const legs = legsOf(judged);
  if (legs[0]?.isOwn !== true) return undefined;
  return legs.slice(0, -1).find(({ isOwn, isTainted, script }) => {
    const origin = isTainted ? 'null' : serialisedOrigin(judged.page);
    return !isOwn && !grants.answer(script.response.headers, { origin, withCredentials: true });
  });
}

/** The hop at which WebKit makes a GET of a DELETE, whatever the status: the first on an origin other than before. */
export function deleteAbroad(judged: JudgedStep): Leg | undefined {
  const legs = legsOf(judged);
  return legs.find(({ hop, method, url }) => {
    const before = legs[hop - 1];
    return method === 'DELETE' && before !== undefined && before.url.origin !== url.origin;
  });
}

/** The last hop that WebKit makes a preflight for, if it makes any: that of a refused redirect is still made. */
function lastHop(judged: JudgedStep): number {
  const refused = checkedWithCredentials(judged)?.hop ?? Number.POSITIVE_INFINITY;
  const changed = deleteAbroad(judged)?.hop ?? Number.POSITIVE_INFINITY;
  return Math.min(refused + 1, changed - 1, legsOf(judged).length - 1);
}

/** A preflight after a redirect that has removed headers: WebKit asks for them all the same. */
function askedFromStart(judged: JudgedStep): { leg: Leg; names: string[] } | undefined {
  const hop = judged.prediction.preflightHops.at(-1) ?? 0;
  const leg = legsOf(judged)[hop];
  if (hop === 0 || leg === undefined || !isScripted(judged) || judged.before.length > 0) return undefined;
  const asked = namesAsked(judged);
  const names = sortedNames([...asked, ...removableNames(judged)]);
  const isGoneTo = hop <= lastHop(judged) && refusedNeedlessly(judged, passesWebKit) === undefined;
  return names.length > asked.length && isGoneTo ? { leg, names } : undefined;
}

/** Is that preflight refused for what is asked for beyond the standard. */
function isRefusedFromStart(judged: JudgedStep): boolean {
  const found = askedFromStart(judged);
  if (found === undefined || !judged.prediction.reachedHops.includes(found.leg.hop)) return false;
  const { script, isTainted, method } = found.leg;
  const origin = isTainted ? 'null' : serialisedOrigin(judged.page);
  const asked = { origin, withCredentials: withCredentials(judged), method, names: found.names };
  return !grants.preflight(script.preflight, asked);
}

/** The hop before which WebKit ends a request that the standard has go on. */
function webKitEndsBefore(judged: JudgedStep): number {
  const refused = [
    (checkedWithCredentials(judged)?.hop ?? Number.POSITIVE_INFINITY) + 1,
    refusedNeedlessly(judged, passesWebKit)?.hop ?? Number.POSITIVE_INFINITY,
    isRefusedFromStart(judged) ? (askedFromStart(judged)?.leg.hop ?? 0) : Number.POSITIVE_INFINITY,
  ];
  return Math.min(...refused);
}

/** Those that lists know of the names that no value makes safe, as far as they were measured. */
const KNOWN_UNSAFE_NAMES = /^(cache-control|if-none-match|pragma)$/;

function isSimpleRange(value: string): boolean {
  const [, first = '', last = ''] = /^bytes=(\d+)-(\d*)$/i.exec(value) ?? [];
  return first !== '' && (last === '' || Number(first) <= Number(last));
}

/** Is a header one that needs a preflight wherever it leaves the origin. */
function isUnsafe([name, value]: HeaderPair): boolean {
  const lower = name.toLowerCase();
  if (lower === 'range') return !isSimpleRange(value);
  if (lower === 'accept') return value.length > 128 || UNSAFE_BYTE.test(value);
  if (/^(accept|content)-language$/.test(lower)) return value.length > 128 || !SIMPLE_LANGUAGE.test(value);
  return isCustomName(lower) || KNOWN_UNSAFE_NAMES.test(lower);
}

/** The hop that WebKit makes a preflight for, though its URL has a user name that the redirect may not lead to. */
function preflightedUserinfo(judged: JudgedStep): Leg | undefined {
  const { decidedBy, reachedHops } = judged.prediction;
  const isRefused = decidedBy.section === 'HTTP-redirect fetch' && /^(9|10)$/.test(decidedBy.step);
  if (!isRefused || !isScripted(judged) || judged.before.length > 0) return undefined;
  const legs = scriptedLegs(judged);
  const next = legs[reachedHops.length];
  // Once the own origin is left, the user name is seen before anything is asked.
  if (next === undefined || next.isOwn || legs[next.hop - 1]?.isOwn !== true) return undefined;
  const becomesGet = next.method === 'DELETE';
  const isAsked =
    (!isSafelistedMethod(next.method) && !becomesGet) ||
    removableNames(judged).length > 0 ||
    judged.step.request.headers.some(isUnsafe);
  return isAsked ? next : undefined;
}

/** The referrer: what script names of the page's own origin, or the page; `null` where script wants none. */
function refererOf({ page, step }: JudgedStep): { whole: string; origin: string } | null {
  const from = new URL(page.path, page.origin);
  const { api, referrer } = step.request;
  if (api === 'fetch' && referrer === '') return null;
  const said = api === 'fetch' && referrer !== null && URL.canParse(referrer, from) ? new URL(referrer, from) : from;
  // One of another origin stands for the page, as about:client does.
  const { origin, pathname, search } = said.origin === from.origin ? said : from;
  return { whole: `${origin}${pathname}${search}`, origin: `${origin}/` };
}

/** The Referer of the first request, to the own origin, which WebKit says again in each preflight after a redirect. */
function firstReferer(judged: JudgedStep): string | null {
  const { api, referrerPolicy } = judged.step.request;
  const referer = refererOf(judged);
  const policy = (api === 'fetch' && referrerPolicy) || 'strict-origin-when-cross-origin';
  if (referer === null || policy === 'no-referrer') return null;
  return policy === 'origin' || policy === 'strict-origin' ? referer.origin : referer.whole;
}

/** What the last preflight, one after a redirect, says of the first request's Referer; `null` where that is as it should be. */
function refererSaidAgain(judged: JudgedStep): string | null {
  const hop = judged.prediction.preflightHops.at(-1) ?? 0;
  const legs = legsOf(judged);
  const to = legs[hop]?.url;
  const first = firstReferer(judged);
  const isAfterOwn = isScripted(judged) && isNamed(judged) && hop > 0 && legs[0]?.isOwn === true;
  if (!isAfterOwn || to === undefined || first === null || hop > lastHop(judged) || askedAgain(judged, hop))
    return null;
  // Another site is told the origin at most.
  const said = isOfOneSite(new URL(judged.page.origin), to) ? first : `${judged.page.origin}/`;
  return said === judged.prediction.preflightHeadersSeenByServer.referer ? null : said;
}

/** Does a needless preflight follow, so that another one is the last. */
function askedAgain(judged: JudgedStep, hop: number): boolean {
  return NEEDLESS.some((row) => row.applies(judged) && (row.shows(judged).preflightHops?.at(-1) ?? 0) > hop);
}

const NEEDLESS = needlessPreflight(WEBKIT, 'webkit', passesWebKit, lastHop);

const showsAsked = (judged: JudgedStep): Expectation => ({
  preflightHeadersSeenByServer: { 'access-control-request-headers': askedFromStart(judged)?.names.join(',') ?? null },
});

/** WebKit’s way with redirects by CORS: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export const WEBKIT_REDIRECTS: readonly Deviation[] = [
  ...NEEDLESS,
  {
    id: 'preflight-asks-for-what-a-redirect-has-removed',
    engines: WEBKIT,
    what: 'asks in a preflight after a redirect also for headers that the redirect has removed',
    standard: { section: 'CORS-preflight fetch', step: '4' },
    issue: null,
    shownBy: 'redirects/preflight-after-the-type-is-dropped',
    applies: (judged) => askedFromStart(judged) !== undefined,
    shows: showsAsked,
    covers: PREFLIGHT,
  },
  {
    id: 'preflight-is-refused-for-what-a-redirect-has-removed',
    engines: WEBKIT,
    what: 'is refused by a preflight after a redirect that does not allow a header which the redirect has removed',
    standard: { section: 'CORS-preflight fetch', step: '7.7' },
    issue: null,
    shownBy: 'redirects/preflight-after-the-type-is-dropped',
    applies: isRefusedFromStart,
    shows: (judged) => endingBefore(askedFromStart(judged)?.leg.hop ?? 0, judged),
    covers: EVERYTHING,
  },
  {
    id: 'redirect-after-the-own-origin-is-checked-with-credentials',
    engines: WEBKIT,
    what: 'checks a redirect of another origin, to which the own origin has led, as if credentials were included',
    standard: { section: 'CORS check', step: '3' },
    issue: null,
    shownBy: 'redirects/own-api-api',
    applies: (judged) => {
      const leg = checkedWithCredentials(judged);
      return leg !== undefined && webKitEndsBefore(judged) > leg.hop;
    },
    shows: (judged) => endingBefore((checkedWithCredentials(judged)?.hop ?? 0) + 1, judged),
    covers: EVERYTHING,
  },
  {
    id: 'preflight-before-the-user-name-is-refused',
    engines: WEBKIT,
    what: 'makes a preflight for a URL with a user name, to which a redirect may not lead from the own origin',
    standard: { section: 'HTTP-redirect fetch', step: '9' },
    issue: null,
    shownBy: 'redirects/userinfo-before-the-preflight',
    applies: (judged) => preflightedUserinfo(judged) !== undefined,
    shows: (judged) => ({
      preflightHops: [...judged.prediction.preflightHops, preflightedUserinfo(judged)?.hop ?? 0],
    }),
    covers: PREFLIGHT,
  },
  {
    id: 'preflight-tells-the-first-referrer',
    engines: WEBKIT,
    what: 'says in a preflight after a redirect the Referer that the first request had, cut to the origin for another site',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '8' },
    issue: null,
    shownBy: 'redirects/preflight-when-the-own-origin-is-left',
    applies: (judged) => refererSaidAgain(judged) !== null,
    shows: (judged) => ({ preflightHeadersSeenByServer: { referer: refererSaidAgain(judged) } }),
    covers: ['preflightHeadersSeenByServer'],
  },
];
