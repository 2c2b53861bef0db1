import type { Exchange } from './exchange.ts';
import type { ObservedOutcome } from './words.ts';

/**
 * What one engine did in one step: the page's word and the wire record, joined. Shares its field names with
 * {@link import('./scenario.ts').Expectation | Expectation}.
 */
export interface Observation {
  readonly outcome: ObservedOutcome;
  /** Why the harness could not tell; `null` unless `outcome` is `inconclusive`. */
  readonly reason: string | null;
  readonly preflight: 'none' | 'sent';
  readonly preflightHops: readonly number[];
  /** Did the actual request arrive at the last hop's server. */
  readonly reached: boolean;
  readonly reachedHops: readonly number[];
  /** Side effects the servers counted, by origin. */
  readonly effects: Readonly<Record<string, number>>;
  /** What script sees; 0 where script sees no status. */
  readonly status: number;
  readonly visibleHeaders: readonly string[];
  readonly hiddenHeaders: readonly string[];
  readonly visibleHeaderValues: Readonly<Record<string, string>>;
  readonly requestHeadersSeenByServer: Readonly<Record<string, string>>;
  readonly preflightHeadersSeenByServer: Readonly<Record<string, string>>;
  /** What script was told when it was refused, as the engine words it. */
  readonly error: string | null;
  /** The URL script reads from the response, as the scenario writes it. */
  readonly url: string | null;
  /** The evidence: every exchange of this step, in order of arrival. */
  readonly exchanges: readonly Exchange[];
}

/** The page was refused and the servers have done the work all the same. */
export function isSilentSideEffect(observation: Observation): boolean {
  return observation.outcome === 'blocked' && Object.values(observation.effects).some((effects) => effects > 0);
}
