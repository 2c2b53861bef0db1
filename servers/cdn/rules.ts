import { z } from 'zod';
import { fieldNameSchema } from '../rules.ts';

/** The rules of a shared cache, in the words of RFC 9111; without any it does as that says. */
export const cdnSchema = z.strictObject({
  /** Stores nothing and reuses nothing: every request is passed through to the origin server. */
  disabled: z.boolean().default(false),
  /** Whether Vary keeps variants apart: https://www.rfc-editor.org/rfc/rfc9111#section-4.1 */
  vary: z.enum(['honoured', 'ignored']).default('honoured'),
  /** Request headers that are part of the cache key, beside method, host, path and query: `['Origin']`. */
  cacheKey: z.array(fieldNameSchema).default([]),
  /** Request headers that are not forwarded to the origin server: `['Origin']`. */
  withheld: z.array(fieldNameSchema).default([]),
  /** Methods whose answers are stored. Answers to OPTIONS are not cacheable by RFC 9110; some caches store them. */
  stores: z.array(z.enum(['GET', 'HEAD', 'OPTIONS'])).default(['GET', 'HEAD']),
  /** Whether no-store, private, no-cache, s-maxage and max-age decide: https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2 */
  cacheControl: z.enum(['honoured', 'ignored']).default('honoured'),
  /** Freshness lifetime in seconds where no header says one; Varnish takes two minutes, too. */
  defaultTtl: z.number().min(0).default(120),
});

/** What somebody writes. */
export type CdnRules = z.input<typeof cdnSchema>;

/** What the cache goes by. */
export type ParsedCdnRules = z.output<typeof cdnSchema>;
