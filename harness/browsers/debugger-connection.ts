import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What a command brings back, or the event that comes unasked. */
export type Value = Readonly<Record<string, unknown>>;

/** Who hears of what comes unasked. */
export interface DebuggerListener {
  /** An event that was subscribed to; `session` is the tab's, in a protocol that has one for each. */
  readonly onEvent: (method: string, params: Value, session: string | undefined) => void;
  /** The connection has ended. */
  readonly onGone: (error: Error) => void;
}

/** What the browser has sent, whatever its protocol calls the parts. */
export type Message =
  | { readonly kind: 'result'; readonly id: number; readonly result: Value }
  | { readonly kind: 'error'; readonly id: number | null; readonly message: string }
  | { readonly kind: 'event'; readonly method: string; readonly params: Value; readonly session?: string };

/** How messages of a protocol are read. */
export type ReadMessage = (json: Value) => Message;

interface Waiting {
  readonly resolve: (result: Value) => void;
  readonly reject: (error: Error) => void;
  readonly session: string | undefined;
}

/** A connection to a browser that is driven by JSON over a WebSocket: commands with their answers, and events. */
export class DebuggerConnection {
  readonly #socket: WebSocket;
  readonly #read: ReadMessage;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<DebuggerListener>();
  readonly #abandoned = new Map<string, Error>();
  #lastId = 0;

  private constructor(socket: WebSocket, read: ReadMessage) {
    this.#socket = socket;
    this.#read = read;
    socket.on('message', (data) => this.#onMessage(this.#read(JSON.parse(String(data)))));
    // A failure is followed by `close`, which tells all who wait.
    socket.on('error', () => {});
    socket.on('close', () => this.#onClose());
  }

  /** @param url as the browser names it: `ws://127.0.0.1:1234/session`. Rejects when nobody answers there */
  static async open(url: string, read: ReadMessage): Promise<DebuggerConnection> {
    // A report of a whole batch is one message, larger than what is usual elsewhere.
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
    await once(socket, 'open');
    return new DebuggerConnection(socket, read);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** @returns the result of a command; rejects with what the browser says of it, and when the browser goes meanwhile */
  send(method: string, params: Value = {}, session?: string): Promise<Value> {
    if (!this.isOpen) return Promise.reject(new Error(GONE));
    const lost = session === undefined ? undefined : this.#abandoned.get(session);
    if (lost !== undefined) return Promise.reject(lost);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, session });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId: session }));
    });
  }

  /** @returns what ends the listening */
  listen(listener: DebuggerListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Nobody will answer in this session any more: whoever waits there is told so, and whoever asks there later. */
  abandon(session: string, error: Error): void {
    this.#abandoned.set(session, error);
    for (const [id, { reject, session: theirs }] of this.#waiting) {
      if (theirs !== session) continue;
      this.#waiting.delete(id);
      reject(error);
    }
  }

  close(): void {
    this.#socket.terminate();
  }

  #onMessage(message: Message): void {
    if (message.kind === 'event') {
      for (const { onEvent } of this.#listeners) onEvent(message.method, message.params, message.session);
      return;
    }
    const waiting = message.id === null ? undefined : this.#waiting.get(message.id);
    if (waiting === undefined) return;
    this.#waiting.delete(message.id as number);
    if (message.kind === 'result') waiting.resolve(message.result);
    else waiting.reject(new Error(message.message));
  }

  #onClose(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(GONE));
    this.#waiting.clear();
    for (const { onGone } of this.#listeners) onGone(new Error(GONE));
  }
}

const GONE = 'the browser did not answer: it has gone';
