const SAFELISTED = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);
const FORBIDDEN = new Set(['set-cookie', 'set-cookie2']);

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export function isForbiddenResponseHeaderName(name: string): boolean {
  return FORBIDDEN.has(name.toLowerCase());
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
export function isSafelistedResponseHeaderName(name: string, exposed: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  return SAFELISTED.has(lower) || (exposed.has(lower) && !FORBIDDEN.has(lower));
}
