import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { AnyMethod } from './any-method.ts';

/** Settings of every HTTP server of a router. */
export const HTTP_OPTIONS = {
  /** Bytes of request head that are read: room for the standard's limits many times over. */
  maxHeaderSize: 256 * 1024,
  // No limits: a connection closed just as the browser uses it would look like a blocked request.
  keepAliveTimeout: 0,
  headersTimeout: 0,
  requestTimeout: 0,
};

/** The parser's own complaints; that a client broke off is no garbage, wherever in its request it did. */
function isGarbage({ code }: NodeJS.ErrnoException): boolean {
  return (code?.startsWith('HPE_') ?? false) && code !== 'HPE_INVALID_EOF_STATE';
}

/** The connections of a router: what a client does to one reaches nothing else, and none outlives the router. */
export class Connections {
  readonly #open = new Set<Socket>();
  #isClosed = false;

  /**
   * Watches every connection that this server gets.
   * @param onGarbage is told what was wrong with bytes that are no HTTP
   */
  watch(server: HttpServer, onGarbage: (error: Error) => void = () => {}): void {
    server.on('connection', (socket: Socket) => {
      socket.on('error', () => socket.destroy());
      if (this.#isClosed) socket.destroy();
      else this.#keep(socket);
    });
    const methods = new AnyMethod(server);
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (isGarbage(error) && methods.takeOver(socket)) return;
      socket.destroy();
      if (isGarbage(error)) onGarbage(error);
    });
  }

  /** Breaks all of them off, and every later one. */
  close(): void {
    this.#isClosed = true;
    for (const socket of this.#open) socket.destroy();
  }

  #keep(socket: Socket): void {
    // One that goes from the proxy to the far end of a tunnel comes by twice.
    if (this.#open.has(socket)) return;
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
  }
}
