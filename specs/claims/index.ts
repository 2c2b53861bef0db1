import type { Claim } from 'cross-examine';
import { caches } from './caches.ts';
import { sideEffects } from './side-effects.ts';

/** What people say about CORS, put to the specs; the report shows what became of each. */
export const claims: readonly Claim[] = [...sideEffects, ...caches];
