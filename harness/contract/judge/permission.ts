import type { HeaderPair } from '../../model/words.ts';
import { asOnTheWire, extractTokens, get, isNamed } from '../../oracle/header-list.ts';

/** What keeps an answer from one origin; each is the most that can be said of it. */
export type OriginProblem =
  | 'nothing-allowed'
  | 'another-allowed'
  | 'invalid-allow-origin'
  | 'wildcard-with-credentials'
  | 'credentials-refused';

type Headers = readonly HeaderPair[];

/** The value of a response header as browsers see it; `null` where there is none. */
export function headerValue(headers: Headers, name: string): string | null {
  return get(asOnTheWire(headers), name);
}

/** `Access-Control-Allow-Origin`, as browsers see it. */
export function allowedOrigin(headers: Headers): string | null {
  return headerValue(headers, 'access-control-allow-origin');
}

/** Does an answer allow this origin anything at all: enough to look closer. */
export function isPermission(headers: Headers, origin: string): boolean {
  const allowed = allowedOrigin(headers);
  return allowed === '*' || allowed === origin;
}

/**
 * Why an answer does not pass the CORS check: https://fetch.spec.whatwg.org/#concept-cors-check
 * @returns `null` where it passes
 */
export function originProblem(headers: Headers, origin: string, credentials: boolean): OriginProblem | null {
  const allowed = allowedOrigin(headers);
  if (allowed === null) return 'nothing-allowed';
  if (allowed === '*') return credentials ? 'wildcard-with-credentials' : null;
  if (allowed !== origin) return isOneOrigin(allowed) ? 'another-allowed' : 'invalid-allow-origin';
  return credentials && headerValue(headers, 'access-control-allow-credentials') !== 'true'
    ? 'credentials-refused'
    : null;
}

/** Is it what an Origin header may hold. A host with `*` in it parses, and no page is there. */
function isOneOrigin(value: string): boolean {
  if (value === 'null') return true;
  return /^https?:\/\/[^*]+$/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

/** The names in a list header of the CORS protocol; `failure` where it does not parse. */
export function listOf(headers: Headers, name: string): readonly string[] | 'failure' {
  return extractTokens(asOnTheWire(headers), name) ?? [];
}

/** Does the answer say that it depends on this request header: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5 */
export function variesBy(headers: Headers, name: string): boolean {
  const listed = (headerValue(headers, 'vary') ?? '').split(',').map((each) => each.trim().toLowerCase());
  return listed.includes('*') || listed.includes(name);
}

/** Is there a request header of this name. */
export function hasHeader(headers: Headers, name: string): boolean {
  return headers.some((pair) => isNamed(pair, name));
}

/** A value that a server sent, for a sentence. */
export function quoted(value: string | null): string {
  if (value === null) return 'absent';
  return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
}
