import type { Prediction } from '../model/prediction.ts';
import type { Expectation, ScenarioRequest, Step } from '../model/scenario.ts';

/** Request headers that the CORS protocol or credentials depend on; others are the engines' own affair. */
const COMPARED = [':method', 'origin', 'referer', 'cookie', 'content-type', 'authorization'];
const COMPARED_OF_PREFLIGHT = [
  ':method',
  'origin',
  'referer',
  'cookie',
  'authorization',
  'access-control-request-method',
  'access-control-request-headers',
];

/** What a prediction lets one expect of an engine; nothing of a prediction that could not be made. */
function expectationOf(prediction: Prediction, request: ScenarioRequest): Expectation {
  const { outcome, preflight, preflightHops, reached, reachedHops, status, visibleHeaderValues } = prediction;
  if (outcome === 'inconclusive') return {};
  const names = COMPARED.filter((name) => name !== 'content-type' || !hasUnknownType(request));
  return {
    outcome,
    preflight,
    preflightHops: [...preflightHops],
    reached,
    reachedHops: [...reachedHops],
    status,
    visibleHeaderValues: { ...visibleHeaderValues },
    // What would have been seen needs no word where nothing was to arrive: the hops say so.
    ...(reachedHops.length === 0
      ? {}
      : { requestHeadersSeenByServer: pick(prediction.requestHeadersSeenByServer, names) }),
    ...(preflightHops.length === 0
      ? {}
      : { preflightHeadersSeenByServer: pick(prediction.preflightHeadersSeenByServer, COMPARED_OF_PREFLIGHT) }),
  };
}

/** A step that expects what was predicted of it. */
export function expecting(step: Step, prediction: Prediction): Step {
  return { ...step, expect: expectationOf(prediction, step.request) };
}

/** The boundary of multipart/form-data is the browser's own. */
function hasUnknownType({ body, contentType, contentTypeIsImplicit }: ScenarioRequest): boolean {
  return (body?.startsWith('formdata:') ?? false) && (contentType === null || contentTypeIsImplicit);
}

function pick(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? null]));
}
