import { getDomain } from 'tldts';

/** https://html.spec.whatwg.org/#concept-origin */
export type Origin =
  | { readonly kind: 'tuple'; readonly scheme: string; readonly host: string; readonly port: string }
  /** Opaque origins are the same only when they are the same object. */
  | { readonly kind: 'opaque' };

/** https://url.spec.whatwg.org/#concept-url-origin; a blob: URL here has no entry, for nobody has made it */
export function originOf(url: URL): Origin {
  if (url.protocol === 'blob:' && url.origin !== 'null') return originOf(new URL(url.origin));
  if (!/^(https?|wss?|ftp):$/.test(url.protocol)) return { kind: 'opaque' };
  return { kind: 'tuple', scheme: url.protocol.slice(0, -1), host: url.hostname, port: url.port };
}

/** https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin */
export function serializeOrigin(origin: Origin): string {
  if (origin.kind === 'opaque') return 'null';
  return `${origin.scheme}://${origin.host}${origin.port === '' ? '' : `:${origin.port}`}`;
}

/** https://html.spec.whatwg.org/#same-origin */
export function isSameOrigin(left: Origin, right: Origin): boolean {
  if (left.kind === 'opaque' || right.kind === 'opaque') return left === right;
  return left.scheme === right.scheme && left.host === right.host && left.port === right.port;
}

/** https://html.spec.whatwg.org/#schemelessly-same-site */
export function isSchemelesslySameSite(left: Origin, right: Origin): boolean {
  if (left.kind === 'opaque' || right.kind === 'opaque') return left === right;
  if (left.host === right.host) return true;
  const leftDomain = getDomain(left.host, { allowPrivateDomains: true });
  return leftDomain !== null && leftDomain === getDomain(right.host, { allowPrivateDomains: true });
}

/** https://html.spec.whatwg.org/#same-site */
export function isSameSite(left: Origin, right: Origin): boolean {
  if (left.kind === 'opaque' || right.kind === 'opaque') return left === right;
  return left.scheme === right.scheme && isSchemelesslySameSite(left, right);
}

/** https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
export function isPotentiallyTrustworthy(origin: Origin): boolean {
  if (origin.kind === 'opaque') return false;
  if (origin.scheme === 'https' || origin.scheme === 'wss') return true;
  return /^127\.\d+\.\d+\.\d+$|^\[::1\]$|^(.+\.)?localhost\.?$/.test(origin.host);
}
