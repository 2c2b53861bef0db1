import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What a WebDriver BiDi command brings back, or the event that comes unasked. */
export type BidiValue = Readonly<Record<string, unknown>>;

/** Who hears of what comes unasked. */
export interface BidiListener {
  /** An event that was subscribed to. */
  readonly onEvent: (method: string, params: BidiValue) => void;
  /** The connection has ended. */
  readonly onGone: (error: Error) => void;
}

interface Waiting {
  readonly resolve: (result: BidiValue) => void;
  readonly reject: (error: Error) => void;
}

/** A message of the browser: https://w3c.github.io/webdriver-bidi/#protocol-definition */
type Message =
  | { readonly type: 'success'; readonly id: number; readonly result: BidiValue }
  | { readonly type: 'error'; readonly id: number | null; readonly error: string; readonly message: string }
  | { readonly type: 'event'; readonly method: string; readonly params: BidiValue };

/** A WebDriver BiDi connection: commands with their answers, and events. */
export class BidiConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<BidiListener>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#onMessage(JSON.parse(String(data))));
    // A failure is followed by `close`, which tells all who wait.
    socket.on('error', () => {});
    socket.on('close', () => this.#onClose());
  }

  /** @param url as the browser names it: `ws://127.0.0.1:1234/session`. Rejects when nobody answers there */
  static async open(url: string): Promise<BidiConnection> {
    // A report of a whole batch is one message, larger than what is usual elsewhere.
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
    await once(socket, 'open');
    return new BidiConnection(socket);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** @returns the result of a command; rejects with what the browser says of it, and when the browser goes meanwhile */
  send(method: string, params: BidiValue = {}): Promise<BidiValue> {
    if (!this.isOpen) return Promise.reject(new Error(GONE));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** @returns what ends the listening */
  listen(listener: BidiListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#socket.terminate();
  }

  #onMessage(message: Message): void {
    if (message.type === 'event') {
      for (const { onEvent } of this.#listeners) onEvent(message.method, message.params);
      return;
    }
    const waiting = message.id === null ? undefined : this.#waiting.get(message.id);
    if (waiting === undefined) return;
    this.#waiting.delete(message.id as number);
    if (message.type === 'success') waiting.resolve(message.result);
    else waiting.reject(new Error(`${message.error}: ${message.message}`));
  }

  #onClose(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(GONE));
    this.#waiting.clear();
    for (const { onGone } of this.#listeners) onGone(new Error(GONE));
  }
}

const GONE = 'the browser did not answer: it has gone';
