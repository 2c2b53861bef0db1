import type { OnwardRequest } from '../behind.ts';

/** What a request is about; without a bucket it is the service itself, without a key the bucket. */
export interface Address {
  readonly bucket: string | undefined;
  /** As its owner wrote it, not as the URL has it. */
  readonly key: string | undefined;
  readonly query: URLSearchParams;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const ENDPOINT = /^(?:(?<bucket>.+)\.)?s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/;

/** Path and query as they were sent. */
export function splitUrl(url: string): [path: string, query: string] {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  return [path, query];
}

/**
 * A bucket is named by the host (`bucket.s3.eu-central-1.amazonaws.com`, or a host of its own that is its name), else
 * by the first segment of the path.
 * @param buckets what there is, by name
 */
export function addressOf({ url, headers }: OnwardRequest, buckets: ReadonlyMap<string, unknown>): Address {
  const [path, query] = splitUrl(url);
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const named = buckets.has(host) ? host : ENDPOINT.exec(host)?.groups?.bucket;
  const [first, ...segments] = path.slice(1).split('/');
  const [bucket, key] = named === undefined ? [first, segments.join('/')] : [named, path.slice(1)];
  return {
    bucket: bucket || undefined,
    key: key === '' ? undefined : decodeURIComponent(key),
    query: new URLSearchParams(query),
  };
}
