import type fc from 'fast-check';
import type { Draft } from './draft.ts';
import { ALONE_THEMES } from './themes-alone.ts';
import { CALLER_THEMES } from './themes-callers.ts';
import { CORS_THEMES } from './themes-cors.ts';
import { ELEMENT_THEMES } from './themes-elements.ts';
import { FETCH_THEMES } from './themes-fetch.ts';
import { LOADER_THEMES } from './themes-loaders.ts';
import { REDIRECT_THEMES } from './themes-redirects.ts';

/** A family of scenarios that comes by certain steps of the standard. */
export interface Theme {
  readonly name: string;
  /** How many of a thousand scenarios are of this theme. */
  readonly share: number;
  readonly drafts: fc.Arbitrary<Draft>;
}

/** All themes: together they come by every step that the oracle can name. */
export const THEMES: readonly Theme[] = [
  ...FETCH_THEMES,
  ...CORS_THEMES,
  ...REDIRECT_THEMES,
  ...ELEMENT_THEMES,
  ...LOADER_THEMES,
  ...ALONE_THEMES,
  ...CALLER_THEMES,
];
