import { CALLERS } from './callers.ts';
import { CONTEXTS } from './contexts.ts';
import { CORS_CHECK } from './cors-check.ts';
import { CREDENTIALS } from './credentials.ts';
import type { Deviation } from './deviation.ts';
import { HTTP_CACHE } from './http-cache.ts';
import { KEEPALIVE } from './keepalive.ts';
import { MODES } from './modes.ts';
import { ORIGIN_HEADER } from './origin-header.ts';
import { PREFLIGHTS } from './preflight.ts';
import { PREFLIGHT_CACHE } from './preflight-cache.ts';
import { REDIRECTED_REQUESTS } from './redirected-requests.ts';
import { REDIRECTS } from './redirects.ts';
import { REFERRER } from './referrer.ts';
import { RESPONSE_HEADERS } from './response-headers.ts';
import { SAFELIST } from './safelist.ts';
import { SAFELIST_LENGTHS } from './safelist-lengths.ts';
import { TAINTED_PREFLIGHTS } from './tainted-preflight.ts';

/** Every known deviation: the tables of specs/standard in their order. */
export const DEVIATIONS: readonly Deviation[] = [
  ...CORS_CHECK,
  ...SAFELIST,
  ...SAFELIST_LENGTHS,
  ...PREFLIGHTS,
  ...PREFLIGHT_CACHE,
  ...RESPONSE_HEADERS,
  ...REDIRECTS,
  ...TAINTED_PREFLIGHTS,
  ...REDIRECTED_REQUESTS,
  ...KEEPALIVE,
  ...HTTP_CACHE,
  ...CREDENTIALS,
  ...ORIGIN_HEADER,
  ...REFERRER,
  ...MODES,
  ...CALLERS,
  ...CONTEXTS,
];
