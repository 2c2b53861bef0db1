import type { Mismatch } from '../model/compare.ts';
import type { Observation } from '../model/observation.ts';
import type { Prediction } from '../model/prediction.ts';
import type { EngineName } from '../model/words.ts';

/** Why an engine and the oracle disagree, as far as it can be told from the outside. */
export interface Cause {
  /** The same text for the same cause, for a person to read. */
  readonly key: string;
  /** The mismatches that it comes with. */
  readonly mismatches: readonly Mismatch[];
}

/** Fields by how much follows from them: where one of these differs, what stands below it differs in consequence. */
const TIERS: readonly (readonly string[])[] = [
  ['outcome', 'preflightHops', 'reachedHops'],
  ['preflight', 'reached', 'status'],
];

/**
 * The causes of the differences in one step. What became of the request is one cause, named after the step of the
 * standard that decides; each header that a server saw otherwise is a cause of its own, whatever decides later.
 * @param mismatches at least one
 */
export function causesOf(
  engine: EngineName,
  prediction: Prediction,
  observation: Observation,
  mismatches: readonly Mismatch[],
): Cause[] {
  const tier = TIERS.find((fields) => mismatches.some(({ field }) => fields.includes(field)));
  if (tier !== undefined) {
    const leading = mismatches.filter(({ field }) => tier.includes(field)).map(({ field }) => field);
    return [{ key: `${engine}: ${leading.join(', ')} (${circumstances(prediction, observation)})`, mismatches }];
  }
  const byKey = new Map<string, Mismatch[]>();
  for (const mismatch of mismatches) {
    const key = `${engine}: ${headerDifference(mismatch)}`;
    byKey.set(key, [...(byKey.get(key) ?? []), mismatch]);
  }
  return [...byKey].map(([key, members]) => ({ key, mismatches: members }));
}

function circumstances({ outcome, decidedBy }: Prediction, observation: Observation): string {
  const { section, step, reason } = decidedBy;
  const outcomes = outcome === observation.outcome ? outcome : `${outcome} predicted, ${observation.outcome} observed`;
  return `${outcomes}; ${section}, step ${step}: ${reason}`;
}

/** As in `request header referer: nothing predicted, a value observed`: the values themselves differ by scenario. */
function headerDifference({ field, expected, observed }: Mismatch): string {
  const name = /\["(.*)"\]$/.exec(field)?.[1] ?? field;
  const who = field.startsWith('visible') ? 'visible header' : 'request header';
  const [predicted, seen] = [kindOf(expected), kindOf(observed)];
  return `${who} ${name}: ${predicted} predicted, ${seen === predicted ? 'another' : seen} observed`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return value === 'null' ? '"null"' : 'a value';
}
