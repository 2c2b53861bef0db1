/**
 * The closed vocabularies of a scenario. One concept, one word: every other module spells them by importing these.
 */

/** The browsers' own names for the three engines that are driven. */
export const ENGINE_NAMES = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** How a page makes a request. */
export const APIS = [
  'fetch',
  'xhr',
  'img',
  'script',
  'module',
  'style',
  'font',
  'form',
  'beacon',
  'eventsource',
] as const;
export type Api = (typeof APIS)[number];

/** Where in the page the request is made. */
export const CONTEXTS = [
  'window',
  'worker',
  'sandboxed-iframe',
  'data-url-frame',
  'data-url-worker',
  'data-url-shared-worker',
] as const;
export type Context = (typeof CONTEXTS)[number];

/** What may be expected of a request, seen from script. */
export const OUTCOMES = ['readable', 'opaque', 'opaqueredirect', 'blocked'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What may be observed: an expectation's outcomes, and the harness saying that it could not tell. */
export const OBSERVED_OUTCOMES = [...OUTCOMES, 'inconclusive'] as const;
export type ObservedOutcome = (typeof OBSERVED_OUTCOMES)[number];

/** https://fetch.spec.whatwg.org/#concept-request-mode, as far as script may choose one. */
export const MODES = ['cors', 'no-cors', 'same-origin'] as const;

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export const CREDENTIALS_MODES = ['omit', 'same-origin', 'include'] as const;

/** https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
export const REDIRECT_MODES = ['follow', 'error', 'manual'] as const;

/** https://w3c.github.io/webappsec-referrer-policy/#referrer-policies */
export const REFERRER_POLICIES = [
  '',
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;

/** The SameSite attribute of a cookie. */
export const SAME_SITE = ['Strict', 'Lax', 'None'] as const;

/** A header as it stands on the wire: order and repeats count. */
export type HeaderPair = readonly [name: string, value: string];
