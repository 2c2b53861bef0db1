import type { FastifyInstance } from 'fastify';
import type { Server } from '../harness/model/server.ts';
import { answering } from './answering.ts';
import { parseRules } from './rules.ts';
import type { StoredObject } from './s3/bucket.ts';
import { type S3Rules, s3Schema } from './s3/rules.ts';
import { S3Service } from './s3/service.ts';
import { UNCONFIRMED_S3 } from './s3/unconfirmed.ts';

export type { S3Rules } from './s3/rules.ts';

/** S3 that can be mounted, and asked without a browser by `app.inject` or by the AWS SDK. */
export interface S3Server extends Server {
  readonly app: FastifyInstance;
  /** What is kept under a key; `undefined` when nothing is. */
  object(bucket: string, key: string): StoredObject | undefined;
  /** Puts the clock forward by so many seconds: a presigned URL runs out. */
  advance(seconds: number): void;
}

/**
 * Emulated S3: buckets with their CORS rules and objects, in memory. It answers GetObject, HeadObject, PutObject,
 * DeleteObject and Get-, Put- and DeleteBucketCors, signed, presigned or by public access; anything else is a 501.
 * A bucket is found by the host (`my-bucket.s3.eu-central-1.amazonaws.com`), else by the first segment of the path.
 * @param rules the buckets, and the key that signatures are checked with
 * @returns the server; `effects()` is how many objects were written or deleted
 * @throws when a rule is wrong, naming the field; a CORS rule in the words of S3
 */
export function s3(rules: S3Rules): S3Server {
  const service = new S3Service(parseRules('s3', s3Schema, rules));
  const app = answering((request) => service.answer(request));
  return {
    name: 's3',
    version: `fastify ${app.version}`,
    real: false,
    source: { kind: 'app', app },
    unconfirmed: UNCONFIRMED_S3,
    app,
    effects: () => service.effects,
    object: (bucket, key) => service.buckets.get(bucket)?.objects.get(key),
    advance: (seconds) => service.advance(seconds),
    close: () => app.close(),
  };
}
