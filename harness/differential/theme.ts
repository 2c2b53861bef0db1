import type fc from 'fast-check';
import type { Draft } from './draft.ts';

/** A family of scenarios that comes by certain steps of the standard. */
export interface Theme {
  readonly name: string;
  /** How many of a thousand scenarios are of this theme. */
  readonly share: number;
  readonly drafts: fc.Arbitrary<Draft>;
}
