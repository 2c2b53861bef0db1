import { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** The one that Node's parser is told instead: any that may have a body and does nothing else. */
const STAND_IN = 'POST';

/** A method that goes on beyond so many bytes is none. */
const LONGEST = 4096;

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/;

/** The method at the start of these bytes; `'unfinished'` while it may go on, `null` where no request begins so. */
export function readMethod(bytes: Buffer): { readonly method: string } | 'unfinished' | null {
  const method = TOKEN.exec(bytes.toString('latin1', 0, LONGEST))?.[0];
  if (method === undefined || method.length === LONGEST) return null;
  if (method.length === bytes.length) return 'unfinished';
  return bytes[method.length] === ' '.charCodeAt(0) ? { method } : null;
}

/** A connection whose first request is called by the stand-in. All else passes through, to and fro. */
export class RenamedConnection extends Duplex {
  /** What apps ask a connection for. */
  readonly encrypted: boolean;
  readonly remoteAddress: string | undefined;
  readonly #socket: Duplex;
  #method: string | undefined;
  /** What is not passed on yet, since the end of the method is not among it. */
  #start: Buffer | undefined = Buffer.alloc(0);
  #isReleased = false;

  /** @param start the bytes that were read from `socket` already, from the first one of the request */
  constructor(socket: Duplex, start: Buffer) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.encrypted = socket instanceof TLSSocket;
    this.remoteAddress = (socket as { remoteAddress?: string }).remoteAddress;
    socket.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose);
    this.#onData(start);
  }

  /** The true method of the first request: said once. */
  takeMethod(): string | undefined {
    const method = this.#method;
    this.#method = undefined;
    return method;
  }

  /** Ends this one, and leaves the socket to whoever takes it from here. */
  release(): Duplex {
    this.#isReleased = true;
    this.#socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose);
    this.destroy();
    return this.#socket;
  }

  /** Node ends connections by it where an answer is the last. */
  destroySoon(): void {
    this.end(() => this.destroy());
  }

  override _read(): void {
    if (!this.#isReleased) this.#socket.resume();
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#isReleased) this.#socket.destroy();
    done(error);
  }

  readonly #onData = (chunk: Buffer): void => {
    const bytes = this.#start === undefined ? chunk : this.#rename(Buffer.concat([this.#start, chunk]));
    if (bytes !== undefined && !this.push(bytes)) this.#socket.pause();
  };

  readonly #onEnd = (): void => {
    this.push(null);
  };

  readonly #onClose = (): void => {
    this.destroy();
  };

  #rename(start: Buffer): Buffer | undefined {
    const begin = readMethod(start);
    this.#start = begin === 'unfinished' ? start : undefined;
    if (begin === 'unfinished') return undefined;
    // No request after all: the parser complains as it would have done.
    if (begin === null) return start;
    this.#method = begin.method;
    return Buffer.concat([Buffer.from(STAND_IN), start.subarray(begin.method.length)]);
  }
}
