import { serialisedOrigin } from '../model/hop-script.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isCors, type Leg, legsOf } from './legs.ts';
import { grants } from './permission.ts';
import { isScripted, PREFLIGHT, tokensOf } from './reading.ts';
import { namesAskedAgain } from './set-again.ts';

const ALWAYS_UNSAFE = new Set(['authorization', 'content-encoding', 'content-location']);
const SIMPLE_TYPE = /^\s*(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\s*(;|$)/i;
export const UNSAFE_BYTE = /["():<>?@[\\\]{}]/;
export const SIMPLE_LANGUAGE = /^[0-9A-Za-z *,\-.;=]*$/;

/** Does this header, wherever a redirect can remove it, need a preflight. */
export function isUnsafe([name, value]: HeaderPair): boolean {
  const lower = name.toLowerCase();
  if (lower === 'content-type') return !SIMPLE_TYPE.test(value) || UNSAFE_BYTE.test(value) || value.length > 128;
  if (lower === 'content-language') return !SIMPLE_LANGUAGE.test(value);
  return ALWAYS_UNSAFE.has(lower);
}

/** Headers that a preflight is made for, and that a redirect can remove. */
export function removableNames({ step: { request } }: JudgedStep): string[] {
  const typed: HeaderPair[] = request.contentType === null ? [] : [['content-type', request.contentType]];
  return [...request.headers, ...typed].filter(isUnsafe).map(([name]) => name.toLowerCase());
}

export const withCredentials = ({ step: { request } }: JudgedStep): boolean => request.credentials === 'include';

/** The hops that need no preflight any more, after one that did, or after a header that would have. */
function needless(judged: JudgedStep): Leg[] {
  const { prediction, before } = judged;
  if (!isScripted(judged) || !isCors(judged) || before.length > 0) return [];
  const legs = legsOf(judged);
  const neededOne = (hop: number) => prediction.preflightHops.some((each) => each < hop);
  const wasThere = ({ hop, url }: Leg) => legs.some((each) => each.hop < hop && each.url.href === url.href);
  return legs.filter((leg) => {
    const { hop, isOwn } = leg;
    if (hop === 0 || isOwn || wasThere(leg) || prediction.preflightHops.includes(hop)) return false;
    return neededOne(hop) || removableNames(judged).length > 0;
  });
}

type Passes = (leg: Leg, judged: JudgedStep) => boolean;

/**
 * Firefox names the page at every hop, and asks only for what is still there; what a redirect of the own origin to
 * itself has removed is there again.
 */
export const passesFirefox: Passes = ({ hop, script, method }, judged) => {
  const isBack = legsOf(judged).some((leg) => leg.isOwn && leg.hop > 0 && leg.hop < hop);
  const setAgain = namesAskedAgain(judged, hop);
  return grants.preflight(script.preflight, {
    origin: serialisedOrigin(judged.page),
    withCredentials: withCredentials(judged),
    method,
    names: removableNames(judged).filter((name) => isBack || setAgain.has(name)),
  });
};

/** WebKit asks for what was there at the start, and takes `*` for Authorization too. */
export const passesWebKit: Passes = ({ script, method, isTainted }, judged) => {
  const hasStar = tokensOf(script.preflight.headers, 'access-control-allow-headers')?.includes('*') ?? false;
  const names = removableNames(judged).filter(
    (name) => withCredentials(judged) || !hasStar || name !== 'authorization',
  );
  const origin = isTainted ? 'null' : serialisedOrigin(judged.page);
  return grants.preflight(script.preflight, { origin, withCredentials: withCredentials(judged), method, names });
};

/** The first needless preflight that is refused. */
export function refusedNeedlessly(judged: JudgedStep, passes: Passes): Leg | undefined {
  return needless(judged).find((leg) => !passes(leg, judged));
}

function preflightsUpTo(hop: number, judged: JudgedStep): number[] {
  const all = [...judged.prediction.preflightHops, ...needless(judged).map((leg) => leg.hop)];
  return [...new Set(all)].filter((each) => each <= hop).sort((left, right) => left - right);
}

const STILL_PREFLIGHTED = 'still makes a preflight after a redirect has made the request one that needs none';

/**
 * The rows of an engine that makes needless preflights.
 * @param lastHop the last hop that the engine goes to
 */
export function needlessPreflight(
  engines: Deviation['engines'],
  name: string,
  passes: Passes,
  lastHop: (judged: JudgedStep) => number,
): Deviation[] {
  const standard = { section: 'main fetch', step: '12' };
  return [
    {
      id: `needless-preflight-${name}`,
      engines,
      what: STILL_PREFLIGHTED,
      standard,
      issue: null,
      shownBy: 'redirects/across-origins-303-turns-put-into-get',
      applies: (judged) =>
        needless(judged).some(({ hop }) => hop <= lastHop(judged)) && refusedNeedlessly(judged, passes) === undefined,
      shows: (judged) => ({ preflightHops: preflightsUpTo(lastHop(judged), judged) }),
      covers: PREFLIGHT,
    },
    {
      id: `needless-preflight-refused-${name}`,
      engines,
      what: `${STILL_PREFLIGHTED}, and takes no for an answer`,
      standard,
      issue: null,
      shownBy: 'redirects/authorization-does-not-come-back',
      applies: (judged) => (refusedNeedlessly(judged, passes)?.hop ?? Number.POSITIVE_INFINITY) <= lastHop(judged),
      shows: (judged) => {
        const hop = refusedNeedlessly(judged, passes)?.hop ?? 0;
        return { ...endingBefore(hop, judged), preflightHops: preflightsUpTo(hop, judged) };
      },
      covers: EVERYTHING,
    },
  ];
}
