import type { ProofCase } from './proof-case.ts';
import { POLICIES } from './right/policies.ts';
import { STYLES } from './right/styles.ts';
import { SURROUNDINGS } from './right/surroundings.ts';
import { WIRES } from './right/wires.ts';
import { ANSWERS } from './wrong/answers.ts';
import { CACHES } from './wrong/caches.ts';
import { INVALID } from './wrong/invalid.ts';
import { LOOKALIKES } from './wrong/lookalikes.ts';
import { NOTICES } from './wrong/notices.ts';
import { OTHER_PLACES } from './wrong/other-places.ts';
import { PREFLIGHTS } from './wrong/preflights.ts';
import { REDIRECTS } from './wrong/redirects.ts';
import { REFLECTING } from './wrong/reflecting.ts';
import { REFUSED } from './wrong/refused.ts';
import { TOO_WIDE } from './wrong/too-wide.ts';

/** Servers with one thing wrong, or several. */
export const WRONG: readonly ProofCase[] = [
  ...REFLECTING,
  ...LOOKALIKES,
  ...OTHER_PLACES,
  ...TOO_WIDE,
  ...REFUSED,
  ...INVALID,
  ...PREFLIGHTS,
  ...REDIRECTS,
  ...ANSWERS,
  ...CACHES,
  ...NOTICES,
];

/** Servers with nothing wrong. */
export const RIGHT: readonly ProofCase[] = [...STYLES, ...POLICIES, ...WIRES, ...SURROUNDINGS];
