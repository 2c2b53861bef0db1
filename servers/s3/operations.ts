import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import { fieldValueSchema } from '../rules.ts';
import type { Address } from './address.ts';
import type { Caller } from './authenticate.ts';
import { type Bucket, isNotModified, objectOf, type StoredObject } from './bucket.ts';
import { corsConfigurationSchema, MALFORMED_XML, refusalOf } from './cors-rules.ts';
import { readCorsXml, writeCorsXml } from './cors-xml.ts';
import { accessDenied, notImplemented, S3Refusal } from './errors.ts';
import { xmlAnswer } from './xml.ts';

/** One request, and all that has been found out about it. */
export interface Operation {
  readonly request: OnwardRequest;
  readonly address: Address;
  readonly bucket: Bucket;
  readonly caller: Caller;
  readonly now: Date;
}

/** Parameters that ask for another operation than the method says, or for a part of it. */
const ELSEWHERE = ['acl', 'attributes', 'partNumber', 'tagging', 'torrent', 'uploadId', 'uploads', 'versionId'];
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax */
const OVERRIDABLE = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
const LARGEST_CONFIGURATION = 64 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Does what a request that is no OPTIONS asks for.
 * @throws S3Refusal when the caller may not, or it cannot be done
 */
export function operate(operation: Operation): OnwardAnswer {
  const { address, request } = operation;
  const isElsewhere = ELSEWHERE.find((name) => address.query.has(name));
  if (isElsewhere !== undefined) throw notImplemented(`?${isElsewhere}`);
  if (address.key !== undefined) return operateOnObject(operation, address.key);
  if (address.query.has('cors')) return operateOnCors(operation);
  throw request.method === 'GET' ? notImplemented('listing a bucket') : notAllowed(request.method, 'BUCKET');
}

function operateOnObject(operation: Operation, key: string): OnwardAnswer {
  const { request, bucket } = operation;
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(operation, key);
    case 'PUT':
      return write(operation, key);
    case 'DELETE':
      allow(operation, 'read-write');
      bucket.objects.delete(key);
      return { status: 204, headers: {}, body: NOTHING };
    default:
      throw notAllowed(request.method, 'OBJECT');
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
function read(operation: Operation, key: string): OnwardAnswer {
  const { request, address, bucket, caller } = operation;
  allow(operation, 'read', 'read-write');
  const object = bucket.objects.get(key);
  if (object === undefined) throw missing(caller, key);
  if (isNotModified(object, request.headers))
    return { status: 304, headers: { etag: object.headers.etag }, body: NOTHING };
  const headers = { ...object.headers, ...overrides(address, caller), 'content-length': String(object.body.length) };
  return { status: 200, headers, body: object.body };
}

/** Whoever may not list a bucket is not told what is missing in it. */
function missing(caller: Caller, key: string): S3Refusal {
  if (caller === 'anonymous') return accessDenied();
  return new S3Refusal({
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    more: { Key: key },
  });
}

/** Such as response-content-disposition in a presigned URL; who signs nothing has no say in it. */
function overrides({ query }: Address, caller: Caller): Record<string, string> {
  const named = OVERRIDABLE.filter((name) => query.has(`response-${name}`));
  if (named.length > 0 && caller === 'anonymous') {
    const message = 'Request specific response headers cannot be used for anonymous GET requests.';
    throw new S3Refusal({ status: 400, code: 'InvalidRequest', message });
  }
  return Object.fromEntries(named.map((name) => [name, overriding(`response-${name}`, query)]));
}

function overriding(parameter: string, query: URLSearchParams): string {
  const value = query.get(parameter) ?? '';
  if (fieldValueSchema.safeParse(value).success) return value;
  const message = 'Header value cannot be represented using ISO-8859-1.';
  const more = { ArgumentName: parameter, ArgumentValue: value };
  throw new S3Refusal({ status: 400, code: 'InvalidArgument', message, more });
}

function write(operation: Operation, key: string): OnwardAnswer {
  const { request, bucket, now } = operation;
  allow(operation, 'read-write');
  if (String(request.headers['content-encoding'] ?? '').includes('aws-chunked')) throw notImplemented('aws-chunked');
  const object: StoredObject = objectOf(request, now);
  bucket.objects.set(key, object);
  return { status: 200, headers: { etag: object.headers.etag, 'content-length': '0' }, body: NOTHING };
}

/** GetBucketCors, PutBucketCors, DeleteBucketCors; their owner's alone. */
function operateOnCors(operation: Operation): OnwardAnswer {
  const { request, bucket } = operation;
  allow(operation);
  switch (request.method) {
    case 'GET':
      if (bucket.cors === undefined) throw noConfiguration(bucket);
      return xmlAnswer(200, writeCorsXml(bucket.cors));
    case 'PUT':
      bucket.cors = configurationIn(request.body);
      return { status: 200, headers: { 'content-length': '0' }, body: NOTHING };
    case 'DELETE':
      bucket.cors = undefined;
      return { status: 204, headers: {}, body: NOTHING };
    default:
      throw notAllowed(request.method, 'BUCKETCORS');
  }
}

function configurationIn(body: Buffer) {
  if (body.length > LARGEST_CONFIGURATION) throw new S3Refusal(MALFORMED_XML);
  const xml = readCorsXml(body.toString());
  if (!xml.ok) throw new S3Refusal(MALFORMED_XML);
  const parsed = corsConfigurationSchema.safeParse(xml.configuration);
  if (!parsed.success) throw new S3Refusal(refusalOf(parsed.error.issues));
  return parsed.data;
}

/** @param access what the bucket's policy has to be for somebody without a signature */
function allow({ caller, bucket }: Operation, ...access: readonly Bucket['publicAccess'][]): void {
  if (caller !== 'owner' && !access.includes(bucket.publicAccess)) throw accessDenied();
}

function noConfiguration({ name }: Bucket): S3Refusal {
  const message = 'The CORS configuration does not exist';
  return new S3Refusal({ status: 404, code: 'NoSuchCORSConfiguration', message, more: { BucketName: name } });
}

function notAllowed(method: string, resourceType: string): S3Refusal {
  const message = 'The specified method is not allowed against this resource.';
  const more = { Method: method, ResourceType: resourceType };
  return new S3Refusal({ status: 405, code: 'MethodNotAllowed', message, more });
}
