import type { Deviation, JudgedStep } from '../deviations/deviation.ts';
import type { Mismatch } from '../model/compare.ts';
import type { Observation } from '../model/observation.ts';
import type { EngineName } from '../model/words.ts';
import { hold } from '../runner/hold.ts';

/** A step in which prediction and observation differ, before and after what is known of the engine. */
export interface Explained {
  /** What nothing explains. */
  readonly mismatches: readonly Mismatch[];
  /** The ids of the known deviations that were seen. */
  readonly known: readonly string[];
  /** The ids of those that ought to have been seen and were not. */
  readonly stale: readonly string[];
}

/**
 * The one place where differences that are known are told from new ones.
 * @param judged its step expects what is predicted
 * @param ledger the known deviations; left out, all of them: a parameter for tests alone
 */
export function explainByLedger(
  engine: EngineName,
  judged: JudgedStep,
  observation: Observation,
  ledger?: readonly Deviation[],
): Explained {
  const { mismatches, deviations, stale } = hold(engine, judged, observation, ledger);
  return { mismatches, known: deviations.map(({ id }) => id), stale: stale.map(({ id }) => id) };
}
