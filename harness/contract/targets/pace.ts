import { setTimeout as wait } from 'node:timers/promises';

/** What tells the time, and lets it pass. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  wait(ms: number): Promise<unknown>;
}

const REAL: Clock = { now: () => performance.now(), wait };

/** Lets no more than so many requests a second go, evenly: each waits for its turn. */
export class Pace {
  readonly #gapMs: number;
  readonly #clock: Clock;
  #next = 0;

  /** @param rate requests a second */
  constructor(rate: number, clock: Clock = REAL) {
    this.#gapMs = 1000 / rate;
    this.#clock = clock;
  }

  async turn(): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gapMs;
    if (at > now) await this.#clock.wait(at - now);
  }
}
