import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Engine, Profile } from '../browsers/engine.ts';
import type { ProbeReport, ProbeRequest } from '../browsers/probe-words.ts';
import { WHERE } from '../browsers/visit.ts';
import type { Exchange } from '../model/exchange.ts';
import { serialisedOrigin } from '../model/hop-script.ts';
import type { Prediction } from '../model/prediction.ts';
import type { ScenarioCookie, ScenarioPage } from '../model/scenario.ts';
import type { EngineName, HeaderPair } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { explain } from '../oracle/explain.ts';
import { headersOf } from './targets/ask-outside.ts';
import type { EngineSource } from './witnesses.ts';

/** An answer with its body. */
interface Got {
  readonly status: number;
  readonly headers: HeaderPair[];
}

/**
 * What asks through a router as the Fetch Standard says that a browser does: for tests of what comes of answers, where
 * a real engine would only cost time. It proves nothing about engines.
 */
class StandardProfile implements Profile {
  readonly #proxy: URL;
  readonly #cookies: ScenarioCookie[] = [];
  #page: ScenarioPage = { origin: 'https://nowhere.com', path: '/', context: 'window' };

  constructor(proxy: string) {
    this.#proxy = new URL(proxy);
  }

  async goto(url: string): Promise<void> {
    const { origin, pathname } = new URL(url);
    const { status, headers } = await this.#send('GET', new URL(url), [], null);
    if (status !== 200) throw new Error(`${url} was answered ${status}`);
    for (const [name, value] of headers)
      if (name.toLowerCase() === 'set-cookie') this.#cookies.push(cookieOf(url, value));
    this.#page = { origin, path: pathname, context: 'window' };
  }

  async evaluate(expression: string): Promise<unknown> {
    if (expression === WHERE) return this.#page.origin;
    const list = /^crossExamine\.probeAll\((.*), \d+\)$/s.exec(expression)?.[1];
    if (list === undefined) throw new Error(`cannot evaluate ${expression}`);
    const reports: ProbeReport[] = [];
    for (const request of JSON.parse(list) as ProbeRequest[]) reports.push(await this.#probe(request));
    return JSON.stringify(reports);
  }

  async nextDocument(): Promise<void> {}

  async close(): Promise<void> {}

  async #probe(request: ProbeRequest): Promise<ProbeReport> {
    const page = { ...this.#page, context: request.context };
    const origin = serialisedOrigin(page);
    const exchanges: Exchange[] = [];
    for (;;) {
      const prediction = explain({ request, page, exchanges, cookies: this.#cookies });
      if (prediction.outcome === 'readable') {
        const { status, visibleHeaderValues } = prediction;
        const headers = Object.entries(visibleHeaderValues);
        return {
          kind: 'response',
          type: 'cors',
          status,
          url: request.url,
          redirected: false,
          headers,
          bodyError: null,
          origin,
        };
      }
      if (prediction.outcome !== 'inconclusive') return { kind: 'error', message: prediction.decidedBy.reason, origin };
      const exchange = await this.#next(prediction, request, exchanges).catch(() => null);
      if (exchange === null) return { kind: 'error', message: 'the network failed', origin };
      exchanges.push(exchange);
    }
  }

  /** Sends what the standard has sent next. */
  async #next(prediction: Prediction, request: ProbeRequest, before: readonly Exchange[]): Promise<Exchange> {
    const hop = Math.max(0, ...prediction.preflightHops, ...prediction.reachedHops);
    const preflight = prediction.preflightHops.includes(hop) && !prediction.reachedHops.includes(hop);
    const predicted = preflight ? prediction.preflightHeadersSeenByServer : prediction.requestHeadersSeenByServer;
    const { ':method': method = 'GET', ...headers } = predicted;
    const url = hop === 0 ? new URL(request.url) : locationAfter(before, hop);
    const body = preflight || method === 'GET' || method === 'HEAD' ? null : request.body;
    const { status, headers: answered } = await this.#send(method, url, Object.entries(headers), body);
    const answer = { kind: 'answered', status, headers: answered, endedAt: 0 } as const;
    return { id: 0, method, url: url.href, requestHeaders: [], preflight, startedAt: 0, mount: null, hop, answer };
  }

  async #send(method: string, url: URL, headers: readonly HeaderPair[], body: string | null): Promise<Got> {
    const named = headers.some(([name]) => name === 'host') ? headers : [['host', url.host] as const, ...headers];
    const options = { method, headers: named.flat() as unknown as Record<string, string>, setHost: false };
    const { hostname: host, port } = this.#proxy;
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const send =
        url.protocol === 'http:'
          ? Promise.resolve(httpRequest({ ...options, host, port, path: url.href, agent: false }))
          : this.#tunnel(url).then((socket) =>
              httpsRequest({
                ...options,
                path: `${url.pathname}${url.search}`,
                agent: false,
                rejectUnauthorized: false,
                socket,
                servername: url.hostname,
              } as RequestOptions),
            );
      send.then(
        (outgoing) =>
          outgoing
            .on('response', resolve)
            .on('error', reject)
            .end(body ?? undefined),
        reject,
      );
    });
    for await (const _ of incoming);
    return { status: incoming.statusCode ?? 0, headers: headersOf(incoming) };
  }

  #tunnel({ hostname, port }: URL): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const { hostname: host, port: proxyPort } = this.#proxy;
      const path = `${hostname}:${port || 443}`;
      httpRequest({ host, port: proxyPort, method: 'CONNECT', path, agent: false })
        .on('connect', ({ statusCode }, socket) =>
          statusCode === 200 ? resolve(socket) : reject(new Error('refused')),
        )
        .on('error', reject)
        .end();
    });
  }
}

function locationAfter(exchanges: readonly Exchange[], hop: number): URL {
  const before = exchanges.findLast((each) => each.hop === hop - 1 && !each.preflight);
  const headers = before?.answer.kind === 'answered' ? before.answer.headers : [];
  return new URL(headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '', before?.url);
}

function cookieOf(url: string, line: string): ScenarioCookie {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', value = ''] = pair.split('=');
  const sameSite = attributes.find((each) => /^samesite=/i.test(each))?.split('=')[1] as ScenarioCookie['sameSite'];
  const secure = attributes.some((each) => /^secure$/i.test(each));
  return { url, name, value, secure, partitioned: false, path: '/', ...(sameSite && { sameSite }) };
}

/** Engines that do what the standard says, whatever they are called. */
export async function standardEngines(): Promise<EngineSource> {
  const authority: Authority = await createAuthority();
  return {
    authority,
    open: async (name: EngineName): Promise<Engine> => ({
      info: { name, version: 'standard', build: 'stock', driver: 'webdriver', platform: 'none' },
      newProfile: async (proxy) => new StandardProfile(proxy),
      isAlive: () => true,
      close: async () => {},
    }),
    done: async () => {},
  };
}
