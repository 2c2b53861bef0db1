import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { OnwardRequest } from '../behind.ts';
import type { CorsConfiguration } from './cors-rules.ts';
import type { ParsedS3Rules } from './rules.ts';

/** An object as it is kept. */
export interface StoredObject {
  readonly body: Buffer;
  /** What goes with it when it is read: Content-Type, Cache-Control, x-amz-meta-…, ETag, Last-Modified. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A bucket, in memory. */
export interface Bucket {
  readonly name: string;
  cors: CorsConfiguration | undefined;
  readonly publicAccess: 'none' | 'read' | 'read-write';
  readonly objects: Map<string, StoredObject>;
}

/** Request headers that are kept with an object, beside x-amz-meta-…. */
const KEPT = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** The buckets that the rules describe, by name. */
export function bucketsOf({ buckets }: ParsedS3Rules, now: Date): Map<string, Bucket> {
  const entries = Object.entries(buckets).map(([name, { cors, publicAccess, objects }]): [string, Bucket] => {
    const kept = Object.entries(objects).map(([key, { body, contentType, cacheControl }]): [string, StoredObject] => {
      const headers = {
        'content-type': contentType,
        ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
      };
      return [key, storedObject(body, headers, now)];
    });
    return [name, { name, cors, publicAccess, objects: new Map(kept) }];
  });
  return new Map(entries);
}

/** What a PutObject leaves behind: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function objectOf({ body, headers }: OnwardRequest, now: Date): StoredObject {
  const kept = Object.entries(headers).filter(([name]) => KEPT.includes(name) || name.startsWith('x-amz-meta-'));
  const text = kept.map(([name, value]) => [name, String(value)] as const);
  return storedObject(body, { 'content-type': 'binary/octet-stream', ...Object.fromEntries(text) }, now);
}

function storedObject(body: Buffer, headers: Readonly<Record<string, string>>, now: Date): StoredObject {
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  return { body, headers: { ...headers, etag, 'last-modified': now.toUTCString() } };
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
export function isNotModified(object: StoredObject, { 'if-none-match': tags }: IncomingHttpHeaders): boolean {
  return (tags ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === object.headers.etag);
}
