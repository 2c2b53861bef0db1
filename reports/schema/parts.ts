import { z } from 'zod';
import type { EngineInfo } from '../../harness/model/engine-info.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Observation } from '../../harness/model/observation.ts';
import type { DecidedBy, Prediction } from '../../harness/model/prediction.ts';
import type { Asked, KnownDeviation, Measurement, ScenarioSource, ServerInfo } from '../../harness/model/result.ts';
import type { Expectation, ScenarioInput } from '../../harness/model/scenario.ts';
import { ENGINE_NAMES, OBSERVED_OUTCOMES, OUTCOMES } from '../../harness/model/words.ts';

/** What attachments and reports have in common. Shards may have been run by another version: text is checked, not trusted. */
const headers = z.array(z.tuple([z.string(), z.string()]));
const names = z.array(z.string());
const hops = z.array(z.number());
const headerMap = z.record(z.string(), z.string());
const maybeHeaderMap = z.record(z.string(), z.string().nullable());
const preflight = z.enum(['none', 'sent']);
const effects = z.record(z.string(), z.number());

export const engineName = z.enum(ENGINE_NAMES);

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pending') }),
  z.object({ kind: z.literal('answered'), status: z.number(), headers, endedAt: z.number() }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

export const exchange = z.object({
  id: z.number(),
  method: z.string(),
  url: z.string(),
  requestHeaders: headers,
  preflight: z.boolean(),
  startedAt: z.number(),
  mount: z.string().nullable(),
  hop: z.number().nullable(),
  askedOn: names.exactOptional(),
  answer,
}) satisfies z.ZodType<Exchange>;

/** What an observation and a prediction have in common. */
const seen = z.object({
  outcome: z.enum(OBSERVED_OUTCOMES),
  reason: z.string().nullable(),
  preflight,
  preflightHops: hops,
  reached: z.boolean(),
  reachedHops: hops,
  effects,
  status: z.number(),
  visibleHeaders: names,
  hiddenHeaders: names,
  visibleHeaderValues: headerMap,
  requestHeadersSeenByServer: headerMap,
  preflightHeadersSeenByServer: headerMap,
});

export const observation = seen.extend({
  error: z.string().nullable(),
  url: z.string().nullable(),
  exchanges: z.array(exchange),
}) satisfies z.ZodType<Observation>;

export const prediction = seen satisfies z.ZodType<Omit<Prediction, 'decidedBy'>>;

export const decidedBy = z.object({
  section: z.string(),
  step: z.string(),
  reason: z.string(),
}) satisfies z.ZodType<DecidedBy>;

export const expectation = z.object({
  outcome: z.enum(OUTCOMES).optional(),
  preflight: preflight.optional(),
  preflightHops: hops.optional(),
  reached: z.boolean().optional(),
  reachedHops: hops.optional(),
  effects: effects.optional(),
  status: z.number().optional(),
  visibleHeaders: names.optional(),
  hiddenHeaders: names.optional(),
  visibleHeaderValues: headerMap.optional(),
  requestHeadersSeenByServer: maybeHeaderMap.optional(),
  preflightHeadersSeenByServer: maybeHeaderMap.optional(),
}) satisfies z.ZodType<Expectation>;

export const asked = z.object({ what: z.string(), holds: z.boolean() }) satisfies z.ZodType<Asked>;

/** One field in which an engine departs from the standard. */
export const departure = z.object({ field: z.string(), expected: z.json(), observed: z.json() });

/** A scenario is to be copied, not to be understood: that it has an id is enough. */
const scenario = z.looseObject({ id: z.string() }) as unknown as z.ZodType<ScenarioInput>;

export const scenarioSource = z.object({
  kind: z.enum(['written', 'observed']),
  scenario,
}) satisfies z.ZodType<ScenarioSource>;

export const engine = z.object({
  name: engineName,
  version: z.string(),
  build: z.enum(['playwright', 'stock']),
  driver: z.enum(['playwright', 'cdp', 'webdriver-bidi', 'webdriver']),
  platform: z.string(),
}) satisfies z.ZodType<EngineInfo>;

export const server = z.object({
  name: z.string(),
  version: z.string(),
  real: z.boolean(),
  role: z.enum(['cache', 'gateway']).exactOptional(),
  unconfirmed: names.exactOptional(),
}) satisfies z.ZodType<ServerInfo>;

export const measurement = z.object({
  id: z.string(),
  title: z.string(),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
}) satisfies z.ZodType<Measurement>;

export const deviation = z.object({
  id: z.string(),
  what: z.string(),
  standard: z.object({ section: z.string(), step: z.string() }),
  issue: z.string().nullable(),
  engines: z.partialRecord(engineName, z.string()),
}) satisfies z.ZodType<KnownDeviation>;
