import { bounded } from './bounded.ts';
import type { DebuggerConnection, Value } from './debugger-connection.ts';
import { NAVIGATION_TIMEOUT_MS, type Profile, TimeoutError } from './engine.ts';

/** Longest a browser may take to close a tab. */
const CLOSE_TIMEOUT_MS = 5_000;

/** Where one navigation of a tab leads to: heard from before it begins, for its end may be told before its begin. */
export interface Arrival {
  /** Resolves when the page has loaded; rejects with why it has not. */
  of(navigating: Promise<Value>): Promise<void>;
  stopListening(): void;
}

/** The one tab of a visitor, in the words of a protocol. */
export interface Tab {
  /** Listens for where the next navigation leads to. */
  arrival(): Arrival;
  /** Begins to navigate. */
  navigate(url: string): Promise<Value>;
  /** The string that an expression comes to, `undefined` when it is undefined; rejects with what it throws. */
  evaluate(expression: string): Promise<unknown>;
  /** Whether an event tells that this tab has got another document. */
  isNewDocument(method: string, params: Value, session: string | undefined): boolean;
  stopListening(): void;
}

/** A visitor in a browser that a debugger drives. */
export class DebuggerProfile implements Profile {
  readonly #connection: DebuggerConnection;
  readonly #tab: Tab;
  readonly #closeContext: () => Promise<unknown>;

  constructor(connection: DebuggerConnection, tab: Tab, closeContext: () => Promise<unknown>) {
    this.#connection = connection;
    this.#tab = tab;
    this.#closeContext = closeContext;
  }

  async goto(url: string, timeoutMs = NAVIGATION_TIMEOUT_MS): Promise<void> {
    const arrival = this.#tab.arrival();
    try {
      const arriving = arrival.of(this.#tab.navigate(url));
      await bounded(arriving, timeoutMs, `${url} did not load in time`, TimeoutError);
    } finally {
      arrival.stopListening();
    }
  }

  async evaluate(expression: string): Promise<unknown> {
    const json = await this.#tab.evaluate(`(async () => JSON.stringify(await (${expression})))()`);
    return json === undefined ? undefined : JSON.parse(String(json));
  }

  nextDocument(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stopListening();
        resolve();
      };
      const timer = setTimeout(end, limitMs);
      const stopListening = this.#connection.listen({
        onEvent: (...event) => {
          if (this.#tab.isNewDocument(...event)) end();
        },
        onGone: end,
      });
    });
  }

  async close(): Promise<void> {
    this.#tab.stopListening();
    await bounded(this.#closeContext(), CLOSE_TIMEOUT_MS, 'it did not close its tab in time');
  }
}
