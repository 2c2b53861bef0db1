import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { App, Server } from '../model/server.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Authority } from './authority.ts';
import { sentHead, serveApp } from './serve-app.ts';
import { serveScript } from './serve-script.ts';
import { serveUpstream } from './serve-upstream.ts';
import { type OpenExchange, WireRecord } from './wire-record.ts';

/** The pages that the harness itself puts on origins, before any mount is asked. */
export interface Pages {
  /** Is there a page of the harness at this origin. */
  serves(origin: string): boolean;
  /** The file and the extra headers that answer this request; `undefined` leaves it to the mount. */
  answer(method: string, url: URL): { path: string; headers: readonly HeaderPair[] } | undefined;
  readonly app: App;
}

/** The name under which exchanges with pages of the harness stand in the wire record. */
export const PAGES_MOUNT = '(page)';

interface Arrival {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const HTTP_OPTIONS = {
  /** Bytes of request head that are read: room for the standard's limits many times over. */
  maxHeaderSize: 256 * 1024,
  /** No limit: a connection closed just as the browser reuses it would look like a blocked request. */
  keepAliveTimeout: 0,
};

const REFUSAL = (origin: string) =>
  `no server is mounted on ${origin}: mount one there, or correct the URL. Nothing was sent anywhere.`;

/**
 * What a browser sees as the network: a proxy on a free port of 127.0.0.1 that ends TLS in this process and answers for
 * any scheme, host and port, from mounts alone. All else is refused, and recorded.
 */
export class Router {
  readonly record = new WireRecord();
  readonly #authority: Authority;
  readonly #pages: Pages | undefined;
  readonly #http: HttpServer;
  readonly #mounts = new Map<string, Server>();
  readonly #sockets = new Set<Socket>();
  /** The far ends of CONNECT tunnels, by origin: each speaks to a client that believes it has reached that origin. */
  readonly #farEnds = new Map<string, Promise<HttpServer>>();

  private constructor(authority: Authority, pages: Pages | undefined) {
    this.#authority = authority;
    this.#pages = pages;
    this.#http = createServer(HTTP_OPTIONS, (request, response) => this.#onProxyRequest(request, response));
    this.#guard(this.#http);
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

  /** Ends every connection and every mounted server; no socket is left. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#http.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([closed, ...new Set([...this.#mounts.values()].map((server) => server.close?.()))]);
  }

  /** Keeps whatever a client does to its connection from reaching anything else. */
  #guard(server: HttpServer): void {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    server.on('clientError', (_error, socket) => socket.destroy());
  }

  #serves(origin: string): boolean {
    return this.#mounts.has(origin) || (this.#pages?.serves(origin) ?? false);
  }

