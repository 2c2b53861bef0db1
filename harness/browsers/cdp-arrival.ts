import type { DebuggerConnection, Value } from './debugger-connection.ts';

/** https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-lifecycleEvent */
const LIFECYCLE = 'Page.lifecycleEvent';

/** Where a command to navigate has led to: https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-navigate */
export interface Navigated {
  /** Of the new document; not there when the page has the document already, and only its fragment is another. */
  readonly loaderId?: unknown;
  /** Why there is none. */
  readonly errorText?: unknown;
}

/** Where one navigation of a tab has led to: heard from before it begins, for its end may be told before its begin. */
export class CdpArrival {
  readonly #stopListening: () => void;
  readonly #loaded = new Set<unknown>();
  #awaited: unknown;
  #resolve = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(connection: Pick<DebuggerConnection, 'listen'>, session: string) {
    this.#stopListening = connection.listen({
      onEvent: (method, { name, loaderId }, theirs) => {
        if (method !== LIFECYCLE || name !== 'load' || theirs !== session) return;
        this.#loaded.add(loaderId);
        if (loaderId === this.#awaited) this.#resolve();
      },
      onGone: (error) => this.#reject(error),
    });
  }

  /** Resolves when the page has loaded; rejects with why it has not. */
  async of(navigating: Promise<Value>): Promise<void> {
    const { loaderId, errorText }: Navigated = await navigating;
    if (errorText !== undefined) throw new Error(String(errorText));
    if (loaderId === undefined || this.#loaded.has(loaderId)) return;
    this.#awaited = loaderId;
    await new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  stopListening(): void {
    this.#stopListening();
  }
}
