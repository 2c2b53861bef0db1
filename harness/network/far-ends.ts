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
  /** Tunnels whose TLS handshake is under way. */
  readonly #greeted = new Set<Socket>();

  constructor(authority: Authority, connections: Connections, events: TunnelEvents) {
    this.#authority = authority;
    this.#connections = connections;
    this.#events = events;
  }

  /** Has a client opened a tunnel in which it cannot yet have asked anything. */
  get isGreeting(): boolean {
    return this.#greeted.size > 0;
  }

  /** Speaks as `origin` to the client at the other end of `socket`. */
  async welcome(origin: string, socket: Socket): Promise<void> {
    const made = this.#servers.get(origin) ?? this.#make(origin);
    this.#servers.set(origin, made);
    this.#greet(origin, socket);
    try {
      const server = await made;
      // The client may have gone while its certificate was made.
      if (!socket.destroyed) server.emit('connection', socket);
    } catch (error) {
      this.#noteNoTls(origin, error as Error);
      socket.destroy();
    }
  }

  #greet(origin: string, socket: Socket): void {
    if (!origin.startsWith('https:')) return;
    this.#greeted.add(socket);
    socket.once('close', () => this.#greeted.delete(socket));
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
    // The raw socket of a TLS connection is not to be had: the ports tell which it is.
    server.on('secureConnection', ({ remotePort }) => this.#dismiss(remotePort));
    server.on('tlsClientError', (error, socket) => {
      this.#noteNoTls(origin, error);
      socket.destroy();
    });
    return server;
  }

  #dismiss(port: number | undefined): void {
    for (const socket of this.#greeted) if (socket.remotePort === port) this.#greeted.delete(socket);
  }

  #noteNoTls(origin: string, { message }: Error): void {
    this.#events.onFailure(origin, `no TLS with the browser: ${message}`);
  }
}
