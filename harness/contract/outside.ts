import { randomUUID } from 'node:crypto';
import type { ContractRoute } from '../model/contract.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HeaderPair } from '../model/words.ts';
import { explain } from '../oracle/explain.ts';
import { isRedirectStatus } from '../oracle/http-redirect-fetch.ts';
import { type Ask, firstRequest, isPreflighted, isSerialised, pageOf, requestOf } from './asks.ts';
import { answerOf, type Heard } from './evidence.ts';
import { headerValue } from './judge/permission.ts';
import type { Session } from './session.ts';
import { askOutside, type OutsideRequest } from './targets/ask-outside.ts';
import type { Target } from './targets/target.ts';

/** After so many redirects a browser gives up: https://fetch.spec.whatwg.org/#http-redirect-fetch, step 7 */
const MOST_REDIRECTS = 20;

/** The preflight that a browser at this origin would make. */
export function preflightRequest(ask: Ask): OutsideRequest {
  const { preflightHeadersSeenByServer: predicted } = firstRequest(ask);
  return { method: 'OPTIONS', url: ask.route.url, headers: asked(ask, predicted), body: null, preflight: true };
}

/** The request itself as a browser at this origin would make it, its preflight having been granted. */
export function actualRequest(ask: Ask, session: Session): OutsideRequest {
  const { requestHeadersSeenByServer: predicted } = explain({
    request: requestOf(ask),
    page: pageOf(ask.origin),
    exchanges: isPreflighted(ask) ? [granted(ask)] : [],
  });
  const headers = [...asked(ask, predicted), ...(ask.credentials ? cookieHeader(ask.route, session) : [])];
  return { method: ask.route.method, url: ask.route.url, headers, body: ask.route.body, preflight: false };
}

/** The same as an image or a program makes it, without an Origin. */
export function bareRequest(route: ContractRoute, session: Session): OutsideRequest {
  const { url, method, headers, credentials } = route;
  const cookies = credentials ? cookieHeader(route, session) : [];
  return {
    method,
    url,
    headers: [['host', url.host], ['accept', '*/*'], ['user-agent', USER_AGENT], ...headers, ...cookies],
    body: null,
    preflight: false,
  };
}

/** The same at an address that nobody has asked for: what answers then is the API, and no copy in a cache before it. */
export function pastCaches(request: OutsideRequest): OutsideRequest {
  const url = new URL(request.url);
  url.searchParams.append('cross-examine', randomUUID());
  return { ...request, url };
}

const USER_AGENT = 'Mozilla/5.0 (cross-examine)';

/** What the standard says that is sent. The name of an origin goes out as it was derived, whatever browsers would write. */
function asked({ origin }: Ask, predicted: Readonly<Record<string, string>>): HeaderPair[] {
  const headers = Object.entries(predicted).filter(([name]) => name !== ':method');
  const literal = headers.map(([name, value]): HeaderPair => {
    if (isSerialised(origin)) return [name, value];
    return [name, name === 'origin' ? origin : name === 'referer' ? `${origin}/` : value];
  });
  return [...literal, ['user-agent', USER_AGENT]];
}

function cookieHeader({ url }: ContractRoute, session: Session): HeaderPair[] {
  const pairs = session.cookiesFor(url);
  return pairs.length === 0 ? [] : [['cookie', pairs.map(([name, value]) => `${name}=${value}`).join('; ')]];
}

/** A preflight that everything is allowed to, so that the standard says what comes next. */
function granted(ask: Ask): Exchange {
  const asked = firstRequest(ask).preflightHeadersSeenByServer;
  return {
    id: 0,
    method: 'OPTIONS',
    url: ask.route.url.href,
    requestHeaders: [],
    preflight: true,
    startedAt: 0,
    mount: null,
    hop: 0,
    answer: {
      kind: 'answered',
      status: 204,
      headers: [
        ['access-control-allow-origin', asked.origin ?? ''],
        ['access-control-allow-credentials', 'true'],
        ['access-control-allow-methods', asked['access-control-request-method'] ?? ''],
        ['access-control-allow-headers', asked['access-control-request-headers'] ?? ''],
      ],
      endedAt: 0,
    },
  };
}

/** Asks in the name of an origin, and has the standard say what a browser would make of it. Never rejects. */
export async function hear(target: Target, ask: Ask, request: OutsideRequest, wants: 'head' | 'whole'): Promise<Heard> {
  const exchange = await askOutside(target, request, wants);
  return { ...ask, exchange, prediction: predictionOf(ask, exchange) };
}

/** The same answer, for somebody who asks otherwise and sends the same. */
export function heardBy(ask: Ask, { exchange }: Heard): Heard {
  return { ...ask, exchange, prediction: predictionOf(ask, exchange) };
}

/** What stands in place of an answer that could not be asked for. */
export function notHeard(ask: Ask, reason: string): Heard {
  const exchange = {
    ...granted(ask),
    preflight: false,
    method: ask.route.method,
    answer: { kind: 'failed', reason } as const,
  };
  return { ...ask, exchange, prediction: predictionOf(ask, exchange) };
}

function predictionOf(ask: Ask, exchange: Exchange): Heard['prediction'] {
  const isAfterPreflight = !exchange.preflight && isPreflighted(ask);
  const exchanges = isAfterPreflight ? [granted(ask), exchange] : [exchange];
  return explain({ request: requestOf(ask), page: pageOf(ask.origin), exchanges });
}

/**
 * Asks without an Origin and follows redirects as far as the APIs under test go.
 * @returns the first answer; a failure where there is no end of redirects
 */
export async function hearBare(targets: ReadonlyMap<string, Target>, request: OutsideRequest): Promise<Exchange> {
  let first: Exchange | undefined;
  let url = request.url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const target = targets.get(url.origin);
    // It leads where nobody may be asked.
    if (target === undefined) return first as Exchange;
    const headers = request.headers.map(([name, value]): HeaderPair => [name, name === 'host' ? url.host : value]);
    const exchange = await askOutside(target, { ...request, url, headers }, 'whole');
    if (exchange.answer.kind === 'failed') return exchange;
    first ??= exchange;
    const next = redirectOf(exchange, url);
    if (next === null) return first;
    url = next;
  }
  return { ...(first as Exchange), answer: { kind: 'failed', reason: 'it redirects for ever' } };
}

function redirectOf(exchange: Exchange, base: URL): URL | null {
  const answer = answerOf(exchange);
  const location = answer && isRedirectStatus(answer.status) ? headerValue(answer.headers, 'location') : null;
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : null;
}
