import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Server } from '../model/server.ts';
import type { HeaderPair } from '../model/words.ts';
import { type Authority, createAuthority } from './authority.ts';
import { type Pages, Router } from './router.ts';

/** An answer as it arrived, bytes as Latin-1. */
export interface Arrived {
  /** Status line and header lines, the empty line included. */
  readonly head: string;
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: string;
}

/** One connection to a router, for tests: speaks to it as a browser speaks to its proxy, and sees every byte. */
export class TestClient {
  readonly socket: Socket;
  /** Resolves once nothing is left of the connection. */
  readonly closed: Promise<void>;
  readonly #tcp: Socket;
  #received = '';
  #ended = false;

  private constructor(socket: Socket, tcp: Socket) {
    this.socket = socket;
    this.#tcp = tcp;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.toString('latin1');
    });
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.#ended = true;
      });
    }
    // A router that breaks off is what some tests want to see: the connection has then ended.
    socket.on('error', () => {});
  }

  /** A bare connection to the proxy. */
  static async bare({ proxy }: Pick<Router, 'proxy'>): Promise<TestClient> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(proxy).port) });
    await once(socket, 'connect');
    return new TestClient(socket, socket);
  }

  /** A connection to `origin`: through a tunnel and TLS that trusts the authority alone, or bare where it is http:. */
  static async to(router: Router, origin: string): Promise<TestClient> {
    const { protocol, hostname, port } = new URL(origin);
    const bare = await TestClient.bare(router);
    if (protocol === 'http:') return bare;
    const { status } = await bare.connect(`${hostname}:${port || 443}`);
    if (status !== 200) throw new Error(`the tunnel to ${origin} was refused with ${status}`);
    return bare.secure(hostname.replace(/^\[|\]$/g, ''));
  }

  /** Speaks TLS on this connection from now on. */
  async secure(host: string): Promise<TestClient> {
    const { certificate } = await testAuthority();
    this.socket.removeAllListeners('data');
    const socket = connectTls({
      socket: this.socket,
      ca: certificate,
      host,
      ...(isIP(host) ? {} : { servername: host }),
    });
    await once(socket, 'secureConnect');
    return new TestClient(socket, this.#tcp);
  }

  connect(authority: string): Promise<Arrived> {
    this.send(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
    return this.answer('CONNECT');
  }

  /** Sends these bytes, written as Latin-1. */
  send(bytes: string): void {
    this.socket.write(bytes, 'latin1');
  }

  /** Takes all bytes up to the end of what `pattern` matches; rejects when the connection ends before. */
  async take(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#received);
      if (match) return this.#takeBytes(match.index + match[0].length);
      if (this.#ended) throw new Error(`the connection ended after ${JSON.stringify(this.#received)}`);
      await this.#news();
    }
  }

  /** Takes all bytes that come until the router ends the connection. */
  async rest(): Promise<string> {
    while (!this.#ended) await this.#news();
    return this.#takeBytes(this.#received.length);
  }

  /** Takes one answer to a request of this method. */
  async answer(method = 'GET'): Promise<Arrived> {
    const head = await this.take(/\r\n\r\n/);
    const [statusLine = '', ...lines] = head.trimEnd().split('\r\n');
    const status = Number(statusLine.split(' ')[1]);
    const headers = lines.map((line): HeaderPair => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const bodiless = status === 204 || status === 304 || method === 'HEAD' || (method === 'CONNECT' && status === 200);
    return { head, status, headers, body: bodiless ? '' : await this.#body(headers) };
  }

  /** Breaks the connection off as a process that dies does. */
  reset(): void {
    this.#tcp.resetAndDestroy();
  }

  async #body(headers: readonly HeaderPair[]): Promise<string> {
    const told = (name: string) => headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
    if (told('transfer-encoding')) return unchunk(await this.take(/(^|\r\n)0\r\n\r\n/));
    const length = told('content-length');
    return length === undefined ? this.rest() : this.take(new RegExp(`^[^]{${length}}`));
  }

  #takeBytes(count: number): string {
    const bytes = this.#received.slice(0, count);
    this.#received = this.#received.slice(count);
    return bytes;
  }

  async #news(): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        for (const event of ['data', 'end', 'close']) this.socket.off(event, wake);
        resolve();
      };
      for (const event of ['data', 'end', 'close']) this.socket.on(event, wake);
    });
  }
}

function unchunk(bytes: string): string {
  const [size = '0'] = bytes.split('\r\n', 1);
  const start = size.length + 2;
  const length = Number.parseInt(size, 16);
  return length === 0 ? '' : bytes.slice(start, start + length) + unchunk(bytes.slice(start + length + 2));
}

let authority: Promise<Authority> | undefined;

/** The one authority of a test file: making one costs tens of milliseconds. */
export function testAuthority(): Promise<Authority> {
  authority ??= createAuthority();
  return authority;
}

/** A router with these servers mounted. */
export async function startRouter(mounts: Readonly<Record<string, Server>> = {}, pages?: Pages): Promise<Router> {
  const router = await Router.start(await testAuthority(), pages);
  for (const [origin, server] of Object.entries(mounts)) router.mount(origin, server);
  return router;
}

/** A server for tests that answers from `source`. */
export function testServer(source: Server['source'], given: Partial<Server> = {}): Server {
  return { name: 'test server', version: '1', real: false, source, ...given };
}

/** The bytes of a request, in the form a proxy gets for http: and a server for https:. */
export function requestBytes(method: string, url: string, headers: readonly HeaderPair[] = [], body = ''): string {
  const { protocol, host, pathname, search } = new URL(url);
  const target = protocol === 'http:' ? url : `${pathname}${search}`;
  const lines = [['Host', host], ...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${target} HTTP/1.1\r\n${lines}\r\n${body}`;
}

/** Makes one request on a connection of its own. */
export async function ask(
  router: Router,
  method: string,
  url: string,
  headers: readonly HeaderPair[] = [],
  body = '',
): Promise<Arrived> {
  const client = await TestClient.to(router, new URL(url).origin);
  const length: HeaderPair[] = body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body, 'latin1'))]];
  client.send(requestBytes(method, url, [...headers, ...length], body));
  const answer = await client.answer(method);
  client.socket.destroy();
  return answer;
}
