import { type HopScript, hopScripts, lineOf, scriptedOrigins, serialisedOrigin } from '../model/hop-script.ts';
import type { DecidedBy, Prediction } from '../model/prediction.ts';
import type { Scenario, ScenarioPage, ScenarioRequest, Step } from '../model/scenario.ts';
import { setCookieValue } from '../model/set-cookie.ts';
import { wireUrl } from '../model/wire-url.ts';
import type { Context } from '../model/words.ts';
import { makeRequest } from './callers.ts';
import { type Cookie, parseSetCookie } from './cookie-store.ts';
import {
  type Client,
  currentUrl,
  type FetchRequest,
  type FetchResponse,
  NotModelledError,
  type Received,
} from './fetch-types.ts';
import { visibleHeaders } from './filtered-response.ts';
import { asReceived, combined } from './header-list.ts';
import { mainFetch } from './main-fetch.ts';
import { isPotentiallyTrustworthy, originOf } from './origin.ts';
import { type CallerOutcome, outcomeOf } from './outcome.ts';
import { STEPS, type StepId } from './steps.ts';
import { createUserAgent, type Sent, type UserAgent } from './user-agent.ts';

/** What the standard makes of one request, before it is told in the words of a scenario. */
export interface Fate extends CallerOutcome {
  readonly request: FetchRequest | null;
  readonly response: FetchResponse;
}

/**
 * What the Fetch Standard says of each step of a scenario. Pure: nothing is asked of a browser or a network.
 * @returns a prediction a step; one that needs something not modelled is `inconclusive`, and says what
 */
export function predict(scenario: Scenario): Prediction[] {
  let now = 0;
  let play: (sent: Sent) => Received = () => {
    throw new NotModelledError('a request before the first step');
  };
  const agent = createUserAgent(
    () => now,
    initialCookies(scenario),
    (sent) => play(sent),
  );
  return scenario.steps.map((step) => {
    now += step.waitMsBefore;
    const hops = hopScripts(scenario.page, step);
    const sent: Sent[] = [];
    play = (each) => {
      sent.push(each);
      return answerOf(each, hops, step.request);
    };
    return predictStep(agent, scenario.page, step, hops, sent);
  });
}

function initialCookies({ cookies }: Scenario): Cookie[] {
  return cookies.flatMap((cookie) => parseSetCookie(setCookieValue(cookie), new URL(cookie.url), 0) ?? []);
}

function answerOf({ request, hop, preflight }: Sent, hops: readonly HopScript[], { api }: ScenarioRequest): Received {
  const line = lineOf(hops, hop, preflight, api);
  // An upgraded image asks another of the scripted URLs than its hop's own.
  const target = wireUrl(currentUrl(request).href);
  const isThere = api === 'form' || hops.some(({ url }) => wireUrl(url) === target);
  if (line === undefined || !isThere)
    throw new NotModelledError(`a server for ${currentUrl(request).href}: none is scripted`);
  const { status, headers, redirectTo } = line.answer;
  const told = redirectTo === null ? headers : [...headers, ['location', redirectTo] as const];
  return { status, headers: asReceived(told) };
}

/** The client of a page: https://html.spec.whatwg.org/#environment-settings-object */
function clientOf(page: ScenarioPage): Client {
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

/** What becomes of a request in this user agent. @throws {NotModelledError} */
function fateOf(agent: UserAgent, page: ScenarioPage, request: ScenarioRequest): Fate {
  if (request.api === 'module') agent.fetchModule(request.url);
  const made = makeRequest({ request, context: page.context, client: clientOf(page) });
  if (!made.ok) {
    const { decidedBy } = made;
    return { outcome: 'blocked', decidedBy, request: null, response: { type: 'error', decidedBy } };
  }
  const response = mainFetch(agent, made.request);
  return { ...outcomeOf(request, response), request: made.request, response };
}

function predictStep(
  agent: UserAgent,
  page: ScenarioPage,
  { request }: Step,
  hops: readonly HopScript[],
  sent: readonly Sent[],
): Prediction {
  const wire = () => seenOnTheWire(sent, hops);
  try {
    const fate = fateOf(agent, page, request);
    return { ...seenByScript(fate, request), reason: null, decidedBy: decidedBy(fate.decidedBy), ...wire() };
  } catch (error) {
    if (!(error instanceof NotModelledError)) throw error;
    return {
      ...NOTHING_SEEN,
      outcome: 'inconclusive',
      reason: error.message,
      decidedBy: notModelled(error),
      ...wire(),
    };
  }
}

const NOTHING_SEEN = { status: 0, visibleHeaders: [], hiddenHeaders: [], visibleHeaderValues: {} } as const;

function decidedBy(id: StepId): DecidedBy {
  const { section, step, reason } = STEPS[id];
  return { section, step, reason };
}

function notModelled({ message }: NotModelledError): DecidedBy {
  return { section: 'not modelled', step: '', reason: message };
}

function seenByScript(
  { outcome, request, response }: Fate,
  { api }: ScenarioRequest,
): Pick<Prediction, 'outcome' | 'status' | 'visibleHeaders' | 'hiddenHeaders' | 'visibleHeaderValues'> {
  if (response.type === 'error') return { ...NOTHING_SEEN, outcome };
  const isScripted = outcome === 'readable' && (api === 'fetch' || api === 'xhr');
  const visible = isScripted && request !== null ? visibleHeaders(request, response) : [];
  const names = new Set(visible.map(([name]) => name));
  const sent = new Set(response.headers.map(([name]) => name.toLowerCase()));
  return {
    outcome,
    status: isScripted ? response.status : 0,
    visibleHeaders: [...names],
    hiddenHeaders: [...sent].filter((name) => !names.has(name)),
    visibleHeaderValues: Object.fromEntries(visible),
  };
}

function seenOnTheWire(sent: readonly Sent[], hops: readonly HopScript[]) {
  const hopsOf = (preflight: boolean) => [
    ...new Set(sent.filter((each) => each.preflight === preflight).map(({ hop }) => hop)),
  ];
  const [preflightHops, reachedHops] = [hopsOf(true), hopsOf(false)];
  return {
    preflight: preflightHops.length > 0 ? ('sent' as const) : ('none' as const),
    preflightHops,
    reached: reachedHops.includes(hops.length - 1),
    reachedHops,
    effects: effects(sent, hops),
    requestHeadersSeenByServer: seenByServer(sent.findLast(({ preflight }) => !preflight)),
    preflightHeadersSeenByServer: seenByServer(sent.findLast(({ preflight }) => preflight)),
  };
}

function effects(sent: readonly Sent[], hops: readonly HopScript[]): Record<string, number> {
  const counts = Object.fromEntries(scriptedOrigins(hops).map((origin) => [origin, 0]));
  for (const { request, preflight } of sent) {
    const { origin } = currentUrl(request);
    if (!preflight) counts[origin] = (counts[origin] ?? 0) + 1;
  }
  return counts;
}

function seenByServer(sent: Sent | undefined): Record<string, string> {
  if (sent === undefined) return {};
  return { ':method': sent.request.method, ...Object.fromEntries(combined(sent.request.headers)) };
}
