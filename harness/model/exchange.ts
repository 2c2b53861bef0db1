import type { HeaderPair } from './words.ts';

/** What became of a request that arrived at the router. */
export type Answer =
  /** The server has not answered (yet). */
  | { readonly kind: 'pending' }
  /** The server answered; the headers are those that went out, in order. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: readonly HeaderPair[];
      readonly endedAt: number;
    }
  /** Nothing is mounted there: the router refused, and no server saw the request. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The mount could not answer: it threw, its upstream was down, the connection broke. */
  | { readonly kind: 'failed'; readonly reason: string };

/** One request as it arrived at the router, and what was answered: a row of the wire record. */
export interface Exchange {
  /** Counts up from 1 in the order of arrival. */
  readonly id: number;
  readonly method: string;
  /** The full URL, as asked for on the wire. */
  readonly url: string;
  /** Request headers in order, names as sent. */
  readonly requestHeaders: readonly HeaderPair[];
  /** A CORS-preflight request: https://fetch.spec.whatwg.org/#cors-preflight-request */
  readonly preflight: boolean;
  /** Milliseconds since the router started. */
  readonly startedAt: number;
  /** The name of the mount that was asked; `null` where none is. */
  readonly mount: string | null;
  /** Which hop of a scripted redirect chain this is; `null` where no script says. */
  readonly hop: number | null;
  /**
   * The servers behind the mount that it asked, in that order; none when it answered by itself. Absent where nobody can
   * tell: a real server asks on by itself, unseen.
   */
  readonly askedOn?: readonly string[];
  readonly answer: Answer;
}
