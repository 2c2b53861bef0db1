import { z } from 'zod';
import { OBSERVED_OUTCOMES } from '../../harness/model/words.ts';
import { REPORT_FORMAT, type Report } from '../model.ts';
import { VERDICTS } from '../verdicts.ts';
import { checkReport } from './check.ts';
import * as parts from './parts.ts';

const text = z.string();
const number = z.number();
const state = z.enum([...OBSERVED_OUTCOMES, 'blockedButExecuted']);

const counts = z.object({
  results: number,
  passed: number,
  failed: number,
  readable: number,
  opaque: number,
  opaqueredirect: number,
  blocked: number,
  blockedButExecuted: number,
  inconclusive: number,
});

const { requestHeadersSeenByServer: _, preflightHeadersSeenByServer: __, ...seen } = parts.observation.shape;

// What has a default was not in the first reports of this format: they can still be read.
const result = z.object({
  ...seen,
  id: text,
  title: text,
  topic: text,
  file: text,
  engine: parts.engineName,
  column: number,
  pass: z.boolean(),
  retries: number,
  silentSideEffect: z.boolean(),
  what: text,
  decidedBy: parts.decidedBy.nullable(),
  prediction: parts.prediction.nullable().default(null),
  expectation: parts.expectation.nullable().default(null),
  asked: z.array(parts.asked).default([]),
  departures: z.array(parts.departure).default([]),
  deviations: z.array(text).default([]),
  claims: z.array(text),
  failure: text.nullable(),
  fromTable: z.boolean(),
});

const measuredValues = parts.measurement.extend({ engine: parts.engineName, column: number, pass: z.boolean() });

const claim = z.object({
  id: text,
  text,
  basis: z.enum(['measured', 'emulated', 'documented']),
  source: text,
  verdict: z.enum(VERDICTS),
  evidence: z.array(text),
  why: text,
});

const testName = z.object({ id: text, title: text, file: text, project: text, engine: parts.engineName.nullable() });

const problem = z.object({
  id: text.exactOptional(),
  title: text.exactOptional(),
  file: text.exactOptional(),
  project: text.exactOptional(),
  engine: parts.engineName.nullable().exactOptional(),
  message: text,
});

const change = z.object({
  kind: z.enum(['broken', 'fixed', 'different', 'added', 'gone']),
  id: text,
  title: text,
  engine: parts.engineName,
  was: state.nullable(),
  is: state.nullable(),
});

const changes = z.object({
  against: text,
  upgraded: z.array(z.object({ engine: parts.engineName, from: text, to: text })),
  changes: z.array(change),
});

/** What report.json holds. */
export const reportSchema = z.object({
  format: z.literal(REPORT_FORMAT),
  generatedAt: text,
  durationMs: number,
  complete: z.boolean(),
  engines: z.array(parts.engine),
  servers: z.array(parts.server),
  standard: text.nullable().default(null),
  sections: z.record(text, text).default({}),
  totals: counts.extend({
    tests: number,
    testsWithoutRequest: number,
    notRun: number,
    problems: number,
    byEngine: z.array(counts),
  }),
  results: z.array(result),
  measurements: z.array(measuredValues),
  claims: z.array(claim),
  deviations: z.array(parts.deviation).default([]),
  scenarios: z.array(parts.scenarioSource.extend({ id: text })).default([]),
  contract: checkReport.nullable().default(null),
  changes: changes.nullable().default(null),
  tests: z.array(testName.extend({ durationMs: number, ok: z.boolean() })).default([]),
  notRun: z.array(testName.extend({ reason: text })),
  problems: z.array(problem),
}) satisfies z.ZodType<Report>;

/** The published JSON Schema of report.json. */
export function reportJsonSchema(): object {
  const schema = z.toJSONSchema(reportSchema, { io: 'output' });
  return { title: 'A report of cross-examine', ...schema };
}
