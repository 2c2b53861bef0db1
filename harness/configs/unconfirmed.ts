import { UNCONFIRMED_CLOUDFRONT } from '../../servers/cloudfront/unconfirmed.ts';
import { UNCONFIRMED_HTTP, UNCONFIRMED_REST } from '../../servers/gateway/unconfirmed.ts';
import { UNCONFIRMED_S3 } from '../../servers/s3/unconfirmed.ts';
import type { Configured } from './configured.ts';

const BY_KIND: Readonly<Record<Configured['kind'], readonly string[]>> = {
  's3-bucket': UNCONFIRMED_S3,
  'http-api': UNCONFIRMED_HTTP,
  'rest-api': UNCONFIRMED_REST,
  distribution: UNCONFIRMED_CLOUDFRONT,
  'response-headers-policy': UNCONFIRMED_CLOUDFRONT,
};

/** What no source was found for, of something that a file configures: how the emulated server chooses, a sentence each. */
export interface Unconfirmed {
  readonly kind: Configured['kind'];
  readonly choices: readonly string[];
}

/** The choices behind everything that is configured, once a kind: what a lint that finds nothing wrong goes by. */
export function unconfirmedOf(configured: readonly Configured[]): Unconfirmed[] {
  const kinds = [...new Set(configured.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, choices: BY_KIND[kind] }));
}
