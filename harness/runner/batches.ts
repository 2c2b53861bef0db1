import { grouped } from '../model/grouped.ts';
import type { Scenario } from '../model/scenario.ts';
import { cookiesInCommon, takesTurns } from './shares-a-visit.ts';

/** How many scenarios go to the page at once: large enough to be fast, small enough to show progress. */
const BATCH = 500;

/** How many of several steps: what they leave in a preflight cache must still be there at their next step. */
const BATCH_OF_STEPS = 12;

/** What scenarios of one batch have in common: they are asked from one page, and step by step at one time. */
function rhythm(scenario: Scenario): string {
  const { id, page, steps } = scenario;
  if (takesTurns(scenario)) return id;
  return JSON.stringify([page.origin, page.path, steps.map(({ waitMsBefore }) => waitMsBefore)]);
}

/**
 * Scenarios that go together: the same cookies, one page, one rhythm, and by itself what takes turns. Batches with the
 * same cookies follow each other; apart from that they come in the order in which those first appear.
 */
export function batches(scenarios: readonly Scenario[]): Scenario[][] {
  const visits = [...grouped(scenarios, cookiesInCommon).values()];
  return visits
    .flatMap((visit) => [...grouped(visit, rhythm).values()])
    .flatMap((group) => {
      const size = (group[0]?.steps.length ?? 0) > 1 ? BATCH_OF_STEPS : BATCH;
      const count = Math.ceil(group.length / size);
      return Array.from({ length: count }, (_, index) => group.slice(index * size, (index + 1) * size));
    });
}
