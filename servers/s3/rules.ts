import { z } from 'zod';
import { fieldValueSchema } from '../rules.ts';
import { corsConfigurationSchema } from './cors-rules.ts';

const bytes = z.instanceof(Uint8Array, { error: 'must be text, or bytes' });

const objectSchema = z.strictObject({
  body: z.union([z.string(), bytes]).transform((body) => Buffer.from(body)),
  contentType: fieldValueSchema.default('binary/octet-stream'),
  cacheControl: fieldValueSchema.optional(),
});

const bucketSchema = z.strictObject({
  /** As in put-bucket-cors; without it CORS is not enabled. */
  cors: corsConfigurationSchema.optional(),
  /** What anybody may do who has no signature, by the bucket's policy. */
  publicAccess: z.enum(['none', 'read', 'read-write']).default('none'),
  /** What is in it, by key. */
  objects: z.record(z.string(), objectSchema).default({}),
});

/** The buckets of one owner. */
export const s3Schema = z.strictObject({
  buckets: z.record(z.string().min(3).max(63), bucketSchema),
  /** Whose signatures are taken; by default the key that AWS uses for its own examples. */
  credentials: z
    .strictObject({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) })
    .default({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }),
});

/** What somebody writes. */
export type S3Rules = z.input<typeof s3Schema>;

/** What the service goes by. */
export type ParsedS3Rules = z.output<typeof s3Schema>;
