import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { OnwardRequest } from '../behind.ts';
import { splitUrl } from './address.ts';

/** Whose key a request is signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a signature says about itself, in the query string of a presigned URL or in Authorization. */
export interface Claimed {
  readonly accessKeyId: string;
  /** `YYYYMMDD/region/s3/aws4_request` */
  readonly scope: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** SHA-256 of the body in hex, or UNSIGNED-PAYLOAD. */
  readonly payload: string;
}

/** A request as it was signed, in the two forms that S3 tells a client whose signature is wrong. */
export interface Signing {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly matches: boolean;
}

/** In place of the hash of a body that is not part of what was signed. */
export const UNSIGNED = 'UNSIGNED-PAYLOAD';
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** @param text as in 20261125T120000Z */
export function dateOf(text: string): Date | undefined {
  const date = new Date(text.replace(DATE, '$1-$2-$3T$4:$5:$6Z'));
  return DATE.test(text) && !Number.isNaN(date.getTime()) ? date : undefined;
}

/**
 * Signs the request again and compares. S3 encodes a path once, not twice as other services do.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function signAgain(request: OnwardRequest, claimed: Claimed, secretAccessKey: string): Signing {
  const canonicalRequest = canonicalRequestOf(request, claimed);
  const stringToSign = ['AWS4-HMAC-SHA256', claimed.date, claimed.scope, sha256(canonicalRequest)].join('\n');
  const key = claimed.scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = Buffer.from(hmac(key, stringToSign).toString('hex'));
  const given = Buffer.from(claimed.signature);
  return {
    canonicalRequest,
    stringToSign,
    matches: given.length === signature.length && timingSafeEqual(given, signature),
  };
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function canonicalRequestOf({ method, url, headers }: OnwardRequest, { signedHeaders, payload }: Claimed): string {
  const [path, query] = splitUrl(url);
  const segments = path.split('/').map((segment) => encode(decodeURIComponent(segment)));
  const named = signedHeaders.map((name) => `${name}:${[headers[name] ?? ''].flat().join(',').trim()}\n`);
  return [method, segments.join('/'), canonicalQuery(query), named.join(''), signedHeaders.join(';'), payload].join(
    '\n',
  );
}

/** In the order of their names, which "=" would spoil. */
function canonicalQuery(query: string): string {
  const signed = [...new URLSearchParams(query)].filter(([name]) => name !== 'X-Amz-Signature');
  const encoded = signed.map(([name, value]) => `${encode(name)}\0${encode(value)}`);
  return encoded.sort().join('&').replaceAll('\0', '=');
}

/** Everything but https://www.rfc-editor.org/rfc/rfc3986#section-2.3 */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
