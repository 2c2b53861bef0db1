import type { ContractRoute } from '../model/contract.ts';
import type { Exchange } from '../model/exchange.ts';
import type { OriginClass, RuleId } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { DecidedBy, Prediction } from '../model/prediction.ts';
import type { EngineName } from '../model/words.ts';
import type { Ask, Cast } from './asks.ts';

/** A request that was made outside a browser, in the name of an origin. */
export interface Heard extends Ask {
  readonly exchange: Exchange;
  /** What the standard makes of it, for a browser that was at this origin. */
  readonly prediction: Prediction;
}

/** A request that an engine made, and what the standard makes of its answers. */
export interface Seen extends Ask {
  readonly engine: EngineName;
  readonly observation: Observation;
  readonly prediction: Prediction;
  /** The answer to its preflight: its own, or the earlier one that the engine remembered. */
  readonly preflight: Exchange | null;
  /** Cookies of the session that ought to have come along and did not. */
  readonly lacks: readonly string[];
  /** The page was not at the origin: what this engine makes of such a URL. */
  readonly isElsewhere: boolean;
}

/** A read by way of a shared cache that had stored the answer to somebody else. */
export interface CachedRead {
  readonly seen: Seen;
  /** Whose answer was stored: an origin, or `null` for a request without one. */
  readonly storedFor: string | null;
}

/** All that is known of one route. */
export interface Evidence {
  readonly route: ContractRoute;
  readonly cast: Cast;
  /** Asked again it is in the same state: a safe route, or one that is reset before. */
  readonly isRepeatable: boolean;
  /** The engines that were asked. */
  readonly engines: readonly EngineName[];
  /** Outside a browser: what readers get, and what strangers get. */
  readonly heard: { readonly readers: readonly Heard[]; readonly strangers: readonly Heard[] };
  /** What readers that were refused get at an address that no cache can have seen. */
  readonly pastCaches: readonly Heard[];
  /** The answer to a request without an Origin, as an image or a program makes it; `null` where none was made. */
  readonly bare: Exchange | null;
  readonly seen: { readonly readers: readonly Seen[]; readonly strangers: readonly Seen[] };
  readonly cachedReads: readonly CachedRead[];
}

/** What a judge has to say: a finding before the catalogue and the contract have had their say. */
export interface Verdict {
  readonly rule: RuleId;
  readonly origin: string;
  readonly originClass: OriginClass;
  readonly engines: readonly EngineName[];
  readonly message: string;
  readonly decidedBy: DecidedBy;
  readonly exchange: Exchange | null;
}

/** The answer to an exchange; `null` where there is none. */
export function answerOf(exchange: Exchange | null | undefined) {
  return exchange?.answer.kind === 'answered' ? exchange.answer : null;
}

/** The exchange that the request itself came to in the end, redirects followed. */
export function lastExchange({ observation }: Pick<Seen, 'observation'>): Exchange | null {
  return observation.exchanges.findLast(({ preflight, method }) => !preflight && method !== 'CONNECT') ?? null;
}

/** Could it be measured at all. */
export function isMeasured({ observation, isElsewhere }: Seen): boolean {
  return observation.outcome !== 'inconclusive' && !isElsewhere;
}
