import type { JudgedStep } from '../deviations/deviation.ts';
import type { Mismatch } from '../model/compare.ts';
import type { Observation } from '../model/observation.ts';
import type { Prediction } from '../model/prediction.ts';
import type { Scenario } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import { causesOf } from './cause.ts';
import { expecting } from './expectation.ts';
import { explainByLedger } from './known-deviations.ts';

/** What an oracle says of each step of a scenario. */
export type Oracle = (scenario: Scenario) => readonly Prediction[];

/** The step in which prediction and observation part, and how. */
export interface Difference {
  /** The cause as text, by which two are the same. */
  readonly key: string;
  /** Which step, counted from 0. */
  readonly step: number;
  readonly mismatches: readonly Mismatch[];
  readonly prediction: Prediction;
  readonly observation: Observation;
}

/** What the ledger says of a scenario: the ids of rows that were seen, and of those that ought to have been. */
export interface Ledgered {
  readonly known: readonly string[];
  readonly stale: readonly string[];
}

/** What became of one scenario in one engine. */
export type Judgement =
  /** They agree, or part as the ledger says they do, in nothing else. */
  | ({ readonly kind: 'agreement' | 'known' } & Ledgered)
  | ({ readonly kind: 'difference'; readonly differences: readonly Difference[] } & Ledgered)
  /** Nobody could tell: the engine was not measured, or the oracle does not model it. */
  | { readonly kind: 'inconclusive'; readonly reason: string };

/**
 * Holds an engine against the oracle. The first step in which they part decides, in a known way or not: later ones may
 * only follow from it.
 */
export function judge(
  engine: EngineName,
  { page, cookies, steps }: Scenario,
  predictions: readonly Prediction[],
  observations: readonly Observation[] | undefined,
): Judgement {
  for (const [index, step] of steps.entries()) {
    const [prediction, observation] = [predictions[index], observations?.[index]];
    if (prediction === undefined || observation === undefined) {
      return { kind: 'inconclusive', reason: 'it was not played' };
    }
    const reason = prediction.reason ?? observation.reason;
    if (reason !== null) return { kind: 'inconclusive', reason };
    const judged = { page, cookies, step: expecting(step, prediction), before: steps.slice(0, index), prediction };
    const { mismatches, ...ledgered } = explainByLedger(engine, judged, observation);
    if (mismatches.length > 0) {
      return { kind: 'difference', differences: differencesOf(engine, judged, observation, mismatches), ...ledgered };
    }
    if (ledgered.known.length > 0) return { kind: 'known', ...ledgered };
    if (ledgered.stale.length > 0) return { kind: 'agreement', ...ledgered };
  }
  return { kind: 'agreement', known: [], stale: [] };
}

function differencesOf(
  engine: EngineName,
  { before, prediction }: JudgedStep,
  observation: Observation,
  mismatches: readonly Mismatch[],
): Difference[] {
  const causes = causesOf(engine, prediction, observation, mismatches);
  return causes.map((cause) => ({ ...cause, step: before.length, prediction, observation }));
}

/** The difference of this cause, should the scenario show it. */
export function differenceFor(key: string, judgement: Judgement): Difference | undefined {
  return judgement.kind === 'difference' ? judgement.differences.find((each) => each.key === key) : undefined;
}
