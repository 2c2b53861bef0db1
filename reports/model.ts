import type { Mismatch } from '../harness/model/compare.ts';
import type { EngineInfo } from '../harness/model/engine-info.ts';
import type { CheckReport } from '../harness/model/finding.ts';
import type { Observation } from '../harness/model/observation.ts';
import type { DecidedBy, Prediction } from '../harness/model/prediction.ts';
import type { Asked, KnownDeviation, Measurement, ScenarioSource, ServerInfo } from '../harness/model/result.ts';
import type { Expectation } from '../harness/model/scenario.ts';
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
  /** The commit of https://github.com/whatwg/fetch that predictions are made by; `null` where nothing was predicted. */
  readonly standard: string | null;
  /** Where the sections that results name stand, by their name. */
  readonly sections: Readonly<Record<string, string>>;
  readonly totals: Totals;
  readonly results: readonly Result[];
  readonly measurements: readonly MeasuredValues[];
  /** What people say, and what the results make of it. */
  readonly claims: readonly SettledClaim[];
  /** The known deviations that results show, by id. */
  readonly deviations: readonly KnownDeviation[];
  /** What can be played again, by the id of the scenario's first result. */
  readonly scenarios: readonly CaseScenario[];
  /** What the check of a team's contract found; `null` where there was none. */
  readonly contract: CheckReport | null;
  /** What is not as it was in an earlier report; `null` where it was held against none. */
  readonly changes: Changes | null;
  /** Every test that was begun, with what it took. */
  readonly tests: readonly TimedTest[];
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
  /** What the standard says of it; `null` where the test does not ask. */
  readonly prediction: Omit<Prediction, 'decidedBy'> | null;
  /** What its scenario expects; `null` for a request of a story. */
  readonly expectation: Expectation | null;
  /** What a story asked of it, in the order of asking. */
  readonly asked: readonly Asked[];
  /** In what the engine departs from the standard, and no known deviation says why. */
  readonly departures: readonly Mismatch[];
  /** The ids of the known deviations it shows. */
  readonly deviations: readonly string[];
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

/** A scenario to copy. */
export interface CaseScenario extends ScenarioSource {
  readonly id: string;
}

/** A test that was begun. */
export interface TimedTest extends TestName {
  readonly durationMs: number;
  readonly ok: boolean;
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

/** What a cell says: the outcome, or that the page was refused while the servers did the work. */
export type State = Result['outcome'] | 'blockedButExecuted';

/** What is not as it was in an earlier report. */
export interface Changes {
  /** When the earlier report was made: ISO 8601, UTC. */
  readonly against: string;
  readonly upgraded: readonly Upgrade[];
  readonly changes: readonly Change[];
}

/** An engine of another version, build, driver or platform than before. */
export interface Upgrade {
  readonly engine: EngineName;
  readonly from: string;
  readonly to: string;
}

/** One result that is not as it was. */
export interface Change {
  /**
   * `broken`: it went as it should, and does not; `fixed`: the other way round; `different`: as it should both times, and
   * not alike; `added` and `gone`: it stands in one of the reports alone.
   */
  readonly kind: 'broken' | 'fixed' | 'different' | 'added' | 'gone';
  readonly id: string;
  readonly title: string;
  readonly engine: EngineName;
  readonly was: State | null;
  readonly is: State | null;
}
