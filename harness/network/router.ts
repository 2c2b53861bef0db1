import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { followingAskedOn } from '../model/asked-on.ts';
import type { App, ScriptLine, Server } from '../model/server.ts';
import { wireUrl } from '../model/wire-url.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Authority } from './authority.ts';
import { Connections, HTTP_OPTIONS } from './connections.ts';
import { FarEnds } from './far-ends.ts';
import { sentHead, utf8Bytes } from './message-head.ts';
import { serveApp } from './serve-app.ts';
import { serveScript } from './serve-script.ts';
import { serveUpstream } from './serve-upstream.ts';
import { type OpenExchange, WireRecord } from './wire-record.ts';

/** The pages that the harness itself puts on origins, before any mount is asked. */
export interface Pages {
  /** Is there a page of the harness at this origin. */
  serves(origin: string): boolean;
  /** The file and the extra headers that answer this request; `undefined` leaves it to the mount. */
  answer(method: string, url: URL): PageAnswer | undefined;
  readonly app: App;
}

export interface PageAnswer {
  readonly path: string;
  readonly headers: readonly HeaderPair[];
}

/** The name under which exchanges with pages of the harness stand in the wire record. */
const PAGES_MOUNT = '(page)';

interface Arrival {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const REFUSAL = (origin: string) =>
  `no server is mounted on ${origin}: mount one there, or correct the URL. Nothing was sent anywhere.`;

const NOT_A_PROXY_REQUEST = 'This is a router of cross-examine: give its address to a browser as the proxy.\n';

/**
 * What a browser sees as the network: a proxy on a free port of 127.0.0.1 that ends TLS in this process and answers for
 * any scheme, host and port, from mounts alone. All else is refused, and recorded.
 */
export class Router {
  readonly record = new WireRecord();
  readonly #pages: Pages | undefined;
  readonly #http: HttpServer;
  readonly #mounts = new Map<string, Server>();
  readonly #connections = new Connections();
  readonly #farEnds: FarEnds;
  #closing: Promise<void> | undefined;

