import type { Expectation } from './scenario.ts';

/** How a claim was settled: by real systems and browsers, by an emulated system, or by a dated document. */
export type Basis = 'measured' | 'emulated' | 'documented';

/** What a value of a measurement is held against: equal to it, nothing more. */
export type Values = Readonly<Record<string, number | string | boolean>>;

/** One case that a claim is put to. */
export interface ClaimCase {
  /** The id of a result of the report; one of a test's further requests has `#2`, `#3`. Or the id of a measurement. */
  readonly of: string;
  /** What must come of it if the claim is true: of a request as in a scenario's `expect`, of a measurement its values. */
  readonly says: Expectation | { readonly values: Values };
  /** One plain sentence to be read when it does not come out so. */
  readonly otherwise: string;
}

/** Something that people say about CORS, as something to measure. */
export interface Claim {
  /** As in `C47b`. */
  readonly id: string;
  readonly text: string;
  /** Where it is said. */
  readonly source: string;
  readonly basis: Basis;
  /** What the claim says in so many words. One that comes out otherwise refutes it. */
  readonly literal: readonly ClaimCase[];
  /** What a reader would take it to say too. One that comes out otherwise limits it. */
  readonly breaking: readonly ClaimCase[];
  /** It was true once: since when it is not, and who says so. */
  readonly outdated?: { readonly since: string; readonly source: string };
}
