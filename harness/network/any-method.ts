import { type Server as HttpServer, type IncomingMessage, METHODS, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { RenamedConnection, readMethod } from './renamed-connection.ts';

/** Node's servers break off at PRI, with which HTTP/2 begins, by whatever way it reaches them. */
const NOT_TO_BE_CURED = 'PRI';

/** The parser knows a list of methods, by byte: if it has failed on another one, it may have been for that. */
function isCurable(method: string): boolean {
  return !METHODS.includes(method) && method !== NOT_TO_BE_CURED;
}

/** What has been heard on a connection since its last request was answered. */
interface Hearing {
  /** The bytes of a request head that is not complete. */
  head: Buffer[];
  /** The request whose head is complete, and its answer. */
  current: readonly [IncomingMessage, ServerResponse] | undefined;
  /** Stops listening. */
  readonly stop: () => void;
}

/**
 * Lets an HTTP server of Node's serve requests of any method. Its parser refuses the methods that it does not know, and
 * browsers send them: `fetch(url, { method: 'patch' })`. When it has refused one, its bytes are given to the server
 * once more, as a connection whose first request has the stand-in for a method; the request is then called what it was.
 */
export class AnyMethod {
  readonly #server: HttpServer;
  readonly #hearings = new WeakMap<Duplex, Hearing>();

  constructor(server: HttpServer) {
    this.#server = server;
    server.on('connection', (connection: Duplex) => this.#listen(connection));
    server.prependListener('request', (request, response) => this.#onRequest(request, response));
  }

  /**
   * Takes over a connection on which the parser has failed, if that was for the method.
   * @returns whether it was; if not, nothing has been done
   */
  takeOver(connection: Duplex): boolean {
    const hearing = this.#hearings.get(connection);
    // No browser sends a request before it has the answer to the last: where the next would begin cannot be told.
    if (hearing === undefined || hearing.current !== undefined) return false;
    const bytes = Buffer.concat(hearing.head);
    const begin = readMethod(bytes);
    if (begin === null || (begin !== 'unfinished' && !isCurable(begin.method))) return false;
    const socket = connection instanceof RenamedConnection ? connection.release() : connection;
    // The parser's own ear among them: it would hear the rest, and complain again.
    socket.removeAllListeners('data');
    this.#server.emit('connection', new RenamedConnection(socket, bytes));
    return true;
  }

  #listen(connection: Duplex): void {
    // A tunnel to a plain server comes by twice: the proxy hears it first.
    this.#hearings.get(connection)?.stop();
    const hear = (chunk: Buffer) => this.#hear(hearing, chunk);
    const wish = () => {};
    const stop = () => connection.off('data', hear).off('data', wish);
    const hearing: Hearing = { head: [], current: undefined, stop };
    this.#hearings.set(connection, hearing);
    // Heard before the parser does, which answers some requests at once.
    connection.prependListener('data', hear);
    // The parser reads sockets without events, until on() has told it of somebody else who wishes to hear them.
    connection.on('data', wish);
  }

  #hear(hearing: Hearing, chunk: Buffer): void {
    const [request, response] = hearing.current ?? [];
    if (request?.complete && response?.writableEnded) hearing.current = undefined;
    if (hearing.current === undefined) hearing.head.push(chunk);
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const connection: Duplex = request.socket;
    const hearing = this.#hearings.get(connection);
    if (hearing) [hearing.head, hearing.current] = [[], [request, response]];
    if (connection instanceof RenamedConnection) request.method = connection.takeMethod() ?? request.method;
  }
}
