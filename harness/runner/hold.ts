import type { Deviation, JudgedStep } from '../deviations/deviation.ts';
import { DEVIATIONS } from '../deviations/ledger.ts';
import { compare, describeMismatch, type Mismatch } from '../model/compare.ts';
import type { Observation } from '../model/observation.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Scenario } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import { predict } from '../oracle/predict.ts';

/** Who differs from the other two. */
export type StandsAlone = 'the expectation' | 'the oracle' | 'the engine' | 'each of the three';

/** Expectation, prediction and observation held against each other. */
export interface Comparison {
  /** Differences that nothing explains; none means agreement. */
  readonly mismatches: readonly (Mismatch & { readonly standsAlone: StandsAlone })[];
  /** Known deviations that were seen. */
  readonly deviations: readonly Deviation[];
  /** Known deviations that ought to have been seen and were not: the ledger is out of date. */
  readonly stale: readonly Deviation[];
}

/**
 * Holds the three together. What is expected and what was observed decides; the prediction tells who is wrong.
 * @param ledger the known deviations; a parameter for tests alone
 */
export function hold(
  engine: EngineName,
  judged: JudgedStep,
  observation: Observation,
  ledger: readonly Deviation[] = DEVIATIONS,
): Comparison {
  const { expect: expectation } = judged.step;
  const { prediction } = judged;
  const applicable = ledger.filter((each) => each.engines[engine] !== undefined && each.applies(judged));
  const isMeasured = observation.outcome !== 'inconclusive';
  const isSeen = (each: Deviation) => compare(each.shows(judged), observation).length === 0;
  const deviations = isMeasured ? applicable.filter(isSeen) : [];
  const isDue = (each: Deviation) => !isOverruled(each, deviations, judged);
  const stale = isMeasured ? applicable.filter((each) => !isSeen(each) && isDue(each)) : [];
  const covered = new Set<string>(deviations.flatMap(({ covers }) => covers));
  const observed = compare(expectation, observation).filter(({ field }) => !covered.has(fieldOf(field)));
  const predicted = prediction.outcome === 'inconclusive' ? [] : compare(expectation, prediction);
  return { mismatches: attribute(observed, predicted), deviations, stale };
}

/** Is a deviation about the last request, or preflight, alone, which another one has end at another hop. */
function isOverruled(deviation: Deviation, seen: readonly Deviation[], judged: JudgedStep): boolean {
  const shown = Object.keys(deviation.shows(judged));
  const isMoved = (field: 'reachedHops' | 'preflightHops') =>
    seen.some((each) => {
      const hops = each.shows(judged)[field];
      return hops !== undefined && hops.at(-1) !== judged.prediction[field].at(-1);
    });
  return (
    shown.length > 0 &&
    shown.every(
      (field) =>
        (field === 'requestHeadersSeenByServer' && isMoved('reachedHops')) ||
        (field === 'preflightHeadersSeenByServer' && isMoved('preflightHops')),
    )
  );
}

/** Names who stands alone: a field that both see otherwise than expected, and alike, is the expectation's fault. */
function attribute(observed: readonly Mismatch[], predicted: readonly Mismatch[]): Comparison['mismatches'] {
  const find = (list: readonly Mismatch[], field: string) => list.find((each) => each.field === field);
  const byEngine = observed.map((each) => {
    const other = find(predicted, each.field);
    if (other === undefined) return { ...each, standsAlone: 'the engine' as const };
    const agree = JSON.stringify(other.observed) === JSON.stringify(each.observed);
    return { ...each, standsAlone: agree ? ('the expectation' as const) : ('each of the three' as const) };
  });
  const byOracle = predicted
    .filter(({ field }) => find(observed, field) === undefined)
    .map((each) => ({ ...each, standsAlone: 'the oracle' as const }));
  return [...byEngine, ...byOracle];
}

/** `effects["https://a.com"]` is of the field `effects`. */
function fieldOf(path: string): string {
  return path.split('[')[0] ?? path;
}

/** One difference in one line, with who stands alone and what the standard says. */
export function describeDisagreement(
  mismatch: Comparison['mismatches'][number],
  { prediction }: Pick<JudgedStep, 'prediction'>,
): string {
  const { section, step, reason } = prediction.decidedBy;
  const verb = mismatch.standsAlone === 'the oracle' ? 'predicted' : 'observed';
  return `${describeMismatch(mismatch, verb)} (${mismatch.standsAlone} stands alone; the oracle: ${section}, step ${step}: ${reason})`;
}

/** A deviation that is no longer seen, in one line. */
export function describeStale({ id, what }: Deviation): string {
  return `the known deviation ${id} was not seen: ${what}. If the engine was mended, take it out of the ledger`;
}

/** Every step of a scenario with what the standard says of it. */
export function judgeSteps(scenario: Scenario): JudgedStep[] {
  const predictions = predict(scenario);
  return scenario.steps.map((step, index) => ({
    page: scenario.page,
    cookies: scenario.cookies,
    step,
    before: scenario.steps.slice(0, index),
    prediction: predictions[index] as Prediction,
  }));
}
