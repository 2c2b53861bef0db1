import type { Observation } from './observation.ts';
import type { ObservedOutcome } from './words.ts';

/** Where in a standard it is decided, and what is so. */
export interface DecidedBy {
  readonly section: string;
  readonly step: string;
  readonly reason: string;
}

/** What the oracle says of a step; its fields are those of an observation, as far as the standard determines them. */
export interface Prediction
  extends Pick<
    Observation,
    | 'preflight'
    | 'preflightHops'
    | 'reached'
    | 'reachedHops'
    | 'effects'
    | 'status'
    | 'visibleHeaders'
    | 'hiddenHeaders'
    | 'visibleHeaderValues'
    | 'requestHeadersSeenByServer'
    | 'preflightHeadersSeenByServer'
  > {
  /** `inconclusive` where the scenario needs a step of the standard that is not modelled. */
  readonly outcome: ObservedOutcome;
  readonly reason: string | null;
  readonly decidedBy: DecidedBy;
}
