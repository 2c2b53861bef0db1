import { z } from 'zod';
import { ATTACHMENT_NAME, FORMAT, type TestAttachment } from '../harness/model/result.ts';
import type { RawAttachment } from './input.ts';
import { partialCheck } from './schema/check.ts';
import * as parts from './schema/parts.ts';

export type Decoded =
  | { readonly ok: true; readonly attachment: TestAttachment }
  | { readonly ok: false; readonly problem: string };

const playedStep = z.object({
  id: z.string(),
  title: z.string(),
  step: z.number(),
  failure: z.string().nullable(),
});

const observedRequest = z.object({
  what: z.string(),
  observation: parts.observation,
  decidedBy: parts.decidedBy.optional(),
  prediction: parts.prediction.optional(),
  expectation: parts.expectation.optional(),
  asked: z.array(parts.asked).optional(),
  departures: z.array(parts.departure).optional(),
  deviations: z.array(z.string()).optional(),
  scenario: playedStep.optional(),
  source: parts.scenarioSource.optional(),
});

/** Shards may have been run by another version of the package: so the text is checked, not trusted. */
const attachment = z.object({
  format: z.literal(FORMAT),
  engine: parts.engine,
  servers: z.array(parts.server),
  observations: z.array(observedRequest),
  measurements: z.array(parts.measurement).default([]),
  standard: z.string().optional(),
  sections: z.record(z.string(), z.string()).default({}),
  deviations: z.array(parts.deviation).default([]),
  check: partialCheck.optional(),
}) satisfies z.ZodType<TestAttachment>;

/** The attachment, or in one sentence why it is none. */
export function decodeAttachment(raw: RawAttachment): Decoded {
  if ('unreadable' in raw) return refuse(`could not be read: ${raw.unreadable}`);
  let value: unknown;
  try {
    value = JSON.parse(raw.text);
  } catch (error) {
    return refuse(`is not JSON: ${(error as Error).message}`);
  }
  const parsed = attachment.safeParse(value);
  return parsed.success ? { ok: true, attachment: parsed.data } : refuse(describeIssues(parsed.error));
}

function refuse(why: string): Decoded {
  return { ok: false, problem: `The attachment "${ATTACHMENT_NAME}" ${why}` };
}

function describeIssues(error: z.ZodError): string {
  const [first, ...others] = error.issues;
  const where = first?.path.join('.') || 'the whole';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `does not have the form this report reads (format ${FORMAT}): ${where}: ${first?.message ?? 'unknown'}${more}`;
}
