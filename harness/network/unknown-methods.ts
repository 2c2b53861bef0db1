import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';

/** https://www.rfc-editor.org/rfc/rfc9110#section-9.1: a method is a token. */
const METHOD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) /;
const PART_OF_A_METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/;

/** Stands in for a method that Node's parser does not know; it has no say in how a request is read. */
const STAND_IN = 'POST';

/** What the parser says of a method that it does not know. */
export function isUnknownMethod({ code }: NodeJS.ErrnoException): boolean {
  return code === 'HPE_INVALID_METHOD';
}

/**
 * Lets a server read requests of any method, `CHICKEN` and `patch` among them: browsers send what script asks for, and
 * Node's parser refuses what is not in its list. Such a connection is handed to the server once more, with a known method
 * in the place of the true one, which the request then gets back.
 */
export class UnknownMethods {
  readonly #trueMethods = new WeakMap<object, string>();

  /** Gives the requests of this server their true methods. */
  restore(server: HttpServer): void {
    server.prependListener('request', (request: IncomingMessage) => {
      const method = this.#trueMethods.get(request.socket);
      if (method === undefined) return;
      this.#trueMethods.delete(request.socket);
      request.method = method;
    });
  }

  /**
   * Takes over a connection that the parser has given up.
   * @param bytes what the parser had been given last: a request from its beginning on
   * @param onGarbage called when they do not begin with a method after all
   */
  takeOver(server: HttpServer, socket: Duplex, bytes: Buffer, onGarbage: () => void): void {
    // The parser would go on to complain of each byte that follows.
    socket.removeAllListeners('data').removeAllListeners('end');
    let begun = bytes;
    const read = (more: Buffer) => {
      begun = Buffer.concat([begun, more]);
      const text = begun.toString('latin1');
      const method = METHOD.exec(text)?.[1];
      if (method === undefined && PART_OF_A_METHOD.test(text)) return;
      socket.off('data', read);
      if (method === undefined) onGarbage();
      else this.#handOver(server, socket, method, begun.subarray(method.length));
    };
    socket.on('data', read);
    read(Buffer.alloc(0));
  }

  #handOver(server: HttpServer, socket: Duplex, method: string, rest: Buffer): void {
    const relay = new Relay(socket, Buffer.concat([Buffer.from(STAND_IN), rest]));
    this.#trueMethods.set(relay, method);
    // What has passed TLS already must not pass it again.
    server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', relay);
  }
}

/** The same connection, read from `first` on. */
class Relay extends Duplex {
  readonly #socket: Duplex;

  constructor(socket: Duplex, first: Buffer) {
    super();
    this.#socket = socket;
    this.push(first);
    socket.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
