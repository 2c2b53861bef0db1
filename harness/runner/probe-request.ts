import type { ProbeRequest } from '../browsers/probe-words.ts';
import type { ScenarioPage, ScenarioRequest } from '../model/scenario.ts';

/**
 * After so long without an answer the page gives up, in milliseconds: long, for a busy machine may keep a browser from
 * answering for more than ten seconds, and what answers at all does not wait for it.
 */
const PROBE_LIMIT_MS = 30_000;

/** What the probe is told for a request of a scenario. */
export function probeRequest(request: ScenarioRequest, { context }: Pick<ScenarioPage, 'context'>): ProbeRequest {
  return { ...request, context, limitMs: PROBE_LIMIT_MS };
}
