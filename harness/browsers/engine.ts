import type { EngineInfo } from '../model/engine-info.ts';

/** A running browser. The drivers behind this are Playwright, CDP, WebDriver BiDi and W3C WebDriver. */
export interface Engine {
  readonly info: EngineInfo;
  /** Opens a fresh profile (no cookies, empty caches) whose whole network is the proxy at `proxy`. */
  newProfile(proxy: string): Promise<Profile>;
  /** `false` once the browser has gone: no profile can be opened any more. */
  isAlive(): boolean;
  /** Ends the browser; no process is left. */
  close(): Promise<void>;
}

/** One visitor: a cookie jar, caches and one page. */
export interface Profile {
  /** Navigates the page; rejects when it has not loaded within `timeoutMs` ({@link NAVIGATION_TIMEOUT_MS} if not said). */
  goto(url: string, timeoutMs?: number): Promise<void>;
  /** Evaluates an expression in the page, awaits it, and returns its value by way of JSON. */
  evaluate(expression: string): Promise<unknown>;
  /**
   * Resolves when the page has got another document than the one it has now, and after `limitMs` in any case: an answer
   * without a document (204, a download) leaves the page where it is. To be called before what makes it go.
   */
  nextDocument(limitMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Bounds, in milliseconds, for what a browser is asked to do: generous, and finite. */
export const LAUNCH_TIMEOUT_MS = 60_000;
export const NAVIGATION_TIMEOUT_MS = 20_000;

/** That time ran out, under the name that Playwright gives it, too. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}
