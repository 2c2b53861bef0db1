import { MIMEType } from 'whatwg-mimetype';
import { cookiesSet } from '../model/cookie-store.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Prediction } from '../model/prediction.ts';
import type { ScenarioCookie, ScenarioPage, ScenarioRequest } from '../model/scenario.ts';
import { wireUrl } from '../model/wire-url.ts';
import { clientOf, fateOf } from './fate.ts';
import { currentUrl, NotObservedError, type Received } from './fetch-types.ts';
import { asOnTheWire, get } from './header-list.ts';
import { isConditional } from './http-network-or-cache-fetch.ts';
import { stateFate } from './statement.ts';
import { createUserAgent, type Sent } from './user-agent.ts';

/** A request that was made of servers nobody scripted, and what they answered. */
export interface Observed {
  readonly request: ScenarioRequest;
  readonly page: ScenarioPage;
  /** The request's chain in the order of arrival, each exchange with its hop: what an observation holds. */
  readonly exchanges: readonly Exchange[];
  /** What was in the profile before; left out where nobody knows, and then nothing is said of the Cookie header. */
  readonly cookies?: readonly ScenarioCookie[];
}

/**
 * What the Fetch Standard makes of a request, given what the servers answered: {@link predict} for servers that nobody
 * scripted. Pure. It knows of no caches, for they are the engine's: where the standard needs an answer that is not on
 * the wire record, the outcome is `inconclusive`, and the reason says which.
 * @returns a prediction, without side effects: what a server does is the server's affair
 */
export function explain({ request, page, exchanges, cookies }: Observed): Prediction {
  const sent: Sent[] = [];
  const agent = createUserAgent(
    () => 0,
    cookiesSet(cookies ?? []),
    (each) => {
      sent.push(each);
      return answerTo(each, exchanges);
    },
  );
  const prediction = stateFate(
    request,
    () => fateOf(agent, { request, context: page.context, client: clientOf(page) }, isUsable),
    () => ({ sent, lastHop: Math.max(0, ...sent.map(({ hop }) => hop)), effects: {} }),
  );
  return cookies === undefined ? withoutCookies(prediction) : prediction;
}

/** @throws {NotObservedError} */
function answerTo({ request, hop, preflight }: Sent, exchanges: readonly Exchange[]): Received {
  const url = currentUrl(request).href;
  const wanted = `${preflight ? 'the CORS-preflight request' : 'the request'} ${request.method} ${url}`;
  const candidates = exchanges.filter(
    (each) => each.hop === hop && each.preflight === preflight && each.method !== 'CONNECT',
  );
  // An engine may repeat a request that failed: the last answer is the one it went on with.
  const found = candidates.findLast(({ answer }) => answer.kind === 'answered') ?? candidates.at(-1);
  if (found === undefined) {
    throw new NotObservedError(
      `the standard has ${wanted} sent, which never arrived: a cache answered it, or the engine ended before`,
    );
  }
  if (found.method !== request.method || wireUrl(found.url) !== wireUrl(url)) {
    throw new NotObservedError(`the standard has ${wanted} sent; what arrived is ${found.method} ${found.url}`);
  }
  const { answer } = found;
  if (answer.kind === 'pending') throw new NotObservedError(`${wanted} was not answered yet`);
  if (answer.kind !== 'answered') throw new NotObservedError(`${wanted} was not answered: ${answer.reason}`);
  if (answer.status === 304 && !isConditional(request)) {
    throw new NotObservedError(`the answer to ${wanted} renews a copy in the engine's cache, which nobody has seen`);
  }
  return { status: answer.status, headers: asOnTheWire(answer.headers) };
}

/** https://mimesniff.spec.whatwg.org/#image-mime-type, https://www.rfc-editor.org/rfc/rfc8081 */
const TYPES = { img: 'image', font: 'font' } as const;

/** The wire record has no bodies: the answer's Content-Type is taken at its word. @throws {NotObservedError} */
function isUsable(api: 'img' | 'font', { status, headers }: Received): boolean {
  if (status === 204 || status === 304 || get(headers, 'Content-Length') === '0') return false;
  const type = get(headers, 'Content-Type');
  if (type !== null && MIMEType.parse(type)?.type === TYPES[api]) return true;
  const what = { img: 'an image', font: 'a font' }[api];
  throw new NotObservedError(`whether there is ${what} in the answer: its Content-Type is ${type ?? 'not said'}`);
}

function withoutCookies(prediction: Prediction): Prediction {
  const { cookie: _, ...requestHeadersSeenByServer } = prediction.requestHeadersSeenByServer;
  return { ...prediction, requestHeadersSeenByServer };
}
