import { z } from 'zod';
import {
  type CheckReport,
  type Finding,
  ORIGIN_CLASSES,
  RULE_IDS,
  SEVERITIES,
  type Unmeasured,
} from '../../harness/model/finding.ts';
import type { PartialCheck } from '../../harness/model/result.ts';
import { decidedBy, engine, engineName, exchange } from './parts.ts';

const originClass = z.enum(ORIGIN_CLASSES);
const engines = z.array(engineName);

const finding = z.object({
  rule: z.enum(RULE_IDS),
  severity: z.enum(SEVERITIES),
  cwe: z.string().nullable(),
  route: z.string(),
  origin: z.string(),
  originClass,
  engines,
  message: z.string(),
  cure: z.string(),
  decidedBy,
  exchange: exchange.nullable(),
}) satisfies z.ZodType<Finding>;

const unmeasured = z.object({
  route: z.string(),
  origin: z.string(),
  engine: engineName.nullable(),
  reason: z.string(),
}) satisfies z.ZodType<Unmeasured>;

const askedOrigin = z.object({
  origin: z.string(),
  originClass,
  engines,
  reads: z.boolean().nullable(),
  withCredentials: z.boolean(),
});

/** What one contract test found. */
export const partialCheck = z.object({
  findings: z.array(finding),
  inconclusive: z.array(unmeasured),
  checked: z.object({
    apis: z.array(z.string()),
    sites: z.array(z.string()),
    routes: z.array(z.object({ name: z.string(), asked: z.array(askedOrigin) })),
  }),
}) satisfies z.ZodType<PartialCheck>;

/** What a whole check found. */
export const checkReport = partialCheck.extend({
  format: z.literal(1),
  complete: z.boolean(),
  engines: z.array(engine),
}) satisfies z.ZodType<CheckReport>;
