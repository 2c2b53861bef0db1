import type { BidiConnection, BidiValue } from './bidi-connection.ts';

const LOADED = 'browsingContext.load';
const FAILED = 'browsingContext.navigationFailed';

/** What has to be subscribed to: https://w3c.github.io/webdriver-bidi/#module-browsingContext-event */
export const ARRIVAL_EVENTS = [LOADED, FAILED] as const;

/** Where one navigation of a tab has led to: it is known by its id, or by its URL where Firefox says two ids. */
export class BidiArrival {
  readonly #url: string;
  readonly #stopListening: () => void;
  readonly #seen: { readonly method: string; readonly params: BidiValue }[] = [];
  #navigation: unknown;
  #resolve = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(connection: BidiConnection, context: string, url: string) {
    this.#url = url;
    this.#stopListening = connection.listen({
      onEvent: (method, params) => {
        if (params.context !== context) return;
        this.#seen.push({ method, params });
        this.#settle();
      },
      onGone: (error) => this.#reject(error),
    });
  }

  /** @param navigation its id, as soon as it is known. Resolves when the page has loaded; rejects with why it has not */
  async of(navigation: Promise<unknown>): Promise<void> {
    this.#navigation = await navigation;
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
    if (this.#navigation === undefined) return;
    for (const { method, params } of this.#seen.splice(0)) {
      if (params.navigation !== this.#navigation && params.url !== this.#url) continue;
      if (method === LOADED) this.#resolve();
      if (method === FAILED) this.#reject(new Error(String(params.message)));
    }
  }
}
