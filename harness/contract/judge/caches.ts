import type { Exchange } from '../../model/exchange.ts';
import type { OriginClass } from '../../model/finding.ts';
import type { DecidedBy } from '../../model/prediction.ts';
import type { HeaderPair } from '../../model/words.ts';
import { answerOf, type CachedRead, type Evidence, isMeasured, type Verdict } from '../evidence.ts';
import { headerValue, isPermission, variesBy } from './permission.ts';

/** An answer to one of the askers of a route, and who that was: `null` for a request without an Origin. */
interface Asked {
  readonly origin: string | null;
  readonly originClass: OriginClass | null;
  readonly exchange: Exchange;
  readonly headers: readonly HeaderPair[];
  readonly status: number;
}

const VARY: DecidedBy = {
  section: 'CORS protocol and HTTP caches',
  step: '',
  reason: 'where Access-Control-Allow-Origin depends on the Origin of the request, every answer says Vary: Origin',
};

/** Statuses that a cache may keep without being told how long: https://www.rfc-editor.org/rfc/rfc9110#section-15.1 */
const KEPT_BY_DEFAULT = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

/** Answers that a cache may give to the wrong origin. A read that went wrong says it all: the headers are why. */
export function judgeCaches(evidence: Evidence): Verdict[] {
  const poisoned = evidence.cachedReads.filter((read) => isPoisoned(read, evidence));
  const byHeaders = varyVerdict(evidence);
  if (poisoned.length === 0) return byHeaders === null ? [] : [byHeaders];
  return [poisonedVerdict(poisoned, byHeaders)];
}

/** Was it refused by way of the cache, and is not otherwise. */
function isPoisoned({ seen }: CachedRead, evidence: Evidence): boolean {
  const direct = evidence.seen.readers.filter((each) => each.origin === seen.origin && each.engine === seen.engine);
  const readsDirectly = direct.length > 0 && direct.every(({ observation }) => observation.outcome === 'readable');
  return readsDirectly && isMeasured(seen) && seen.observation.outcome === 'blocked';
}

function poisonedVerdict(reads: readonly CachedRead[], byHeaders: Verdict | null): Verdict {
  const [{ seen, storedFor }] = reads as [CachedRead];
  const whose = storedFor === null ? 'a request without an Origin' : storedFor;
  const cause = byHeaders === null ? '' : ` (in general: ${byHeaders.rule})`;
  return {
    rule: 'cache-poisoned',
    origin: seen.origin,
    originClass: seen.originClass,
    engines: [...new Set(reads.map((read) => read.seen.engine))],
    message:
      `${seen.route.name} is readable from ${seen.origin}, and no longer by way of a shared cache that honours Vary and` +
      ` had stored the answer to ${whose}${cause}.`,
    decidedBy: seen.prediction.decidedBy,
    exchange: seen.observation.exchanges.findLast(({ preflight }) => !preflight) ?? null,
  };
}

function varyVerdict(evidence: Evidence): Verdict | null {
  const kept = askedOf(evidence).filter(mayBeKept);
  const allowed = kept.filter(({ headers, origin }) => origin !== null && isPermission(headers, origin));
  const [first] = allowed;
  if (first === undefined || new Set(kept.map(permissionOf)).size < 2) return null;
  const without = allowed.find(({ headers }) => !variesBy(headers, 'origin'));
  if (without) {
    return toVerdict('vary-missing', without, evidence, `the answer to ${without.origin} differs from that to others`);
  }
  const bare = kept.find(({ headers }) => !variesBy(headers, 'origin'));
  if (bare === undefined) return null;
  const who = bare.origin === null ? 'a request without an Origin' : bare.origin;
  const says = `Vary: Origin stands in the answer to ${first.origin}, and not in the one to ${who}, which a cache may give to everybody`;
  return toVerdict(
    'vary-on-match-only',
    { ...first, exchange: bare.exchange },
    evidence,
    `${says} (in general: vary-missing)`,
  );
}

function toVerdict(
  rule: Verdict['rule'],
  { origin, originClass, exchange }: Asked,
  { route }: Evidence,
  says: string,
): Verdict {
  const vary = headerValue(answerOf(exchange)?.headers ?? [], 'vary');
  return {
    rule,
    origin: origin ?? 'null',
    originClass: originClass ?? 'reader',
    engines: [],
    message: `${route.name}: ${says}; Vary is ${vary === null ? 'absent' : JSON.stringify(vary)}.`,
    decidedBy: VARY,
    exchange,
  };
}

/** The answers to the same request of various askers; of strangers those that ask as readers do. */
function askedOf({ heard, bare, route }: Evidence): Asked[] {
  const fromOrigins = [...heard.readers, ...heard.strangers]
    .filter(({ exchange, credentials }) => !exchange.preflight && credentials === route.credentials)
    .map(({ origin, originClass, exchange }) => ({ origin, originClass, exchange }));
  return [...fromOrigins, ...(bare === null ? [] : [{ origin: null, originClass: null, exchange: bare }])].flatMap(
    (each) => {
      const answer = answerOf(each.exchange);
      return answer === null ? [] : [{ ...each, headers: answer.headers, status: answer.status }];
    },
  );
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-3 */
function mayBeKept({ headers, status }: Asked): boolean {
  const directives = (headerValue(headers, 'cache-control') ?? '').toLowerCase();
  if (/\bno-store\b/.test(directives)) return false;
  return (
    KEPT_BY_DEFAULT.has(status) ||
    /\b(max-age|s-maxage|public)\b/.test(directives) ||
    headerValue(headers, 'expires') !== null
  );
}

function permissionOf({ headers }: Asked): string {
  return ['origin', 'credentials'].map((name) => headerValue(headers, `access-control-allow-${name}`)).join('\n');
}
