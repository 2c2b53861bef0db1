import type { EngineInfo } from '../harness/model/engine-info.ts';
import type { Observation } from '../harness/model/observation.ts';
import type { DecidedBy } from '../harness/model/prediction.ts';
import type { Measurement, ServerInfo } from '../harness/model/result.ts';
import type { EngineName } from '../harness/model/words.ts';
import type { SettledClaim } from './verdicts.ts';

/** The version of report.json: raised when a field changes its meaning. */
export const REPORT_FORMAT = 1;

/** What `report.json` holds, and all that the page is drawn from. */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  readonly durationMs: number;
  /** `false` when the run was cut short: whatever is missing here was not measured. */
  readonly complete: boolean;
  /** The columns, in the order chromium, firefox, webkit. */
  readonly engines: readonly EngineInfo[];
  readonly servers: readonly ServerInfo[];
  readonly totals: Totals;
  readonly results: readonly Result[];
  readonly measurements: readonly MeasuredValues[];
  /** What people say, and what the results make of it. */
  readonly claims: readonly SettledClaim[];
  readonly notRun: readonly NotRun[];
  readonly problems: readonly Problem[];
}

/** One observation: one request of one test in one engine. */
export interface Result
  extends Pick<
    Observation,
    | 'outcome'
    | 'reason'
    | 'preflight'
    | 'preflightHops'
    | 'reached'
    | 'reachedHops'
    | 'effects'
    | 'status'
    | 'visibleHeaders'
    | 'visibleHeaderValues'
    | 'hiddenHeaders'
    | 'error'
    | 'url'
    | 'exchanges'
  > {
  /** The same in every engine. */
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  /** The spec file, with `/` on every system. */
  readonly file: string;
  readonly engine: EngineName;
  /** Index into `engines`: one engine may be there twice, in two builds or on two platforms. */
  readonly column: number;
  /** The test went as it should, and this observation is conclusive. */
  readonly pass: boolean;
  /** How often the test was tried again before this; anything but 0 deserves a look. */
  readonly retries: number;
  /** The page was refused and the servers have done the work all the same. */
  readonly silentSideEffect: boolean;
  /** As in `DELETE https://api.shop.com/orders/1 by fetch from https://shop.com`. */
  readonly what: string;
  /** What decides by the standard, whatever the engine did; `null` where the test does not say. */
  readonly decidedBy: DecidedBy | null;
  readonly claims: readonly string[];
  /** The first error message of the test; `null` when it went as it should. */
  readonly failure: string | null;
  /** It is a row of a table that one test played as a whole. */
  readonly fromTable: boolean;
}

/** What a test found out that is no single request, in one engine. */
export interface MeasuredValues extends Measurement {
  readonly engine: EngineName;
  /** Index into `engines`. */
  readonly column: number;
  readonly pass: boolean;
}

/** A test that was skipped, or that the run never came to. */
export interface NotRun extends TestName {
  readonly reason: string;
}

/** Something that kept the run from measuring: a missing engine, an attachment nobody can read. */
export interface Problem extends Partial<TestName> {
  readonly message: string;
}

/** Which test, in which project. */
export interface TestName {
  /** The id that the test's first result has, or would have had. */
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly project: string;
  /** The engine the project drives; `null` where nothing tells. */
  readonly engine: EngineName | null;
}

/** Counts of results. The outcomes are disjoint: `blockedButExecuted` are not also `blocked`. */
export interface Counts {
  readonly results: number;
  readonly passed: number;
  readonly failed: number;
  readonly readable: number;
  readonly opaque: number;
  readonly opaqueredirect: number;
  readonly blocked: number;
  readonly blockedButExecuted: number;
  readonly inconclusive: number;
}

/** Counts over the whole run, and over each engine in the order of `engines`. */
export interface Totals extends Counts {
  readonly tests: number;
  /** Tests that went as they should and made no request: checks of tables and of the harness itself. */
  readonly testsWithoutRequest: number;
  readonly notRun: number;
  readonly problems: number;
  readonly byEngine: readonly Counts[];
}