  #onConnect(request: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const candidates = ['https', 'http'].map((scheme) => originOf(`${scheme}://${request.url}`) ?? String(request.url));
    const origin = candidates.find((candidate) => this.#serves(candidate));
    if (origin === undefined) {
      const reason = REFUSAL(candidates[0] ?? '');
      this.#open(request, candidates[0] ?? '', null).settle({ kind: 'refused', reason });
      socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n${reason}\n`);
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    this.#farEnd(origin).then(
      (server) => server.emit('connection', socket),
      (error) => {
        this.#noteTlsFailure(origin, error);
        socket.destroy();
      },
    );
  }

  #farEnd(origin: string): Promise<HttpServer> {
    const made = this.#farEnds.get(origin) ?? this.#makeFarEnd(origin);
    this.#farEnds.set(origin, made);
    return made;
  }

  async #makeFarEnd(origin: string): Promise<HttpServer> {
    const { protocol, hostname } = new URL(origin);
    const handle = (request: IncomingMessage, response: ServerResponse) =>
      this.#onRequest(`${origin}${request.url}`, request, response);
    if (protocol === 'http:') {
      const server = createServer(HTTP_OPTIONS, handle);
      this.#guard(server);
      return server;
    }
    const leaf = await this.#authority.leaf(hostname.replace(/^\[|\]$/g, ''));
    const server = createTlsServer({ ...HTTP_OPTIONS, ...leaf }, handle);
    this.#guard(server);
    server.on('tlsClientError', (error, socket) => {
      this.#noteTlsFailure(origin, error);
      socket.destroy();
    });
    return server;
  }

  #noteTlsFailure(origin: string, error: unknown): void {
    const arrival = { method: 'CONNECT', url: origin, requestHeaders: [], preflight: false, mount: null, hop: null };
    this.record.open(arrival).settle({ kind: 'failed', reason: `no TLS with the browser: ${message(error)}` });
  }

  /** A plain http: request names its whole URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
  #onProxyRequest(request: IncomingMessage, response: ServerResponse): void {
    const target = request.url ?? '';
    if (!/^http:/i.test(target) || !URL.canParse(target)) {
      response.writeHead(400, { 'content-type': 'text/plain' });
      response.end('This is a router of cross-examine: give its address to a browser as the proxy.\n');
      return;
    }
    request.url = target.replace(/^http:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
    delete request.headers['proxy-connection'];
    this.#onRequest(target, request, response);
  }

  #onRequest(target: string, request: IncomingMessage, response: ServerResponse): void {
    if (!URL.canParse(target)) {
      response.req.socket.destroy();
      return;
    }
    const url = new URL(target);
    const page = this.#pages?.answer(request.method ?? '', url);
    const server = this.#mounts.get(url.origin);
    if (page && this.#pages) this.#servePage(this.#pages.app, page, { url, request, response });
    else if (server) void this.#serve(server, { url, request, response });
    else this.#refuse({ url, request, response });
  }

  #servePage(
    app: App,
    page: { path: string; headers: readonly HeaderPair[] },
    { url, request, response }: Arrival,
  ): void {
    const exchange = this.#open(request, url.href, PAGES_MOUNT);
    this.#settleOnClose(exchange, response);
    for (const [name, value] of page.headers) response.appendHeader(name, value);
    request.url = page.path;
    serveApp(app, request, response).catch((error) => this.#fail(exchange, response, error));
  }

  async #serve(server: Server, { url, request, response }: Arrival): Promise<void> {
    const { source } = server;
    if (source.kind === 'script') return this.#serveScript(server.name, source.ask, { url, request, response });
    const exchange = this.#open(request, url.href, server.name);
    this.#settleOnClose(exchange, response);
    try {
      if (source.kind === 'app') await serveApp(source.app, request, response);
      else await serveUpstream(source.address, request, response);
    } catch (error) {
      this.#fail(exchange, response, error);
    }
  }

  #serveScript(name: string, ask: ScriptSource['ask'], { url, request, response }: Arrival): void {
    const line = ask({ method: request.method ?? '', url: url.href, preflight: isPreflight(request) });
    const exchange = this.#open(request, url.href, name, line?.hop ?? null);
    if (!line) {
      this.#fail(
        exchange,
        response,
        new Error(`the script of ${name} says nothing about ${request.method} ${url.href}`),
      );
      return;
    }
    // The request is read to its end first: an engine that is still sending may take an early answer for an error.
    request.resume();
    request.on('end', () => exchange.settle(serveScript(response, line, () => this.record.now())));
    request.on('close', () => exchange.settle({ kind: 'failed', reason: 'the browser broke off its request' }));
  }

  #refuse({ url, request, response }: Arrival): void {
    const reason = REFUSAL(url.origin);
    this.#open(request, url.href, null).settle({ kind: 'refused', reason });
    response.writeHead(403, { 'content-type': 'text/plain' });
    response.end(`${reason}\n`);
  }

  #open(request: IncomingMessage, url: string, mount: string | null, hop: number | null = null): OpenExchange {
    return this.record.open({
      method: request.method ?? '',
      url,
      requestHeaders: requestHeaders(request),
      preflight: isPreflight(request),
      mount,
      hop,
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

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
