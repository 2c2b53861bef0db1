import { type HopScript, hopScripts, serialisedOrigin } from '../model/hop-script.ts';
import type { Expectation, ScenarioRequest } from '../model/scenario.ts';
import type { Api } from '../model/words.ts';
import type { JudgedStep } from './deviation.ts';
import { linesOf } from './reading.ts';

/** One hop of a request, as the standard makes it. */
export interface Leg {
  readonly hop: number;
  readonly url: URL;
  readonly script: HopScript;
  readonly method: string;
  /** Is it, and was every hop before it, of the page's own origin. */
  readonly isOwn: boolean;
  /** Has a redirect led from another origin to yet another one, so that `Origin` says null. */
  readonly isTainted: boolean;
}

/** Every field that a request which is stopped early, or not stopped, can differ in. */
export const EVERYTHING = [
  'outcome',
  'status',
  'reached',
  'reachedHops',
  'effects',
  'visibleHeaders',
  'hiddenHeaders',
  'visibleHeaderValues',
  'requestHeadersSeenByServer',
  'preflight',
  'preflightHops',
  'preflightHeadersSeenByServer',
] as const satisfies readonly (keyof Expectation)[];

/** Every hop that the standard sends a request or a preflight to; none where it does not tell. */
export function legsOf(judged: JudgedStep): Leg[] {
  const { outcome, reachedHops, preflightHops } = judged.prediction;
  return outcome === 'inconclusive' ? [] : legsUpTo(Math.max(-1, ...reachedHops, ...preflightHops), judged);
}

/** Every hop up to the last one that the request itself is sent to. */
export function sentLegsOf(judged: JudgedStep): Leg[] {
  return legsOf(judged).slice(0, (judged.prediction.reachedHops.at(-1) ?? -1) + 1);
}

/** Every hop that is scripted, for an engine that goes on where the standard ends. */
export function scriptedLegs(judged: JudgedStep): Leg[] {
  return legsUpTo(judged.step.server.hops.length, judged);
}

function legsUpTo(lastHop: number, { page, step }: JudgedStep): Leg[] {
  const own = serialisedOrigin(page);
  const legs: Leg[] = [];
  for (const [hop, script] of hopScripts(page, step)
    .slice(0, lastHop + 1)
    .entries()) {
    const last = legs.at(-1);
    const url = last === undefined ? new URL(script.url) : (targetOf(last) ?? new URL(script.url));
    const crosses = last !== undefined && last.url.origin !== url.origin;
    legs.push({
      hop,
      url,
      script,
      method: last === undefined ? methodOf(step.request) : methodAfter(last),
      isOwn: (last?.isOwn ?? true) && url.origin === own,
      isTainted: (last?.isTainted ?? false) || (crosses && last.url.origin !== own),
    });
  }
  return legs;
}

/** Are a page's and a server's hosts of one site; of hosts whose last two labels are a domain, as those of the tables. */
export function isOfOneSite(left: URL, right: URL): boolean {
  const domain = ({ hostname }: URL) => hostname.split('.').slice(-2).join('.');
  return domain(left) === domain(right) && left.protocol === right.protocol;
}

/** What Location says, line by line. */
export function locationsOf({ response }: HopScript): string[] {
  const lines = linesOf(response.headers, 'location');
  return response.redirectTo === null ? lines : [...lines, response.redirectTo];
}

function targetOf({ url, script }: Leg): URL | undefined {
  const [location] = locationsOf(script);
  return location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : undefined;
}

function methodOf({ api, method }: ScenarioRequest): string {
  if (api === 'beacon') return 'POST';
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

function methodAfter({ method, script: { response } }: Leg): string {
  const { status } = response;
  const becomesGet = (status === 301 || status === 302) && method === 'POST';
  return becomesGet || (status === 303 && method !== 'HEAD') ? 'GET' : method;
}

const ALWAYS_CORS: ReadonlySet<Api> = new Set(['xhr', 'module', 'font', 'eventsource']);

/** Is the request made by CORS wherever it leaves the page's origin. */
export function isCors({ step: { request }, prediction }: JudgedStep): boolean {
  // The type of what it carries makes a beacon one that needs a preflight.
  if (request.api === 'beacon') return prediction.preflightHops.length > 0;
  return ALWAYS_CORS.has(request.api) || (request.api !== 'form' && request.mode === 'cors');
}

/** Has the page an origin that it can be called by. */
export function isNamed({ page }: JudgedStep): boolean {
  return serialisedOrigin(page) !== 'null';
}

/** Does it end at this hop, before anything more is sent. */
export function endingBefore(hop: number, { prediction }: JudgedStep): Expectation {
  return { outcome: 'blocked', reachedHops: prediction.reachedHops.filter((each) => each < hop) };
}

/** Is it a request by http: to a loopback address. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && /^127\.\d+\.\d+\.\d+$|^\[::1\]$|^(.+\.)?localhost\.?$/.test(hostname);
}
