import { readFileSync } from 'node:fs';
import type { CorsRule } from './s3/cors-rules.ts';
import { type S3Server, s3 } from './s3.ts';

/** The shop's bucket, and where browsers find it. */
export const SHOP_BUCKET = 'shop-assets';
export const SHOP_BUCKET_ORIGIN = `https://${SHOP_BUCKET}.s3.eu-central-1.amazonaws.com`;

const FILES = {
  'pixel.png': 'image/png',
  'hello.js': 'text/javascript',
  'box.otf': 'font/otf',
  'data.json': 'application/json',
};

/** The rule that the course notes print. */
export const NOTES_RULE: CorsRule = {
  AllowedHeaders: ['Authorization', 'Content-Type'],
  AllowedMethods: ['GET', 'HEAD', 'PUT'],
  AllowedOrigins: ['https://shop.com', 'https://www.shop.com'],
  ExposeHeaders: ['ETag', 'x-amz-version-id'],
  MaxAgeSeconds: 3000,
};

/** What else may be said of the shop's bucket. */
export interface ShopBucketOptions {
  readonly publicAccess?: 'none' | 'read' | 'read-write';
  /** Of every object. */
  readonly cacheControl?: string;
}

/**
 * A bucket with an image, a script, a font and data, which anybody may read.
 * @param rules its CORS rules; without any, CORS is not enabled
 */
export function shopBucket(rules: readonly CorsRule[] = [], options: ShopBucketOptions = {}): S3Server {
  const { publicAccess = 'read', ...more } = options;
  const objects = Object.entries(FILES).map(([name, contentType]) => {
    const body = readFileSync(new URL(`assets/${name}`, import.meta.url));
    return [name, { body, contentType, ...more }] as const;
  });
  const cors = rules.length > 0 && { cors: { CORSRules: [...rules] } };
  return s3({ buckets: { [SHOP_BUCKET]: { publicAccess, objects: Object.fromEntries(objects), ...cors } } });
}
