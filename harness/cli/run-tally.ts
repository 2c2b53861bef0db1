import type { JudgedStep } from '../deviations/deviation.ts';
import { describeEngine, type EngineInfo } from '../model/engine-info.ts';
import { isSilentSideEffect, type Observation } from '../model/observation.ts';
import { printable } from '../model/printable.ts';
import type { Scenario } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import { describeDisagreement, describeStale, hold } from '../runner/hold.ts';
import { coloursFor } from '../terminal/colours.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

const COLOURS = coloursFor(process.stderr);

/** What a run has come to so far, for a person to read. */
export class Tally {
  readonly #engines: readonly EngineName[];
  readonly #check: boolean;
  readonly #rows: Map<string, Map<EngineName, string>>;
  readonly #answered = new Map<EngineName, EngineInfo>();
  readonly #mismatches: string[] = [];
  readonly #deviations: string[] = [];
  readonly #inconclusive: string[] = [];
  readonly #missing: string[] = [];

  /** @param check whether observations are held against what the file expects */
  constructor(engines: readonly EngineName[], scenarios: readonly Scenario[], check: boolean) {
    this.#engines = engines;
    this.#check = check;
    this.#rows = new Map(scenarios.map(({ id }) => [id, new Map()]));
  }

  /** @param judged the scenario's steps, each with what the standard says of it */
  add(engine: EngineName, { id }: Scenario, judged: readonly JudgedStep[], observations: readonly Observation[]): void {
    this.#rows.get(id)?.set(engine, observations.map(word).join(' → '));
    for (const [index, observation] of observations.entries()) {
      const where = `${id}${index === 0 ? '' : `#${index + 1}`} in ${engine}`;
      if (observation.outcome === 'inconclusive') this.#inconclusive.push(`${where}: ${observation.reason}`);
      else if (this.#check) this.#hold(where, engine, judged[index] as JudgedStep, observation);
    }
  }

  #hold(where: string, engine: EngineName, judged: JudgedStep, observation: Observation): void {
    const { mismatches, deviations, stale } = hold(engine, judged, observation);
    this.#mismatches.push(...mismatches.map((each) => `${where}: ${describeDisagreement(each, judged)}`));
    this.#mismatches.push(...stale.map((each) => `${where}: ${describeStale(each)}`));
    this.#deviations.push(...deviations.map(({ id, what }) => `${where}: ${id}: ${what}`));
  }

  /** Notes that an engine has played everything. */
  answered(engine: EngineInfo): void {
    this.#answered.set(engine.name, engine);
  }

  /** Notes that an engine could not be had, and why. */
  missing(reason: string): void {
    this.#missing.push(reason);
  }

  /** The engines that answered, in the order in which they were asked for. */
  get engines(): EngineInfo[] {
    return this.#engines.flatMap((name) => this.#answered.get(name) ?? []);
  }

  get exitCode(): ExitCode {
    if (this.#missing.length > 0 || this.#inconclusive.length > 0) return EXIT.incomplete;
    return this.#mismatches.length > 0 ? EXIT.mismatch : EXIT.good;
  }

  get isComplete(): boolean {
    return this.#missing.length === 0;
  }

  /** Prints a row a scenario on standard output. */
  printRows(): void {
    const rows = [...this.#rows].map(([id, row]) => [id, ...this.#engines.map((engine) => row.get(engine) ?? '–')]);
    const table = [['scenario', ...this.#engines], ...rows.map((cells) => cells.map(printable))];
    const widths = ['', ...this.#engines].map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
    for (const row of table) {
      const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
      console.log(line.trimEnd());
    }
  }

  /** Prints who answered, and everything that was not as it should be, on standard error. */
  printSummary(): void {
    for (const engine of this.engines) console.error(describeEngine(engine));
    printList(this.#deviations, COLOURS.cyan('known deviation'));
    printList(this.#mismatches, COLOURS.red('mismatch'));
    printList(this.#inconclusive, COLOURS.yellow('inconclusive'));
    printList(this.#missing, COLOURS.yellow('not measured'));
  }
}

function word(observation: Observation): string {
  return isSilentSideEffect(observation) ? 'blocked, but executed' : observation.outcome;
}

function printList(lines: readonly string[], label: string): void {
  for (const line of lines) console.error(`${label}  ${printable(line)}`);
}
