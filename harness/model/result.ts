import type { Values } from './claim.ts';
import type { Mismatch } from './compare.ts';
import type { EngineInfo } from './engine-info.ts';
import type { CheckReport } from './finding.ts';
import type { Observation } from './observation.ts';
import type { DecidedBy, Prediction } from './prediction.ts';
import type { Expectation, ScenarioInput } from './scenario.ts';
import type { Server } from './server.ts';
import type { EngineName } from './words.ts';

/** The version of the envelope and of the attachments: raised when a field changes its meaning. */
export const FORMAT = 1;

/** A step's observation, and the ids of the known deviations it shows. */
export interface ObservedStep extends Observation {
  readonly deviations: readonly string[];
}

/** One scenario in one engine, as the envelope of `run` holds it. */
export interface ScenarioResult {
  readonly id: string;
  readonly engine: EngineName;
  readonly steps: readonly ObservedStep[];
}

/** What `cross-examine run --json` writes. */
export interface Envelope {
  readonly format: typeof FORMAT;
  readonly standard: string | null;
  readonly engines: readonly EngineInfo[];
  readonly results: readonly ScenarioResult[];
  readonly complete: boolean;
}

/** A server as a report names it. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
  readonly real: boolean;
  /** What it is to a request that it may pass on. */
  readonly role?: Server['role'];
  /** How it answers where no source says how the system it stands for does: a sentence each. */
  readonly unconfirmed?: Server['unconfirmed'];
}

/** The name under which a test attaches what it observed. */
export const ATTACHMENT_NAME = 'cross-examine';
export const ATTACHMENT_TYPE = 'application/vnd.cross-examine+json';

/**
 * What one test hands to the reporter, as a JSON attachment: so that results of sharded runs travel inside
 * Playwright's own blobs. A test has one of these, written when it ends.
 */
export interface TestAttachment {
  readonly format: typeof FORMAT;
  readonly engine: EngineInfo;
  readonly servers: readonly ServerInfo[];
  readonly observations: readonly ObservedRequest[];
  readonly measurements: readonly Measurement[];
  /** The commit of the Fetch Standard that predictions are made by. */
  readonly standard?: string | undefined;
  /** Where the sections that it names stand, by their name. */
  readonly sections?: Readonly<Record<string, string>> | undefined;
  /** The known deviations that its observations show. */
  readonly deviations?: readonly KnownDeviation[] | undefined;
  /** What a contract test found out of the routes and sites it asked. */
  readonly check?: PartialCheck | undefined;
}

/** A part of a contract check: what one test found. */
export type PartialCheck = Pick<CheckReport, 'findings' | 'inconclusive' | 'checked'>;

/** A row of the ledger, as far as it can be written down: what engines are known to do otherwise than the standard says. */
export interface KnownDeviation {
  readonly id: string;
  readonly what: string;
  readonly standard: { readonly section: string; readonly step: string };
  /** A bug or an issue of the standard; `null` where none is known to us. */
  readonly issue: string | null;
  /** The engines that differ, and the version each was seen in. */
  readonly engines: Readonly<Partial<Record<EngineName, string>>>;
}

/** What a test found out that is no single request: a hit rate, a count, what a cited table says. */
export interface Measurement {
  /** Unique in the run, the same in every engine; as in `cdn/hit-rate`. */
  readonly id: string;
  readonly title: string;
  readonly values: Values;
}

/** One request that a test made, with the sentence that tells it. */
export interface ObservedRequest {
  /** As in `DELETE https://api.shop.com/orders/1 by fetch from https://shop.com`. */
  readonly what: string;
  readonly observation: Observation;
  /** What decides by the standard, whatever the engine did. */
  readonly decidedBy?: DecidedBy | undefined;
  /** What the standard says of it. */
  readonly prediction?: Omit<Prediction, 'decidedBy'> | undefined;
  /** What its scenario expects. */
  readonly expectation?: Expectation | undefined;
  /** What a story asked of it, in the order of asking. */
  readonly asked?: readonly Asked[] | undefined;
  /** In what the engine departs from the standard, and no known deviation says why. */
  readonly departures?: readonly Mismatch[] | undefined;
  /** The ids of the known deviations it shows. */
  readonly deviations?: readonly string[] | undefined;
  /** The request as a scenario, to be played again. */
  readonly source?: ScenarioSource | undefined;
  /** The scenario it is a step of, where one test plays a whole table. */
  readonly scenario?: PlayedStep | undefined;
}

/** A step of a scenario that was played among others, and how it went. */
export interface PlayedStep {
  readonly id: string;
  readonly title: string;
  /** Counted from 0. */
  readonly step: number;
  /** Why it is not as expected; `null` when it is. */
  readonly failure: string | null;
}

/** One thing that a spec asked of an observation. */
export interface Asked {
  /** As in `to be blocked: a network error in the page`. */
  readonly what: string;
  readonly holds: boolean;
}

/** A scenario, and where it is from. */
export interface ScenarioSource {
  /** `written`: by the author of a table. `observed`: a story's request, with what the servers answered as their script. */
  readonly kind: 'written' | 'observed';
  readonly scenario: ScenarioInput;
}
