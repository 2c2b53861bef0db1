import type { DebuggerConnection, Value } from './debugger-connection.ts';
import type { Arrival } from './debugger-profile.ts';

const LOADED = 'browsingContext.load';
const FAILED = 'browsingContext.navigationFailed';

/** What has to be subscribed to: https://w3c.github.io/webdriver-bidi/#module-browsingContext-event */
export const ARRIVAL_EVENTS = [LOADED, FAILED] as const;

/**
 * Where one navigation of a tab has led to. A load is known by its URL: the id that Firefox gives to it is that of the
 * newest navigation, though the page that has loaded may be the one that is about to be left.
 */
export class BidiArrival implements Arrival {
  readonly #stopListening: () => void;
  readonly #seen: { readonly method: string; readonly params: Value }[] = [];
  /** The answer to the command: an id, and the URL as the browser writes it. */
  #begun: Value | undefined;
  #resolve = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(connection: Pick<DebuggerConnection, 'listen'>, context: string) {
    this.#stopListening = connection.listen({
      onEvent: (method, params) => {
        if (params.context !== context) return;
        this.#seen.push({ method, params });
        this.#settle();
      },
      onGone: (error) => this.#reject(error),
    });
  }

  async of(navigating: Promise<Value>): Promise<void> {
    this.#begun = await navigating;
    await new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#settle();
    });
  }

  stopListening(): void {
    this.#stopListening();
  }

  #settle(): void {
    if (this.#begun === undefined) return;
    const { navigation, url } = this.#begun;
    for (const { method, params } of this.#seen.splice(0)) {
      if (method === LOADED && params.url === url) this.#resolve();
      if (method === FAILED && (params.navigation === navigation || params.url === url))
        this.#reject(new Error(String(params.message)));
    }
  }
}
