import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
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
  readonly #servers = new Map<string, HttpServer>();
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
    const server = this.#servers.get(origin) ?? this.#make(origin);
    this.#servers.set(origin, server);
    const { protocol, hostname } = new URL(origin);
    if (protocol === 'http:') {
      server.emit('connection', socket);
      return;
    }
    this.#greeted.add(socket);
    socket.once('close', () => this.#greeted.delete(socket));
    try {
      const { secureContext } = await this.#authority.leaf(hostname.replace(/^\[|\]$/g, ''));
      // The client may have gone while its certificate was made.
      if (!socket.destroyed) this.#secure(origin, socket, secureContext, server);
    } catch (error) {
      this.#noteNoTls(origin, (error as Error).message);
      socket.destroy();
    }
  }

  #make(origin: string): HttpServer {
    const server = createServer(HTTP_OPTIONS);
    server.on('request', (request, response) => this.#events.onRequest(origin, request, response));
    this.#connections.watch(server, (error) =>
      this.#events.onFailure(origin, `no HTTP with the browser: ${error.message}`),
    );
    return server;
  }

  /** A TLS server would read its certificate anew for each origin of each router. */
  #secure(origin: string, socket: Socket, secureContext: SecureContext, server: HttpServer): void {
    const secured = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    let reason = 'it hung up';
    const ended = () => this.#noteNoTls(origin, reason);
    secured.once('error', ({ message }) => {
      reason = message;
    });
    secured.once('close', ended);
    secured.once('secure', () => {
      secured.off('close', ended);
      this.#greeted.delete(socket);
      server.emit('connection', secured);
    });
  }

  #noteNoTls(origin: string, reason: string): void {
    this.#events.onFailure(origin, `no TLS with the browser: ${reason}`);
  }
}
