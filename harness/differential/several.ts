import fc from 'fast-check';
import { type Fields, stepDrafts } from './arbitraries.ts';
import type { Draft, Page, StepDraft } from './draft.ts';

/** Several steps of a kind: a scenario that cannot share a profile is better used when it asks more than once. */
export function several(
  fields: Partial<Fields<StepDraft>>,
  page: fc.Arbitrary<Page>,
  minLength: number,
  cookies: fc.Arbitrary<Draft['cookies']> = fc.constant([]),
): fc.Arbitrary<Draft> {
  return fc.record({ page, cookies, steps: fc.array(stepDrafts(fields), { minLength, maxLength: minLength + 1 }) });
}
