import type { Theme } from './theme.ts';
import { ALONE_THEMES } from './themes-alone.ts';
import { CALLER_THEMES } from './themes-callers.ts';
import { CORS_THEMES } from './themes-cors.ts';
import { ELEMENT_THEMES } from './themes-elements.ts';
import { FETCH_THEMES } from './themes-fetch.ts';
import { LOADER_THEMES } from './themes-loaders.ts';
import { REDIRECT_THEMES } from './themes-redirects.ts';

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
