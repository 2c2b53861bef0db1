import type { Prediction } from '../model/prediction.ts';
import { STEPS, type StepId } from '../oracle/steps.ts';

/** How often a step of the standard decided. */
export interface Coverage {
  readonly id: StepId;
  readonly section: string;
  readonly step: string;
  readonly reason: string;
  readonly count: number;
}

/** How often each step that the oracle can name decided; steps that never did have a count of 0. */
export function coverageOf(predictions: Iterable<readonly Prediction[]>): Coverage[] {
  const counts = new Map<string, number>();
  for (const steps of predictions) {
    for (const { decidedBy } of steps) counts.set(keyOf(decidedBy), (counts.get(keyOf(decidedBy)) ?? 0) + 1);
  }
  return (Object.keys(STEPS) as StepId[]).map((id) => {
    const { section, step, reason } = STEPS[id];
    return { id, section, step, reason, count: counts.get(keyOf(STEPS[id])) ?? 0 };
  });
}

function keyOf({ section, step, reason }: Prediction['decidedBy']): string {
  return JSON.stringify([section, step, reason]);
}
