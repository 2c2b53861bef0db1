import { bareBackend } from '../../servers/bare-backend.ts';
import { cloudFront } from '../../servers/cloudfront.ts';
import { httpGateway } from '../../servers/http-gateway.ts';
import { restGateway } from '../../servers/rest-gateway.ts';
import { s3 } from '../../servers/s3.ts';
import type { Server } from '../model/server.ts';
import type { BucketOrigin, Configured } from './configured.ts';

/** What a bucket of which only the CORS configuration is known has in it. */
const OBJECTS = { 'index.html': { body: '<p>an object</p>', contentType: 'text/html' } };

/** Where each kind is found: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const DOMAINS: Readonly<Record<Configured['kind'], string>> = {
  's3-bucket': 's3.us-east-1.amazonaws.com',
  'http-api': 'execute-api.us-east-1.amazonaws.com',
  'rest-api': 'execute-api.us-east-1.amazonaws.com',
  distribution: 'cloudfront.net',
  'response-headers-policy': 'cloudfront.net',
};

/**
 * The emulated server that stands for what a file configures.
 * @param backend what stands behind a gateway or a distribution; one that says nothing of CORS by default
 */
export function emulate(configured: Configured, backend: Server = bareBackend()): Server {
  switch (configured.kind) {
    case 's3-bucket':
      return bucketServer(configured);
    case 'http-api':
      return httpGateway(backend, configured.rules);
    case 'rest-api':
      return restGateway(backend, configured.rules);
    case 'distribution':
      return distributionServer(configured, backend);
    case 'response-headers-policy':
      return cloudFront(backend, {
        DefaultCacheBehavior: {
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          CachePolicy: 'CachingDisabled',
          OriginRequestPolicy: 'AllViewer',
          ResponseHeadersPolicy: configured.policy,
        },
      });
  }
}

/** Origins that are buckets of the file are these; behind all others stands the same server. */
function distributionServer(configured: Extract<Configured, { kind: 'distribution' }>, backend: Server): Server {
  const { rules, buckets } = configured;
  const origins = Object.keys(rules.Origins ?? {}).map((id) => {
    const bucket = buckets[id];
    return [id, bucket === undefined ? backend : bucketServer(bucket)] as const;
  });
  const domains = Object.entries(buckets).map(([id, { name }]) => [id, { DomainName: hostOf('s3-bucket', name) }]);
  return cloudFront(Object.fromEntries(origins), {
    ...rules,
    Origins: { ...rules.Origins, ...Object.fromEntries(domains) },
  });
}

function bucketServer({ name, cors }: BucketOrigin): Server {
  const bucket = { publicAccess: 'read-write', objects: OBJECTS, ...(cors && { cors }) } as const;
  return s3({ buckets: { [label('s3-bucket', name)]: bucket } });
}

/** The origin that it has at AWS, or one like it: as `https://orders.execute-api.us-east-1.amazonaws.com`. */
export function originOf({ kind, name }: Configured): string {
  return `https://${hostOf(kind, name)}`;
}

function hostOf(kind: Configured['kind'], name: string): string {
  return `${label(kind, name)}.${DOMAINS[kind]}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, which is a label of a host name as well. */
function label(kind: Configured['kind'], name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain.length < 3 ? `${kind}-${plain}`.slice(0, 63) : plain.slice(0, 63);
}
