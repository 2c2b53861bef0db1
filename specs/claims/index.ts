import type { Claim } from 'cross-examine';
import { caches } from './caches.ts';
import { checkout } from './checkout.ts';
import { cloudfront } from './cloudfront.ts';
import { companySites } from './company-sites.ts';
import { configurationFiles } from './configuration-files.ts';
import { csrf } from './csrf.ts';
import { embedding } from './embedding.ts';
import { fleet } from './fleet.ts';
import { gateways } from './gateways.ts';
import { halfTheUsersFail } from './half-the-users-fail.ts';
import { loadBalancers } from './load-balancers.ts';
import { misconfigurations } from './misconfigurations.ts';
import { buckets } from './s3.ts';
import { sideEffects } from './side-effects.ts';
import { tenants } from './tenants.ts';

/** What people say about CORS, put to the specs; the report shows what became of each. */
export const claims: readonly Claim[] = [
  ...companySites,
  ...checkout,
  ...tenants,
  ...fleet,
  ...configurationFiles,
  ...sideEffects,
  ...csrf,
  ...caches,
  ...gateways,
  ...halfTheUsersFail,
  ...buckets,
  ...cloudfront,
  ...embedding,
  ...loadBalancers,
  ...misconfigurations,
];
