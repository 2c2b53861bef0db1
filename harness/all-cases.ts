import { readdirSync } from 'node:fs';
import { type Scenario, type ScenarioInput, scenarioSchema } from './model/scenario.ts';

const SPECS = new URL('../specs/', import.meta.url);

/** Every scenario of every table below specs/, for tests that hold something against all of them. */
export const ALL_CASES: readonly Scenario[] = (
  await Promise.all(
    readdirSync(SPECS, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.cases.ts'))
      .sort()
      .map((path): Promise<Record<string, readonly ScenarioInput[]>> => import(new URL(path, SPECS).href)),
  )
)
  .flatMap((table) => Object.values(table).flat())
  .map((input) => scenarioSchema.parse(input));
