import type { Claim } from '../harness/model/claim.ts';

/** An attachment as it was found: text to decode, or why there is none. */
export type RawAttachment = { readonly text: string } | { readonly unreadable: string };

/** One test as the runner left it, after its last retry. */
export interface FinishedTest {
  /** Relative to the root of the run, with `/` on every system. */
  readonly file: string;
  readonly line: number;
  /** Titles of the enclosing describes, outermost first. */
  readonly describes: readonly string[];
  readonly title: string;
  readonly project: string;
  /** `none`: the run ended before it came to this test. */
  readonly status: 'passed' | 'failed' | 'timedOut' | 'skipped' | 'interrupted' | 'none';
  /** The test went as it should; a test marked as failing does so by failing. */
  readonly ok: boolean;
  readonly retries: number;
  readonly durationMs: number;
  /** As the runner spells them, as in `@C47b`. */
  readonly tags: readonly string[];
  /** The runner's error messages, in order. */
  readonly errors: readonly string[];
  /** What the author said when skipping; `null` where nobody skipped it on purpose. */
  readonly skipReason: string | null;
  readonly attachments: readonly RawAttachment[];
}

/** All that a report is built from. Tests stand in the order of their declaration. */
export interface BuildInput {
  readonly generatedAt: string;
  readonly durationMs: number;
  readonly status: 'passed' | 'failed' | 'timedout' | 'interrupted';
  readonly tests: readonly FinishedTest[];
  /** What the results are to settle. */
  readonly claims: readonly Claim[];
  /** Errors that belong to no test: a spec that does not compile. */
  readonly errors: readonly string[];
}
