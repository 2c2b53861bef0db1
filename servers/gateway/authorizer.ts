import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { fieldNameSchema } from '../rules.ts';

/** What an authorizer says of a request; `unauthorized`: it refuses to take this for an identity at all. */
const DECISIONS = ['allow', 'deny', 'unauthorized', 'failure'] as const;

/** An authorizer as data: what it looks at, and what it says of each value it may find there. */
export const authorizerSchema = z.strictObject({
  /** The request header that identifies the caller. */
  identitySource: fieldNameSchema.default('authorization'),
  /** By the whole value of that header, as in `{ 'Bearer ann': 'allow' }`. */
  decisions: z.record(z.string(), z.enum(DECISIONS)).default({}),
  /** What it says of any other value. */
  otherwise: z.enum(DECISIONS).default('deny'),
});

export type Authorizer = z.output<typeof authorizerSchema>;

/** `missing`: without its identity source a request does not come to the authorizer. */
export type Decision = (typeof DECISIONS)[number] | 'missing';

/** What becomes of a request that an authorizer guards. */
export function decide({ identitySource, decisions, otherwise }: Authorizer, headers: IncomingHttpHeaders): Decision {
  const identity = headers[identitySource];
  if (identity === undefined) return 'missing';
  const value = String(identity);
  return Object.hasOwn(decisions, value) ? (decisions[value] ?? otherwise) : otherwise;
}
