import { writeSync } from 'node:fs';
import { compare, describeMismatch } from '../model/compare.ts';
import type { Prediction } from '../model/prediction.ts';
import { printable } from '../model/printable.ts';
import { FORMAT } from '../model/result.ts';
import type { Scenario } from '../model/scenario.ts';
import { predict } from '../oracle/predict.ts';
import { STANDARD_COMMIT } from '../oracle/standard.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { readScenarios, refuse } from './run-input.ts';

/** How many results are written at once. */
const CHUNK = 500;

/**
 * `cross-examine predict FILE`: writes the envelope on standard output.
 * @returns the exit code; mismatches, and what is not modelled, stand on standard error
 */
export function predictFile(file: string, { check = false }: { readonly check?: boolean }): ExitCode {
  const scenarios = readScenarios(file);
  if (!scenarios.ok) return refuse(scenarios.issues);
  const head = JSON.stringify({ format: FORMAT, complete: true, standard: STANDARD_COMMIT, engines: [] });
  write(`${head.slice(0, -1)},"results":[`);
  let [mismatches, notModelled] = [0, 0];
  for (let start = 0; start < scenarios.value.length; start += CHUNK) {
    const results = scenarios.value.slice(start, start + CHUNK).map((scenario) => {
      const steps = predict(scenario);
      notModelled += complainAbout(scenario, steps, (step) => step.reason);
      if (check) mismatches += complainAbout(scenario, steps, (step, index) => disagreement(scenario, step, index));
      return JSON.stringify({ id: scenario.id, steps });
    });
    write(`${start === 0 ? '' : ','}\n${results.join(',\n')}`);
  }
  write('\n]}\n');
  if (notModelled > 0) return EXIT.incomplete;
  return mismatches > 0 ? EXIT.mismatch : EXIT.good;
}

function disagreement({ steps }: Scenario, prediction: Prediction, index: number): string | null {
  if (prediction.outcome === 'inconclusive') return null;
  const mismatches = compare(steps[index]?.expect ?? {}, prediction);
  if (mismatches.length === 0) return null;
  const { section, step, reason } = prediction.decidedBy;
  return `${mismatches.map((each) => describeMismatch(each, 'predicted')).join('; ')} (${section}, step ${step}: ${reason})`;
}

/** Prints what `complaint` says of each step, and counts how often it said something. */
function complainAbout(
  { id }: Scenario,
  steps: readonly Prediction[],
  complaint: (step: Prediction, index: number) => string | null,
): number {
  let count = 0;
  for (const [index, step] of steps.entries()) {
    const text = complaint(step, index);
    if (text === null) continue;
    count += 1;
    console.error(printable(`${id}${index === 0 ? '' : `#${index + 1}`}: ${text}`));
  }
  return count;
}

function write(text: string): void {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; ) {
    try {
      start += writeSync(process.stdout.fd, bytes, start);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever reads has read enough.
      if (code === 'EPIPE') return;
      // A pipe whose reader is slow: https://nodejs.org/api/process.html#a-note-on-process-io
      if (code !== 'EAGAIN') throw error;
    }
  }
}
