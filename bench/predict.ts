import { ALL_CASES } from '../harness/all-cases.ts';
import type { Prediction } from '../harness/model/prediction.ts';
import type { Scenario } from '../harness/model/scenario.ts';
import { predict } from '../harness/oracle/predict.ts';
import { atLeast, atMost, type Measurement } from './bench.ts';
import { cpuSeconds, median } from './cpu-time.ts';

/** A second on one core should do for a table of this size. */
const LEAST_RATE = 20_000;

/** Ten times the work in ten times the time, and a little. */
const MOST_RATIO = 10.5;

const TIMES = 9;

const repeated = <T>(items: readonly T[], times: number): T[] => Array.from({ length: times }, () => items).flat();

/** Every case below specs/ so many times, each with an id of its own. */
function cases(times: number): Scenario[] {
  return repeated(ALL_CASES, times).map((scenario, index) => ({ ...scenario, id: `${scenario.id}~${index}` }));
}

/** One scenario of every step so many times: its caches and cookies fill as those of no case do. */
function longScenario(times: number): Scenario[] {
  const [{ page }] = ALL_CASES as [Scenario];
  const steps = ALL_CASES.flatMap((scenario) => scenario.steps);
  return [{ id: 'long', page, cookies: [], steps: repeated(steps, times) }];
}

/** Every prediction is kept until the end, as who asks for them does: then ten rounds and ten times the work fill one heap. */
function seconds(scenarios: readonly Scenario[], rounds: number): number {
  const kept: Prediction[][] = [];
  const all = () => {
    for (let round = 0; round < rounds; round += 1) for (const scenario of scenarios) kept.push(predict(scenario));
  };
  return cpuSeconds(all) / rounds;
}

/**
 * What one and ten times the work take. The two are measured in turn, so that both have the machine as it is, and the
 * small one ten times over: else it would have a small heap, and slip through between two garbage collections.
 */
function compared(work: (times: number) => Scenario[]): { readonly once: number; readonly ratio: number } {
  const [small, large] = [work(1), work(10)];
  const smalls = [seconds(small, 10)];
  // Each large one between two small ones: the machine may have changed meanwhile.
  const ratios = Array.from({ length: TIMES }, () => {
    const tenTimes = seconds(large, 1);
    const before = smalls.at(-1) ?? Number.NaN;
    const after = seconds(small, 10);
    smalls.push(after);
    return (2 * tenTimes) / (before + after);
  });
  return { once: Math.min(...smalls), ratio: median(ratios) };
}

/** How fast the oracle is, and that its time grows with the number of cases and of steps, and no faster. */
export function benchPredict(): Measurement[] {
  // Node compiles what it has seen often: the first rounds are for that.
  seconds(ALL_CASES, 10);
  const [ofCases, ofSteps] = [compared(cases), compared(longScenario)];
  const steps = longScenario(1).flatMap((scenario) => scenario.steps).length;
  return [
    atLeast(`predict, ${ALL_CASES.length} cases`, ALL_CASES.length / ofCases.once, LEAST_RATE, 'cases/s'),
    atMost('predict, time of ten times the cases', ofCases.ratio, MOST_RATIO),
    atLeast(`predict, ${steps} steps in one scenario`, steps / ofSteps.once, LEAST_RATE, 'steps/s'),
    atMost('predict, time of ten times the steps', ofSteps.ratio, MOST_RATIO),
  ];
}
