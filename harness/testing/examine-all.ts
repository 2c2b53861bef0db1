import type { JudgedStep } from '../deviations/deviation.ts';
import type { Observation } from '../model/observation.ts';
import { parseOrThrow } from '../model/parse-or-throw.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import type { Examiner } from '../runner/examiner.ts';
import { describeDisagreement, describeStale, hold, judgeSteps } from '../runner/hold.ts';
import { narrate } from './narrate.ts';
import type { Sworn } from './sworn.ts';
import { type Testimony, tell } from './testimony.ts';

/** So many failures are told in full; of the others only the difference. */
const TOLD_IN_FULL = 3;

/** A step that is not as expected. */
interface Failure {
  readonly where: string;
  readonly lines: readonly string[];
  readonly sworn: Sworn;
}

/**
 * Plays a whole table in one test: a few milliseconds a scenario, where a test of its own would cost a hundred times
 * that. Each scenario is a row of the report, and goes well or badly by itself.
 * @throws when a scenario is malformed, two have one id, or one is not as expected: all of those are named
 */
export async function examineAll(
  examiner: Examiner,
  testimony: Testimony,
  inputs: readonly ScenarioInput[],
): Promise<void> {
  const scenarios = inputs.map((input) => parseOrThrow(scenarioSchema, input, `the scenario ${input.id}`));
  refuseRepeatedIds(scenarios);
  const observations = await examiner.examineAll(scenarios);
  const failures = scenarios.flatMap((scenario, index) =>
    judgeSteps(scenario).flatMap((judged, step) => {
      const observation = observations[index]?.[step];
      if (observation === undefined) throw new Error(`${scenario.id}: step ${step + 1} was not played`);
      return holdStep(testimony, scenario, inputs[index] as ScenarioInput, { judged, step, observation }) ?? [];
    }),
  );
  if (failures.length > 0) throw new Error(tellFailures(failures, scenarios.length));
}

function refuseRepeatedIds(scenarios: readonly Scenario[]): void {
  const ids = new Set<string>();
  for (const { id } of scenarios) {
    if (ids.has(id)) throw new Error(`two scenarios have the id ${id}`);
    ids.add(id);
  }
}

function holdStep(
  testimony: Testimony,
  { id, note, page }: Scenario,
  input: ScenarioInput,
  { judged, step, observation }: { judged: JudgedStep; step: number; observation: Observation },
): Failure | null {
  const { mismatches, stale } = hold(testimony.engine.name, judged, observation);
  const lines = [...mismatches.map((each) => describeDisagreement(each, judged)), ...stale.map(describeStale)];
  const failure = lines.length === 0 ? null : lines.join('\n');
  const sworn = testimony.swear(tell(judged.step.request, page), observation, judged, {
    source: { kind: 'written', scenario: input },
    expectation: judged.step.expect,
    step: { id, title: note ?? id, step, failure },
  });
  return failure === null ? null : { where: step === 0 ? id : `${id}#${step + 1}`, lines, sworn };
}

function tellFailures(failures: readonly Failure[], total: number): string {
  const stories = failures.map(({ where, lines, sworn }, index) => {
    const differences = [where, ...lines.map((line) => `  ${line}`)];
    return [...differences, ...(index < TOLD_IN_FULL ? ['', narrate(sworn), ''] : [])].join('\n');
  });
  return [`${failures.length} of ${total} scenarios are not as expected:`, ...stories].join('\n');
}
