import { discover, type Missing } from '../../browsers/discover.ts';
import { EngineMissingError } from '../../browsers/launch.ts';
import type { EngineName } from '../../model/words.ts';
import { EXIT, type ExitCode } from '../../terminal/exit-codes.ts';
import { CheckLine } from '../check-line.ts';
import type { Options } from './options.ts';
import type { ProofCase } from './proof-case.ts';
import { prove } from './prove.ts';
import { groupsOf } from './stand-up.ts';
import { RIGHT, WRONG } from './table.ts';
import { complaintsOf, isGood, tally, type Verdict } from './verdict.ts';

/**
 * A run of the proof: complaints and the count go to standard output, how far it is to standard error.
 * @param signal ends it; what was proven until then is counted
 * @returns the exit code
 */
export async function run({ engines, only }: Options, signal: AbortSignal): Promise<ExitCode> {
  const cases = [...WRONG, ...RIGHT].filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  if (cases.length === 0) {
    say(`no server of the table has ${JSON.stringify(only)} in its name`);
    return EXIT.usage;
  }
  const missing = await missingOf(engines);
  for (const each of missing) say(new EngineMissingError(each).message);
  if (missing.length > 0) return EXIT.incomplete;
  const startedAt = performance.now();
  const verdicts = await proveAll(cases, engines, signal);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(`${tally(verdicts)}, in ${engines.join(', ')}, ${seconds} s\n`);
  return signal.aborted ? EXIT.interrupted : exitCodeOf(verdicts);
}

async function missingOf(engines: readonly EngineName[]): Promise<Missing[]> {
  const discoveries = await Promise.all(engines.map((engine) => discover(engine)));
  return discoveries.flatMap((each) => (each.found ? [] : [each.reason]));
}

/** What is wrong is told as soon as it is known: a run takes minutes. */
async function proveAll(
  cases: readonly ProofCase[],
  engines: readonly EngineName[],
  signal: AbortSignal,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const group of groupsOf(cases)) {
    say(`servers ${verdicts.length + 1} to ${verdicts.length + group.length} of ${cases.length}, by one contract`);
    const line = new CheckLine();
    const proven = await prove(group, { engines, signal, onProgress: line.show });
    line.end();
    if (proven === null) break;
    for (const complaint of proven.flatMap(complaintsOf)) process.stdout.write(`${complaint}\n`);
    verdicts.push(...proven);
  }
  return verdicts;
}

function exitCodeOf(verdicts: readonly Verdict[]): ExitCode {
  if (verdicts.some(({ unmeasured }) => unmeasured.length > 0)) return EXIT.incomplete;
  return verdicts.every(isGood) ? EXIT.good : EXIT.mismatch;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
