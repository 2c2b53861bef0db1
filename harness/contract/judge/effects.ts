import { isSchemelesslySameSite, originOf } from '../../oracle/origin.ts';
import { isPreflighted } from '../asks.ts';
import { answerOf, type Evidence, isMeasured, lastExchange, type Seen, type Verdict } from '../evidence.ts';
import { isUnsafe } from '../session.ts';
import { alsoBy, type Culprit, culpritsOf, reads } from './strangers.ts';

/** What strangers get done, whether or not they can read what comes of it. */
export function judgeEffects(evidence: Evidence): Verdict[] {
  const readers = new Set(evidence.seen.strangers.filter(reads).map(({ origin }) => origin));
  const blind = evidence.seen.strangers.filter(({ origin }) => !readers.has(origin));
  return [
    ...reached(culpritsOf(blind.filter(isLetThrough)), evidence),
    ...silent(culpritsOf(blind.filter(isSilentSideEffect)), evidence),
  ];
}

/** Does a stranger get what it may be after: an answer, or something done that a preflight was to prevent. */
export function succeeds(seen: Seen): boolean {
  return reads(seen) || isLetThrough(seen);
}

function isLetThrough(seen: Seen): boolean {
  return isMeasured(seen) && isPreflighted(seen) && seen.observation.reachedHops.length > 0;
}

/** A simple request that may change something, made across sites and answered as if all were well. */
function isSilentSideEffect(seen: Seen): boolean {
  const { route, observation, origin } = seen;
  if (!isMeasured(seen) || route.readers.kind === 'anyone' || !isUnsafe(route.method) || isPreflighted(seen))
    return false;
  const status = answerOf(lastExchange(seen))?.status ?? 0;
  // From another origin of its own site every cookie goes along, and nothing that an API can do about cookies helps.
  return observation.outcome === 'blocked' && status >= 200 && status <= 299 && isFromAnotherSite(origin, route.url);
}

/** https://html.spec.whatwg.org/#schemelessly-same-site; an opaque origin is of no site. */
export function isFromAnotherSite(origin: string, url: URL): boolean {
  return origin === 'null' || !isSchemelesslySameSite(originOf(new URL(origin)), originOf(url));
}

function reached(culprits: readonly Culprit[], { route }: Evidence): Verdict[] {
  const [first, ...others] = culprits;
  if (first === undefined) return [];
  const status = answerOf(lastExchange(first.seen))?.status;
  return [
    {
      rule: 'unsafe-request-reached',
      origin: first.origin,
      originClass: first.originClass,
      engines: first.engines,
      message:
        `${route.name} from a page at ${first.origin} has to ask by preflight, was allowed to, and reached the API` +
        ` (answered ${status ?? 'nothing'}); the page could not read the answer${alsoBy(others)}.`,
      decidedBy: first.seen.prediction.decidedBy,
      exchange: first.seen.preflight ?? lastExchange(first.seen),
    },
  ];
}

function silent(culprits: readonly Culprit[], { route }: Evidence): Verdict[] {
  const [first, ...others] = culprits;
  if (first === undefined) return [];
  const exchange = lastExchange(first.seen);
  return [
    {
      rule: 'silent-side-effect',
      origin: first.origin,
      originClass: first.originClass,
      engines: first.engines,
      message:
        `${route.name} from a page at ${first.origin} needs no preflight and was answered ${answerOf(exchange)?.status}:` +
        ` it reached the API, and whether it worked is unknown here; CORS only kept the answer from the page${alsoBy(others)}.`,
      decidedBy: first.seen.prediction.decidedBy,
      exchange,
    },
  ];
}
