import type { OnwardAnswer } from '../behind.ts';
import { directivesOf, explicitLifetime } from '../cdn/cache-control.ts';
import type { CachePolicy } from './cache-policy.ts';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html#HTTPStatusCodes-cached-errors */
const ERRORS_KEPT = new Set([404, 414, 500, 501, 502, 503, 504]);
const ERRORS_KEPT_IF_TOLD = new Set([400, 403, 405, 412, 415]);
/** The error caching minimum TTL, as it is when nobody sets it. */
const ERROR_TTL = 10;

/**
 * For how many seconds an answer is kept.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist, without Expires
 */
export function lifetimeUnder({ minTtl, defaultTtl, maxTtl }: CachePolicy, { status, headers }: OnwardAnswer): number {
  const directives = directivesOf(headers);
  const explicit = explicitLifetime(directives);
  if (status >= 400) {
    const isKept = ERRORS_KEPT.has(status) || (explicit !== undefined && ERRORS_KEPT_IF_TOLD.has(status));
    return isKept ? Math.max(ERROR_TTL, explicit ?? 0) : 0;
  }
  if (['no-cache', 'no-store', 'private'].some((name) => directives.has(name))) return minTtl;
  return explicit === undefined ? defaultTtl : Math.min(Math.max(explicit, minTtl), maxTtl);
}
