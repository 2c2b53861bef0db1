import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Authority } from './authority.ts';
import { type Connections, HTTP_OPTIONS } from './connections.ts';

/** What becomes of what arrives in a tunnel. */
export interface TunnelEvents {
  onRequest(origin: string, request: IncomingMessage, response: ServerResponse): void;
  /** The client spoke, and could not be understood. */
  onFailure(origin: string, reason: string): void;
}

/** The far ends of CONNECT tunnels, by origin: each speaks to a client that believes it has reached that origin. */
export class FarEnds {
  readonly #authority: Authority;
  readonly #connections: Connections;
  readonly #events: TunnelEvents;
  readonly #servers = new Map<string, Promise<HttpServer>>();

  constructor(authority: Authority, connections: Connections, events: TunnelEvents) {
    this.#authority = authority;
    this.#connections = connections;
    this.#events = events;
  }

  /** Speaks as `origin` to the client at the other end of `socket`. */
  async welcome(origin: string, socket: Socket): Promise<void> {
    const made = this.#servers.get(origin) ?? this.#make(origin);
    this.#servers.set(origin, made);
    try {
      const server = await made;
      // The client may have gone while its certificate was made.
      if (!socket.destroyed) server.emit('connection', socket);
    } catch (error) {
      this.#noteNoTls(origin, error as Error);
      socket.destroy();
    }
  }

  async #make(origin: string): Promise<HttpServer> {
    const server = await this.#makeServer(origin);
    server.on('request', (request, response) => this.#events.onRequest(origin, request, response));
    this.#connections.watch(server, (error) =>
      this.#events.onFailure(origin, `no HTTP with the browser: ${error.message}`),
    );
    return server;
  }

  async #makeServer(origin: string): Promise<HttpServer> {
    const { protocol, hostname } = new URL(origin);
    if (protocol === 'http:') return createServer(HTTP_OPTIONS);
    const leaf = await this.#authority.leaf(hostname.replace(/^\[|\]$/g, ''));
    const server = createTlsServer({ ...HTTP_OPTIONS, ...leaf });
    server.on('tlsClientError', (error, socket) => {
      this.#noteNoTls(origin, error);
      socket.destroy();
    });
    return server;
  }

  #noteNoTls(origin: string, { message }: Error): void {
    this.#events.onFailure(origin, `no TLS with the browser: ${message}`);
  }
}
