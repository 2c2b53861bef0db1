import { z } from 'zod';
import { ATTACHMENT_NAME, FORMAT, type TestAttachment } from '../harness/model/result.ts';
import { ENGINE_NAMES, OBSERVED_OUTCOMES } from '../harness/model/words.ts';
import type { RawAttachment } from './input.ts';

export type Decoded =
  | { readonly ok: true; readonly attachment: TestAttachment }
  | { readonly ok: false; readonly problem: string };

const headers = z.array(z.tuple([z.string(), z.string()]));
const names = z.array(z.string());
const hops = z.array(z.number());
const headerMap = z.record(z.string(), z.string());

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pending') }),
  z.object({ kind: z.literal('answered'), status: z.number(), headers, endedAt: z.number() }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
  z.object({ kind: z.literal('failed'), reason: z.string() }),
]);

const exchange = z.object({
  id: z.number(),
  method: z.string(),
  url: z.string(),
  requestHeaders: headers,
  preflight: z.boolean(),
  startedAt: z.number(),
  mount: z.string().nullable(),
  hop: z.number().nullable(),
  answer,
});

const observation = z.object({
  outcome: z.enum(OBSERVED_OUTCOMES),
  reason: z.string().nullable(),
  preflight: z.enum(['none', 'sent']),
  preflightHops: hops,
  reached: z.boolean(),
  reachedHops: hops,
  effects: z.record(z.string(), z.number()),
  status: z.number(),
  visibleHeaders: names,
  hiddenHeaders: names,
  visibleHeaderValues: headerMap,
  requestHeadersSeenByServer: headerMap,
  preflightHeadersSeenByServer: headerMap,
  error: z.string().nullable(),
  url: z.string().nullable(),
  exchanges: z.array(exchange),
});

const engine = z.object({
  name: z.enum(ENGINE_NAMES),
  version: z.string(),
  build: z.enum(['playwright', 'stock']),
  driver: z.enum(['playwright', 'playwright-bidi', 'webdriver']),
  platform: z.string(),
});

const measurement = z.object({
  id: z.string(),
  title: z.string(),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});
const decidedBy = z.object({ section: z.string(), step: z.string(), reason: z.string() });

const playedStep = z.object({
  id: z.string(),
  title: z.string(),
  step: z.number(),
  failure: z.string().nullable(),
});

/** Shards may have been run by another version of the package: so the text is checked, not trusted. */
const attachment = z.object({
  format: z.literal(FORMAT),
  engine,
  servers: z.array(z.object({ name: z.string(), version: z.string(), real: z.boolean() })),
  observations: z.array(
    z.object({ what: z.string(), observation, decidedBy: decidedBy.optional(), scenario: playedStep.optional() }),
  ),
  measurements: z.array(measurement).default([]),
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
