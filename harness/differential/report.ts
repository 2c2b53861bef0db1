import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMismatch } from '../model/compare.ts';
import { printable } from '../model/printable.ts';
import type { Scenario } from '../model/scenario.ts';
import type { EngineName } from '../model/words.ts';
import { coloursFor } from '../terminal/colours.ts';
import type { Coverage } from './coverage.ts';
import { expecting } from './expectation.ts';
import type { Disagreement, Findings } from './search.ts';

/** How many of the scenarios that were inconclusive are named. */
const MOST_NAMED = 10;

const colours = coloursFor(process.stdout);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints how often each step of the standard decided. */
export function printCoverage(coverage: readonly Coverage[]): void {
  say('scenarios by the step of the standard that decides:');
  for (const { section, step, count, reason } of coverage) {
    const line = `${String(count).padStart(6)}  ${section}, step ${step}: ${reason}`;
    say(count === 0 ? colours.yellow(line) : line);
  }
}

/**
 * Writes a scenario file for every disagreement of an engine, and prints how to see it.
 * @returns the files
 */
export function reportDisagreements(engine: EngineName, { disagreements }: Findings, out: string): string[] {
  mkdirSync(out, { recursive: true });
  return disagreements.map((disagreement, index) => {
    const id = `${engine}-${index + 1}`;
    const file = join(out, `${id}.json`);
    const scenario = scenarioFor(disagreement, id);
    writeFileSync(file, `${JSON.stringify([scenario], null, 2)}\n`);
    printDisagreement(engine, disagreement, file);
    return file;
  });
}

/** The smallest scenario; each of its steps expects what the oracle predicts. */
function scenarioFor({ smallest, difference, predictions }: Disagreement, id: string): Scenario {
  const { scenario } = smallest;
  const steps = scenario.steps.map((step, index) => {
    const prediction = predictions[index];
    return prediction === undefined ? step : expecting(step, prediction);
  });
  return { ...scenario, id, note: difference.key, steps };
}

function printDisagreement(engine: EngineName, disagreement: Disagreement, file: string): void {
  const { difference, shownBy, showsAgain } = disagreement;
  say('');
  say(`${showsAgain ? colours.red('disagreement') : colours.yellow('seen once')}  ${printable(difference.key)}`);
  for (const mismatch of difference.mismatches) say(`  ${printable(describeMismatch(mismatch, 'observed'))}`);
  say(`  in ${shownBy.length} ${shownBy.length === 1 ? 'scenario' : 'scenarios'}: ${namesOf(shownBy)}`);
  say(`  see it: npx cross-examine run ${file} --check --engine ${engine}`);
}

/** Prints which known deviations were seen, and in how many scenarios. */
export function printKnown(engine: EngineName, { known }: Findings): void {
  if (known.size === 0) return;
  say('');
  say(`known deviations of ${engine}, seen in so many scenarios:`);
  for (const [id, count] of [...known].sort(([, left], [, right]) => right - left)) {
    say(`  ${colours.cyan('known')}: ${id} ×${count}`);
  }
}

/** Prints which known deviations ought to have been seen and were not: their rows say too much. */
export function printStale({ stale }: Findings): void {
  for (const [id, names] of stale) {
    say('');
    say(`${colours.red('not seen')}  the known deviation ${id}`);
    say(`  in ${names.length}: ${namesOf(names)}`);
  }
}

/** Prints what could not be told. */
export function printInconclusive(engine: EngineName, { inconclusive }: Findings): void {
  const byReason = new Map<string, string[]>();
  for (const { id, reason } of inconclusive) byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  for (const [reason, ids] of byReason) {
    say('');
    say(`${colours.yellow('inconclusive')}  ${engine}: ${printable(reason)}`);
    say(`  in ${ids.length}: ${namesOf(ids)}`);
  }
}

function namesOf(ids: readonly string[]): string {
  const named = ids.slice(0, MOST_NAMED).join(', ');
  return ids.length > MOST_NAMED ? `${named}, …` : named;
}
