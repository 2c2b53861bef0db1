import type { Prediction } from '../model/prediction.ts';
import type { ScenarioRequest } from '../model/scenario.ts';
import { type FetchResponse, NotModelledError, type Received } from './fetch-types.ts';
import { isJavaScript, mimeTypeOf } from './mime-type.ts';
import type { StepId } from './steps.ts';

/** What script learns of a request, and the step that decided it. */
export interface CallerOutcome {
  readonly outcome: Exclude<Prediction['outcome'], 'inconclusive'>;
  readonly decidedBy: StepId;
}

/** Is the body an image, or a font: answers here have no bodies, so this is for those to say who know them. */
export type BodyTest = (api: 'img' | 'font', response: Received) => boolean;

/** What the caller makes of the response. */
export function outcomeOf(
  { api }: Pick<ScenarioRequest, 'api'>,
  response: FetchResponse,
  isUsable: BodyTest,
): CallerOutcome {
  const { decidedBy } = response;
  // https://w3c.github.io/beacon/#sec-processing-model, step 7: script has its answer before anything is fetched.
  if (api === 'beacon') return { outcome: 'opaque', decidedBy };
  if (response.type === 'error') return { outcome: 'blocked', decidedBy };
  if (api === 'form') return { outcome: 'opaque', decidedBy };
  const refusal = refusalOf(api, response, isUsable);
  if (refusal !== null) return { outcome: 'blocked', decidedBy: refusal };
  if (response.type === 'opaque' || response.type === 'opaqueredirect') return { outcome: response.type, decidedBy };
  return { outcome: 'readable', decidedBy };
}

/** Why an answer that was let through is of no use to who asked; `null` where it is. */
function refusalOf(api: ScenarioRequest['api'], response: Received, isUsable: BodyTest): StepId | null {
  switch (api) {
    case 'script':
      return isOk(response) ? null : 'script/status';
    case 'module':
      if (!isOk(response)) return 'module/status';
      return isJavaScript(response.headers) ? null : 'module/type';
    case 'style':
      if (!isOk(response)) return 'style/status';
      return isStyleSheet(response) ? null : 'style/type';
    case 'eventsource':
      if (response.status !== 200) return 'eventsource/status';
      return essence(response) === 'text/event-stream' ? null : 'eventsource/type';
    case 'font':
      return isUsable(api, response) ? null : 'font/body';
    case 'img':
      return isUsable(api, response) ? null : 'image/body';
    default:
      return null;
  }
}

/** https://fetch.spec.whatwg.org/#ok-status */
function isOk({ status }: Received): boolean {
  return status >= 200 && status <= 299;
}

function essence({ headers }: Received): string | undefined {
  return mimeTypeOf(headers)?.essence;
}

/**
 * https://html.spec.whatwg.org/#link-type-stylesheet
 * @throws {NotModelledError} without a type: the standard does not say what such a resource is
 */
function isStyleSheet(response: Received): boolean {
  const type = essence(response);
  if (type === undefined) throw new NotModelledError('a style sheet without a MIME type');
  return type === 'text/css';
}
