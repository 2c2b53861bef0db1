import { z } from 'zod';

/** A token bucket, as AWS has it: `burstLimit` requests at once, `rateLimit` a second afterwards. */
export const throttleSchema = z.strictObject({
  burstLimit: z.int().min(0),
  rateLimit: z.number().min(0),
});

/** How many requests an API key has for the period of its usage plan. */
export const quotaSchema = z.strictObject({ limit: z.int().min(0) });

/** What may still come. Its clock stands still until it is told to go on, so that a test never waits for it. */
export class TokenBucket {
  readonly #size: number;
  readonly #rate: number;
  #tokens: number;

  constructor({ burstLimit, rateLimit }: z.output<typeof throttleSchema>) {
    this.#size = burstLimit;
    this.#rate = rateLimit;
    this.#tokens = burstLimit;
  }

  /** Takes one token. @returns whether there was one */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  advance(seconds: number): void {
    this.#tokens = Math.min(this.#size, this.#tokens + seconds * this.#rate);
  }
}
