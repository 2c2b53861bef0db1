import { z } from 'zod';
import { headersSchema, serialisedOriginSchema } from '../rules.ts';

const tenantSchema = z.strictObject({
  /** Where its front ends stand. */
  origins: z.array(serialisedOriginSchema),
  /** What its users show in `x-api-key`. */
  key: z.string().min(1),
});

export const tenantsSchema = z.strictObject({
  /** By id. */
  tenants: z.record(z.string().regex(/^[a-z0-9-]+$/, { error: 'must be a label of a host name' }), tenantSchema),
  /**
   * How a request says whose it is: `/t/ID/…`, `ID.api…` in the host, the claim `tenant` of a JWT in Authorization, or
   * the key in `x-api-key`.
   */
  tenantIn: z.enum(['path', 'subdomain', 'jwt', 'key-header']),
  /** Whom a preflight is answered for: the tenant that the request names, or whoever is an origin of any tenant. */
  preflights: z.enum(['of-the-tenant', 'of-any-tenant']).default('of-the-tenant'),
  /** For so many seconds an allow-list is not looked up again. */
  timeToLive: z.number().min(0).default(60),
  vary: z.boolean().default(true),
  /** What goes with every answer that is no preflight: what caches are told, for one. */
  headers: headersSchema.default({}),
});

/** A platform with many tenants. */
export type TenantRules = z.input<typeof tenantsSchema>;
export type ParsedTenantRules = z.output<typeof tenantsSchema>;
