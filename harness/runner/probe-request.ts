import type { ProbeRequest } from '../browsers/probe-words.ts';
import type { ScenarioPage, ScenarioRequest } from '../model/scenario.ts';

/** After so long without an answer the page gives up, in milliseconds. */
const PROBE_LIMIT_MS = 10_000;

/** What the probe is told for a request of a scenario. */
export function probeRequest(request: ScenarioRequest, { context }: Pick<ScenarioPage, 'context'>): ProbeRequest {
  return { ...request, context, limitMs: PROBE_LIMIT_MS };
}
