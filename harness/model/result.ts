import type { Values } from './claim.ts';
import type { EngineInfo } from './engine-info.ts';
import type { Observation } from './observation.ts';
import type { DecidedBy } from './prediction.ts';
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
