import { describeEngine } from '../model/engine-info.ts';
import type { EngineName } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { predict } from '../oracle/predict.ts';
import { EXIT } from '../terminal/exit-codes.ts';
import { coverageOf } from './coverage.ts';
import { type Drawn, draw } from './draw.ts';
import type { Options } from './options.ts';
import { Progress } from './progress.ts';
import { printCoverage, printInconclusive, printKnown, printStale, reportDisagreements } from './report.ts';
import { EngineRespondent } from './respondent.ts';
import { type Findings, search } from './search.ts';

/**
 * A differential run: draws scenarios, plays them in one engine after the other, and reports where the oracle differs.
 * @param signal stops it between two scenarios
 * @returns the exit code
 */
export async function run({ cases, seed, engine, out }: Options, signal: AbortSignal): Promise<number> {
  process.stderr.write(`${cases} scenarios with seed ${seed}\n`);
  const drawn = draw(cases, seed);
  printCoverage(coverageOf(drawn.map(({ scenario }) => predict(scenario))));
  const authority = await createAuthority();
  const codes: number[] = [];
  for (const name of engine) {
    if (!signal.aborted) codes.push(await runIn(name, drawn, authority, out, signal));
  }
  return signal.aborted ? EXIT.interrupted : Math.max(...codes);
}

async function runIn(
  name: EngineName,
  drawn: readonly Drawn[],
  authority: Authority,
  out: string,
  signal: AbortSignal,
): Promise<number> {
  const respondent = new EngineRespondent(name, authority, signal);
  const progress = new Progress(name, drawn.length);
  const startedAt = Date.now();
  try {
    const findings = await search(drawn, {
      respondent,
      oracle: predict,
      onResult: progress.advance,
      onShrinking: (causes) =>
        progress.say(`${name}: ${causes} causes of disagreement after ${since(startedAt)}; shrinking`),
    });
    if (respondent.info) progress.say(`${describeEngine(respondent.info)} took ${since(startedAt)} in all`);
    reportDisagreements(name, findings, out);
    printKnown(name, findings);
    printStale(findings);
    printInconclusive(name, findings);
    return exitCodeOf(findings);
  } catch (error) {
    progress.say(`${name} was not measured: ${(error as Error).message}`);
    return EXIT.incomplete;
  } finally {
    await respondent.close();
  }
}

/** What is seen once and not again is nothing anybody can look into: that is not measured, either. */
function exitCodeOf({ disagreements, inconclusive, stale }: Findings): number {
  if (inconclusive.length > 0 || disagreements.some(({ showsAgain }) => !showsAgain)) return EXIT.incomplete;
  return disagreements.length > 0 || stale.size > 0 ? EXIT.mismatch : EXIT.good;
}

function since(startedAt: number): string {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
