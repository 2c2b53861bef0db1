import type { Scenario } from '../model/scenario.ts';

/** How many scenarios go to the page at once: large enough to be fast, small enough to show progress. */
const BATCH = 100;

/** Scenarios of one page together, in the order in which the pages first appear. */
export function batches(scenarios: readonly Scenario[]): Scenario[][] {
  const byPage = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const key = `${scenario.page.origin} ${scenario.page.path}`;
    const ofPage = byPage.get(key);
    if (ofPage) ofPage.push(scenario);
    else byPage.set(key, [scenario]);
  }
  return [...byPage.values()].flatMap((ofPage) => {
    const count = Math.ceil(ofPage.length / BATCH);
    return Array.from({ length: count }, (_, index) => ofPage.slice(index * BATCH, (index + 1) * BATCH));
  });
}
