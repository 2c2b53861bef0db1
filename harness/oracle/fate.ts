import { serialisedOrigin } from '../model/hop-script.ts';
import type { Prediction } from '../model/prediction.ts';
import type { ScenarioPage, ScenarioRequest } from '../model/scenario.ts';
import { type Call, makeRequest } from './callers.ts';
import type { Client, FetchRequest, FetchResponse, Received } from './fetch-types.ts';
import { mainFetch } from './main-fetch.ts';
import { isPotentiallyTrustworthy, originOf } from './origin.ts';
import type { StepId } from './steps.ts';
import type { UserAgent } from './user-agent.ts';

/** What the standard makes of one request, before it is told in the words of a scenario. */
export interface Fate {
  readonly outcome: Exclude<Prediction['outcome'], 'inconclusive'>;
  readonly decidedBy: StepId;
  readonly request: FetchRequest | null;
  readonly response: FetchResponse;
}

/** Is there an image in an answer: answers here have no bodies, so this is for those to say who know them. */
export type ImageTest = (response: Received) => boolean;

/** The client of a page, made once for all that the page asks: https://html.spec.whatwg.org/#environment-settings-object */
export function clientOf(page: ScenarioPage): Client {
  const pageUrl = new URL(page.path, page.origin);
  const isOpaque = serialisedOrigin(page) === 'null';
  return {
    origin: isOpaque ? { kind: 'opaque' } : originOf(pageUrl),
    referrerUrl: isOpaque ? null : pageUrl,
    prohibitsMixedContent: isPotentiallyTrustworthy(originOf(pageUrl)),
  };
}

/** What becomes of a call in this user agent. @throws {NotModelledError} */
export function fateOf(agent: UserAgent, call: Call, hasImage: ImageTest): Fate {
  const { request } = call;
  const made = makeRequest(call);
  if (!made.ok) {
    const { decidedBy } = made;
    return { outcome: 'blocked', decidedBy, request: null, response: { type: 'error', decidedBy } };
  }
  const response = mainFetch(agent, made.request);
  return { ...outcomeOf(request, response, hasImage), request: made.request, response };
}

/** What the caller makes of the response. */
function outcomeOf(
  { api }: ScenarioRequest,
  response: FetchResponse,
  hasImage: ImageTest,
): Pick<Fate, 'outcome' | 'decidedBy'> {
  const { decidedBy } = response;
  if (response.type === 'error') return { outcome: 'blocked', decidedBy };
  if (api === 'form') return { outcome: 'opaque', decidedBy };
  if (api === 'script' && (response.status < 200 || response.status > 299)) {
    return { outcome: 'blocked', decidedBy: 'script/status' };
  }
  if (api === 'img' && !hasImage(response)) return { outcome: 'blocked', decidedBy: 'image/body' };
  if (response.type === 'opaque' || response.type === 'opaqueredirect') return { outcome: response.type, decidedBy };
  return { outcome: 'readable', decidedBy };
}
