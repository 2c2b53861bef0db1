import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_CASES } from './all-cases.ts';
import { compare } from './model/compare.ts';
import type { Prediction } from './model/prediction.ts';
import type { Scenario } from './model/scenario.ts';
import { predict } from './oracle/predict.ts';
import { STEPS } from './oracle/steps.ts';
import { MUTANTS, type Mutant } from './oracle-mutants.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const MUTANT_FOLDER = resolve(ROOT, 'node_modules/.cache/cross-examine/mutants');

/** Compiling and a few thousand predictions: a second or less on a quiet machine. */
const TIMEOUT = { timeout: 60_000 };

type Predict = (scenario: Scenario) => Prediction[];

function disagreements(oracle: Predict, scenario: Scenario): string[] {
  const predictions = oracle(scenario);
  return scenario.steps.flatMap(({ expect: expectation }, index) => {
    const prediction = predictions[index];
    if (prediction === undefined) return [`${scenario.id}#${index + 1}: nothing is predicted`];
    return compare(expectation, prediction).map((each) => `${scenario.id}#${index + 1}: ${JSON.stringify(each)}`);
  });
}

describe('the oracle and the cases', () => {
  it('are many, and agree', TIMEOUT, () => {
    expect(ALL_CASES.length).toBeGreaterThan(600);
    expect(ALL_CASES.flatMap((scenario) => disagreements(predict, scenario))).toEqual([]);
  });

  it('leave no step of the oracle without a case that it decides', TIMEOUT, () => {
    const decided = new Set(
      ALL_CASES.flatMap(predict).map(({ decidedBy }) => `${decidedBy.section} ${decidedBy.step} ${decidedBy.reason}`),
    );
    const all = Object.values(STEPS).map(({ section, step, reason }) => `${section} ${step} ${reason}`);
    expect(all.filter((step) => !decided.has(step))).toEqual([]);
  });
});

describe('an oracle with one check changed', () => {
  // What the oracle itself gets wrong proves nothing about a mutant.
  const agreed = ALL_CASES.filter((scenario) => disagreements(predict, scenario).length === 0);

  beforeAll(() => mkdirSync(MUTANT_FOLDER, { recursive: true }));
  afterAll(() => rmSync(MUTANT_FOLDER, { recursive: true }));

  it('is what at least forty mutants are', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(40);
  });

  it.each(MUTANTS.map((mutant, index) => ({ index, ...mutant })))(
    '$file: $from → $to turns a case red',
    TIMEOUT,
    async ({ index, ...mutant }) => {
      const mutated = await compileMutant(mutant, index);
      const noticedBy = agreed.find((scenario) => disagreements(mutated, scenario).length > 0);
      expect(noticedBy?.id).toBeDefined();
    },
  );
});

async function compileMutant({ file, from, to }: Mutant, index: number): Promise<Predict> {
  const path = resolve(ROOT, file);
  const source = readFileSync(path, 'utf8');
  expect(source.split(from), `${file} holds ${JSON.stringify(from)} once`).toHaveLength(2);
  const outfile = resolve(MUTANT_FOLDER, `${index}.mjs`);
  await build({
    entryPoints: [resolve(ROOT, 'harness/oracle/predict.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [
      {
        name: 'mutant',
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, (loaded) =>
            loaded.path === path ? { contents: source.replace(from, () => to), loader: 'ts' } : undefined,
          );
        },
      },
    ],
  });
  const module = (await import(pathToFileURL(outfile).href)) as { predict: Predict };
  return module.predict;
}
