import { serialisedOrigin } from '../model/hop-script.ts';
import type { ScenarioPage } from '../model/scenario.ts';
import type { Context } from '../model/words.ts';
import type { Call } from './call.ts';
import { makeRequest } from './callers.ts';
import type { Client, FetchRequest, FetchResponse } from './fetch-types.ts';
import { mainFetch } from './main-fetch.ts';
import { isPotentiallyTrustworthy, originOf } from './origin.ts';
import { type BodyTest, type CallerOutcome, outcomeOf } from './outcome.ts';
import type { UserAgent } from './user-agent.ts';

/** What the standard makes of one request, before it is told in the words of a scenario. */
export interface Fate extends CallerOutcome {
  readonly request: FetchRequest | null;
  readonly response: FetchResponse;
}

/** The client of a page, made once for all that the page asks: https://html.spec.whatwg.org/#environment-settings-object */
export function clientOf(page: ScenarioPage): Client {
  const pageUrl = new URL(page.path, page.origin);
  const isOpaque = serialisedOrigin(page) === 'null';
  return {
    origin: isOpaque ? { kind: 'opaque' } : originOf(pageUrl),
    referrerUrl: isOpaque ? null : pageUrl,
    prohibitsMixedContent: !WORKERS_OF_NOBODY.has(page.context) && isPotentiallyTrustworthy(originOf(pageUrl)),
  };
}

/**
 * Workers with an opaque origin, which is not potentially trustworthy. A frame is held to what the documents around it
 * are; a worker has none: https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object
 */
const WORKERS_OF_NOBODY: ReadonlySet<Context> = new Set(['data-url-worker', 'data-url-shared-worker']);

/** What becomes of a call in this user agent. @throws {NotModelledError} */
export function fateOf(agent: UserAgent, call: Call, isUsable: BodyTest): Fate {
  const { request } = call;
  if (request.api === 'module') agent.fetchModule(request.url);
  const made = makeRequest(call);
  if (!made.ok) {
    const { decidedBy } = made;
    return { outcome: 'blocked', decidedBy, request: null, response: { type: 'error', decidedBy } };
  }
  const response = mainFetch(agent, made.request);
  return { ...outcomeOf(request, response, isUsable), request: made.request, response };
}
