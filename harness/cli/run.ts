import { launch } from '../browsers/launch.ts';
import type { JudgedStep } from '../deviations/deviation.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import { createAuthority } from '../network/authority.ts';
import { STANDARD_COMMIT } from '../oracle/standard.ts';
import { hold, judgeSteps } from '../runner/hold.ts';
import { runEngine } from '../runner/run-engine.ts';
import { interruptible } from '../terminal/interruption.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Progress } from './progress.ts';
import { ResultFile } from './result-file.ts';
import { parseEngines, readPlayableScenarios, refuse, wholeIssue } from './run-input.ts';
import { Tally } from './run-tally.ts';

export interface RunOptions {
  /** Names separated by commas. */
  readonly engine: string;
  readonly check?: boolean;
  readonly json?: string;
}

/**
 * `cross-examine run FILE`.
 * @returns the exit code; results go to standard output or the JSON file, all else to standard error
 */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const engines = parseEngines(options.engine);
  const scenarios = readPlayableScenarios(file);
  if (!engines.ok || !scenarios.ok) {
    return refuse([...(engines.ok ? [] : engines.issues), ...(scenarios.ok ? [] : scenarios.issues)]);
  }
  let output: ResultFile | undefined;
  try {
    output = options.json === undefined ? undefined : new ResultFile(options.json, STANDARD_COMMIT);
  } catch (error) {
    return refuse([wholeIssue('--json', `cannot be written: ${(error as Error).message}`)]);
  }
  return runAll(engines.value, scenarios.value, options.check ?? false, output);
}

async function runAll(
  engines: readonly EngineName[],
  scenarios: readonly Scenario[],
  check: boolean,
  output: ResultFile | undefined,
): Promise<ExitCode> {
  const tally = new Tally(engines, scenarios, check);
  const progress = new Progress(engines, scenarios.length);
  const places = new Map(scenarios.map(({ id }, index) => [id, index]));
  const interruption = interruptible();
  const authority = await createAuthority();

  const runOne = async (engine: EngineName, column: number) => {
    const info = await runEngine({
      launch: () => launch(engine, authority),
      authority,
      scenarios,
      signal: interruption.signal,
      onResult: (scenario, steps) => {
        const place = (places.get(scenario.id) ?? 0) * engines.length + column;
        const judged = judgeSteps(scenario);
        const named = steps.map((step, index) => ({ ...step, deviations: namesSeen(engine, judged[index], step) }));
        output?.add({ id: scenario.id, engine, steps: named }, place);
        tally.add(engine, scenario, judged, steps);
        progress.advance(engine);
      },
    });
    tally.answered(info);
  };
  await Promise.all(
    engines.map((engine, column) => runOne(engine, column).catch((error: Error) => tally.missing(error.message))),
  );

  progress.end();
  interruption.release();
  const interrupted = interruption.signal.aborted;
  output?.finish(tally.engines, tally.isComplete && !interrupted);
  if (output === undefined) tally.printRows();
  tally.printSummary();
  return interrupted ? EXIT.interrupted : tally.exitCode;
}

/** The ids of the known deviations that a step shows. */
function namesSeen(engine: EngineName, judged: JudgedStep | undefined, observation: Observation): string[] {
  return judged === undefined ? [] : hold(engine, judged, observation).deviations.map(({ id }) => id);
}
