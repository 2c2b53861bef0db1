import { setTimeout as wait } from 'node:timers/promises';

/** Lets no more than so many requests a second go, evenly: each waits for its turn. */
export class Pace {
  readonly #gapMs: number;
  #next = 0;

  /** @param rate requests a second */
  constructor(rate: number) {
    this.#gapMs = 1000 / rate;
  }

  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gapMs;
    if (at > now) await wait(at - now);
  }
}