  private constructor(authority: Authority, pages: Pages | undefined) {
    this.#pages = pages;
    this.#farEnds = new FarEnds(authority, this.#connections, {
      onRequest: (origin, request, response) => this.#onTunnelRequest(origin, request, response),
      onFailure: (origin, reason) => this.#openTunnel(origin, []).settle({ kind: 'failed', reason }),
    });
    this.#http = createServer(HTTP_OPTIONS, (request, response) => this.#onProxyRequest(request, response));
    this.#connections.watch(this.#http);
    this.#http.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) =>
      this.#onConnect(request, socket, head),
    );
  }

  /** Starts a router on a free port. Rejects when 127.0.0.1 cannot be listened on. */
  static async start(authority: Authority, pages?: Pages): Promise<Router> {
    const router = new Router(authority, pages);
    await new Promise<void>((resolve, reject) => {
      router.#http.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return router;
  }

  /** The proxy address to give to a browser. */
  get proxy(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Is a TLS handshake under way, after which a request may come. */
  get isGreeting(): boolean {
    return this.#farEnds.isGreeting;
  }

  /** The mounted servers, by origin. */
  get mounts(): ReadonlyMap<string, Server> {
    return this.#mounts;
  }

  /**
   * Puts `server` on `origin`, such as `https://api.shop.com:8443`.
   * @throws when `origin` is not a serialised http(s) origin, or something is mounted there already
   */
  mount(origin: string, server: Server): void {
    const serialised = URL.canParse(origin) ? new URL(origin).origin : 'null';
    if (!/^https?:/.test(serialised))
      throw new Error(`cannot mount on ${JSON.stringify(origin)}: it is not an http(s) origin`);
    if (serialised !== origin)
      throw new Error(`cannot mount on ${JSON.stringify(origin)}: write the origin as ${serialised}`);
    const present = this.#mounts.get(origin);
    if (present) throw new Error(`cannot mount ${server.name} on ${origin}: ${present.name} is mounted there`);
    this.#mounts.set(origin, server);
  }

  /** Ends every connection and every mounted server; no socket is left. Rejects when a server could not be closed. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const closed = new Promise((resolve) => this.#http.close(resolve));
    this.#connections.close();
    const servers = new Set(this.#mounts.values());
    const endings = await Promise.allSettled([closed, ...[...servers].map(async (server) => server.close?.())]);
    for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
  }

  #serves(origin: string): boolean {
    return this.#mounts.has(origin) || (this.#pages?.serves(origin) ?? false);
  }

  #onConnect(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const [asked, plain] = ['https', 'http'].map((scheme) => originOf(`${scheme}://${request.url}`));
    const origin = [asked, plain].find((candidate) => candidate !== undefined && this.#serves(candidate));
    if (origin !== undefined) {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) socket.unshift(head);
      void this.#farEnds.welcome(origin, socket);
      return;
    }
    // Read on, or the end of the connection would never be heard of.
    socket.resume();
    if (asked === undefined) {
      socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\n${NOT_A_PROXY_REQUEST}`);
      return;
    }
    const reason = REFUSAL(asked);
    this.#openTunnel(asked, requestHeaders(request)).settle({ kind: 'refused', reason });
    socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n${reason}\n`);
  }

  /** A plain http: request names its whole URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
  #onProxyRequest(request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? '';
    if (!/^http:/i.test(target) || !URL.canParse(target)) {
      refuseToUnderstand(response);
      return;
    }
    request.url = target.replace(/^http:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
    delete request.headers['proxy-connection'];
    // WebKit names the user too, who is no part of what is asked: https://www.rfc-editor.org/rfc/rfc9110#section-4.2.4
    this.#onRequest({ url: new URL(wireUrl(target) ?? target), request, response });
  }

  #onTunnelRequest(origin: string, request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? '';
    if (target.startsWith('/')) this.#onRequest({ url: new URL(`${origin}${target}`), request, response });
    else refuseToUnderstand(response);
  }

  #onRequest(arrival: Arrival): void {
    const page = this.#pages?.answer(arrival.request.method ?? '', arrival.url);
    const server = this.#mounts.get(arrival.url.origin);
    if (page && this.#pages) void this.#servePage(this.#pages.app, page, arrival);
    else if (server) void this.#serve(server, arrival);
    else this.#refuse(arrival);
  }

  #servePage(app: App, page: PageAnswer, arrival: Arrival): Promise<void> {
    const { request, response } = arrival;
    return this.#answer(PAGES_MOUNT, arrival, async () => {
      for (const [name, value] of page.headers) response.appendHeader(name, utf8Bytes(value));
      request.url = page.path;
      await serveApp(app, request, response);
    });
  }

  async #serve({ name, source }: Server, arrival: Arrival): Promise<void> {
    const { request, response } = arrival;
    if (source.kind === 'script') this.#serveScript(name, source.ask, arrival);
    else if (source.kind === 'app')
      await this.#answer(name, arrival, () => serveApp(source.app, request, response), []);
    else await this.#answer(name, arrival, () => serveUpstream(source.address, request, response));
  }

  /**
   * Lets `work` answer; what went out is known when the response closes.
   * @param askedOn grows by whom the mount asks; left out where nobody can tell
   */
  async #answer(mount: string, arrival: Arrival, work: () => Promise<void>, askedOn?: string[]): Promise<void> {
    const { url, request, response } = arrival;
    const exchange = this.#open(request, url, mount, null, askedOn);
    this.#settleOnClose(exchange, response);
    try {
      await (askedOn ? followingAskedOn(askedOn, work) : work());
    } catch (error) {
      this.#fail(exchange, response, error);
    }
  }

  #serveScript(name: string, ask: ScriptSource['ask'], { url, request, response }: Arrival): void {
    const question = { method: request.method ?? '', url: url.href, preflight: isPreflight(request) };
    let line: ScriptLine | undefined;
    let silence: unknown = new Error(`the script of ${name} says nothing about ${question.method} ${url.href}`);
    try {
      line = ask(question);
    } catch (error) {
      silence = error;
    }
    const exchange = this.#open(request, url, name, line?.hop ?? null);
    if (line) this.#playScript(exchange, line, response);
    else this.#fail(exchange, response, silence);
  }

  #playScript(exchange: OpenExchange, line: ScriptLine, response: ServerResponse): void {
    const { req: request } = response;
    // The request is read to its end first: an engine that is still sending may take an early answer for an error.
    request.resume();
    request.on('end', () => {
      try {
        exchange.settle(serveScript(response, line, () => this.record.now()));
      } catch (error) {
        this.#fail(exchange, response, error);
      }
    });
    request.on('close', () => exchange.settle({ kind: 'failed', reason: 'the browser broke off its request' }));
  }

  #refuse({ url, request, response }: Arrival): void {
    const reason = REFUSAL(url.origin);
    this.#open(request, url, null).settle({ kind: 'refused', reason });
    response.writeHead(403, { 'content-type': 'text/plain' });
    response.end(`${reason}\n`);
  }

  #openTunnel(url: string, headers: readonly HeaderPair[]): OpenExchange {
    const nowhere = { preflight: false, mount: null, hop: null };
    return this.record.open({ method: 'CONNECT', url, requestHeaders: headers, ...nowhere });
  }

  #open(
    request: IncomingMessage,
    { href: url }: URL,
    mount: string | null,
    hop: number | null = null,
    askedOn?: readonly string[],
  ): OpenExchange {
    return this.record.open({
      method: request.method ?? '',
      url,
      requestHeaders: requestHeaders(request),
      preflight: isPreflight(request),
      mount,
      hop,
      ...(askedOn && { askedOn }),
    });
  }

  #settleOnClose(exchange: OpenExchange, response: ServerResponse): void {
    response.on('close', () =>
      exchange.settle(
        response.headersSent
          ? { kind: 'answered', ...sentHead(response), endedAt: this.record.now() }
          : { kind: 'failed', reason: 'the browser closed the connection before the server had answered' },
      ),
    );
  }

  #fail(exchange: OpenExchange, response: ServerResponse, error: unknown): void {
    exchange.settle({ kind: 'failed', reason: message(error) });
    response.req.socket.destroy();
  }
}

type ScriptSource = Extract<Server['source'], { kind: 'script' }>;

/** https://fetch.spec.whatwg.org/#cors-preflight-request: script cannot set Access-Control-Request-Method itself. */
function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
}

function requestHeaders({ rawHeaders }: IncomingMessage): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (name.toLowerCase() !== 'proxy-connection') pairs.push([name, value]);
  }
  return pairs;
}

function refuseToUnderstand(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/plain' });
  response.end(NOT_A_PROXY_REQUEST);
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
