import type { DebuggerConnection, Value } from './debugger-connection.ts';
import type { Arrival } from './debugger-profile.ts';

/** https://chromedevtools.github.io/devtools-protocol/tot/Page/#event-lifecycleEvent */
const LIFECYCLE = 'Page.lifecycleEvent';

/**
 * Where one navigation of a tab has led to. A load is known by its document, which has no id when the page has it already
 * and only its fragment is another: https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-navigate
 */
export class CdpArrival implements Arrival {
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

  async of(navigating: Promise<Value>): Promise<void> {
    const { loaderId, errorText } = await navigating;
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
