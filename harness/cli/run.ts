import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { launch } from '../browsers/launch.ts';
import { describeEngine, type EngineInfo } from '../model/engine-info.ts';
import { describeIssue, type InputIssue, type Parsed } from '../model/input-issue.ts';
import { isSilentSideEffect, type Observation } from '../model/observation.ts';
import { parseScenarios } from '../model/parse-scenarios.ts';
import { printable } from '../model/printable.ts';
import type { Scenario } from '../model/scenario.ts';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { createAuthority } from '../network/authority.ts';
import { compare, type Mismatch } from '../runner/compare.ts';
import { whatIsNotOffered } from '../runner/offered.ts';
import { runEngine } from '../runner/run-engine.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Progress } from './progress.ts';
import { ResultFile } from './result-file.ts';

export interface RunOptions {
  /** Names separated by commas. */
  readonly engine: string;
  readonly check?: boolean;
  readonly json?: string;
}

/** What became of a whole run. */
interface Tally {
  readonly outcomes: Map<string, Map<EngineName, string>>;
  readonly mismatches: string[];
  readonly inconclusive: string[];
  readonly missing: string[];
  readonly engines: EngineInfo[];
}

/**
 * `cross-examine run FILE`.
 * @returns the exit code; what went wrong stands on standard error
 */
export async function run(file: string, options: RunOptions): Promise<ExitCode> {
  const engines = parseEngines(options.engine);
  const scenarios = readScenarios(file);
  const issues = [...(engines.ok ? [] : engines.issues), ...(scenarios.ok ? [] : scenarios.issues)];
  if (!engines.ok || !scenarios.ok) return complain(issues);
  let output: ResultFile | undefined;
  try {
    output = options.json === undefined ? undefined : new ResultFile(options.json, null);
  } catch (error) {
    return complain([
      { file: options.json ?? '', line: null, scenario: null, field: null, message: (error as Error).message },
    ]);
  }
  return runAll(engines.value, scenarios.value, options, output);
}

function complain(issues: readonly InputIssue[]): ExitCode {
  for (const issue of issues) console.error(printable(describeIssue(issue)));
  return EXIT.usage;
}

function parseEngines(text: string): Parsed<EngineName[]> {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const unknown = names.filter((name) => !(ENGINE_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0) return { ok: true, value: names as EngineName[] };
  const message = `no engine is called ${unknown.map((name) => JSON.stringify(name)).join(', ')}; there are ${ENGINE_NAMES.join(', ')}`;
  return { ok: false, issues: [{ file: '--engine', line: null, scenario: null, field: null, message }] };
}

function readScenarios(file: string): Parsed<Scenario[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    return { ok: false, issues: [{ file, line: null, scenario: null, field: null, message }] };
  }
  const parsed = parseScenarios(text, file);
  if (!parsed.ok) return parsed;
  const issues = parsed.value.flatMap((scenario) => whatIsNotOffered(scenario, file));
  return issues.length === 0 ? parsed : { ok: false, issues };
}

async function runAll(
  engines: readonly EngineName[],
  scenarios: readonly Scenario[],
  { check = false }: RunOptions,
  output: ResultFile | undefined,
): Promise<ExitCode> {
  const tally: Tally = { outcomes: new Map(), mismatches: [], inconclusive: [], missing: [], engines: [] };
  const places = new Map(scenarios.map(({ id }, index) => [id, index]));
  const progress = new Progress(engines, scenarios.length);
  const interruption = interruptible();
  const authority = await createAuthority();

  await Promise.all(
    engines.map(async (engine, engineIndex) => {
      try {
        const info = await runEngine({
          launch: () => launch(engine, authority),
          authority,
          scenarios,
          signal: interruption.signal,
          onResult: (scenario, steps) => {
            output?.add(
              { id: scenario.id, engine, steps },
              (places.get(scenario.id) ?? 0) * engines.length + engineIndex,
            );
            note(tally, engine, scenario, steps, check);
            progress.advance(engine);
          },
        });
        tally.engines[engineIndex] = info;
      } catch (error) {
        tally.missing.push((error as Error).message);
      }
    }),
  );

  progress.end();
  interruption.release();
  const interrupted = interruption.signal.aborted;
  output?.finish(tally.engines.filter(Boolean), !interrupted && tally.missing.length === 0);
  print(tally, engines, output === undefined);
  if (interrupted) return EXIT.interrupted;
  if (tally.missing.length > 0 || tally.inconclusive.length > 0) return EXIT.incomplete;
  return tally.mismatches.length > 0 ? EXIT.mismatch : EXIT.good;
}

/** Ctrl-C stops the run between two scenarios and keeps what was measured; a second one ends it at once. */
function interruptible(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    console.error('\ninterrupted: finishing what is under way (once more to stop at once)');
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return { signal: controller.signal, release: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal) };
}

function note(
  tally: Tally,
  engine: EngineName,
  { id, steps }: Scenario,
  observations: readonly Observation[],
  check: boolean,
): void {
  const words = observations.map((observation) =>
    isSilentSideEffect(observation) ? 'blocked, but executed' : observation.outcome,
  );
  tally.outcomes.set(id, (tally.outcomes.get(id) ?? new Map()).set(engine, words.join(' → ')));
  for (const [index, observation] of observations.entries()) {
    const where = `${id}${index === 0 ? '' : `#${index + 1}`} in ${engine}`;
    if (observation.outcome === 'inconclusive') tally.inconclusive.push(`${where}: ${observation.reason}`);
    else if (check)
      tally.mismatches.push(...compare(steps[index]?.expect ?? {}, observation).map((each) => tell(where, each)));
  }
}

function tell(where: string, { field, expected, observed }: Mismatch): string {
  return `${where}: ${field}: expected ${JSON.stringify(expected)}, observed ${JSON.stringify(observed) ?? 'nothing'}`;
}

function print(tally: Tally, engines: readonly EngineName[], withRows: boolean): void {
  if (withRows) printRows(tally, engines);
  for (const engine of tally.engines.filter(Boolean)) console.error(describeEngine(engine));
  printList(tally.mismatches, pc.red('mismatch'));
  printList(tally.inconclusive, pc.yellow('inconclusive'));
  printList(tally.missing, pc.red('not measured'));
}

function printRows({ outcomes }: Tally, engines: readonly EngineName[]): void {
  const rows = [...outcomes].map(([id, byEngine]) =>
    [id, ...engines.map((engine) => byEngine.get(engine) ?? '–')].map(printable),
  );
  const table = [['scenario', ...engines], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function printList(lines: readonly string[], label: string): void {
  for (const line of lines) console.error(`${label}  ${printable(line)}`);
}
