import type { JudgedStep } from '../deviations/deviation.ts';
import type { Mismatch } from '../model/compare.ts';
import type { Observation } from '../model/observation.ts';
import type { EngineName } from '../model/words.ts';

/** A difference between what was predicted and what was observed, before anybody has explained it. */
export interface Unexplained {
  readonly engine: EngineName;
  readonly judged: JudgedStep;
  readonly observation: Observation;
  readonly mismatches: readonly Mismatch[];
}

/**
 * The one place where differences that are known and explained are left out. Today none is.
 * @returns the mismatches that nothing explains
 */
export function withoutKnownDeviations({ mismatches }: Unexplained): readonly Mismatch[] {
  return mismatches;
}
