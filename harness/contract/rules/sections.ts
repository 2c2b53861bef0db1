import type { Section } from './rule.ts';

const fetchStandard = (name: string, anchor: string): Section => ({
  name: `Fetch, ${name}`,
  url: `https://fetch.spec.whatwg.org/#${anchor}`,
});

const rfc = (number: number, section: string, name: string): Section => ({
  name: `RFC ${number}, section ${section}: ${name}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});

const cookies = (section: string, name: string): Section => ({
  name: `RFC 6265bis, section ${section}: ${name}`,
  url: `https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-${section}`,
});

/** What the rules refer to, by the names of the standards. */
export const SECTIONS = {
  corsCheck: fetchStandard('CORS check', 'concept-cors-check'),
  corsPreflightFetch: fetchStandard('CORS-preflight fetch', 'cors-preflight-fetch-0'),
  corsProtocol: fetchStandard('CORS protocol', 'http-cors-protocol'),
  credentials: fetchStandard('CORS protocol and credentials', 'cors-protocol-and-credentials'),
  caches: fetchStandard('CORS protocol and HTTP caches', 'cors-protocol-and-http-caches'),
  safeSetup: fetchStandard('Basic safe CORS protocol setup', 'basic-safe-cors-protocol-setup'),
  originHeader: fetchStandard('Origin header', 'origin-header'),
  exposeHeaders: fetchStandard('Access-Control-Expose-Headers', 'http-access-control-expose-headers'),
  maxAge: fetchStandard('Access-Control-Max-Age', 'http-access-control-max-age'),
  preflightCache: fetchStandard('CORS-preflight cache', 'cors-preflight-cache'),
  origin: {
    name: 'HTML, origins',
    url: 'https://html.spec.whatwg.org/multipage/browsers.html#concept-origin',
  },
  statusCodes: rfc(9110, '15', 'Status Codes'),
  vary: rfc(9110, '12.5.5', 'Vary'),
  cacheKeys: rfc(9111, '4.1', 'Calculating Cache Keys with the Vary Header Field'),
  sameSiteCookies: cookies('8.8', 'SameSite Cookies'),
  thirdPartyCookies: cookies('7.1', 'Third-Party Cookies'),
} as const;
