import type { OutgoingHttpHeaders } from 'node:http';
import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import type { ParsedCdnRules } from './rules.ts';

/** Statuses that are heuristically cacheable: https://www.rfc-editor.org/rfc/rfc9110#section-15.1 (206 left out) */
const CACHEABLE_BY_DEFAULT = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);
/** They forbid a shared cache to reuse an answer; no-cache would allow it after asking, which is not emulated. */
const FORBIDDING = ['no-store', 'private', 'no-cache'];
/** They let a shared cache store what was asked for with Authorization: https://www.rfc-editor.org/rfc/rfc9111#section-3.5 */
const ALLOWING_AUTHORIZATION = ['public', 's-maxage', 'must-revalidate'];

/**
 * For how many seconds a shared cache may reuse an answer: its freshness lifetime.
 * https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1, without Expires
 * @returns 0 when it may not be stored at all
 */
export function freshnessLifetime(request: OnwardRequest, { status, headers }: OnwardAnswer, rules: ParsedCdnRules) {
  const directives = rules.cacheControl === 'honoured' ? directivesOf(headers) : new Map<string, string>();
  if (FORBIDDING.some((name) => directives.has(name))) return 0;
  if (request.headers.authorization !== undefined && !ALLOWING_AUTHORIZATION.some((name) => directives.has(name)))
    return 0;
  const explicit = explicitLifetime(directives);
  if (explicit !== undefined) return explicit;
  return CACHEABLE_BY_DEFAULT.has(status) ? rules.defaultTtl : 0;
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-5.2: names in lower case, the first of two wins. */
export function directivesOf(headers: OutgoingHttpHeaders): Map<string, string> {
  const directives = new Map<string, string>();
  for (const part of [headers['cache-control'] ?? []].flat().join(',').split(',')) {
    const [name = '', value = ''] = part.trim().split('=', 2);
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), value.replaceAll('"', ''));
  }
  return directives;
}

/**
 * What an answer says of itself, to a shared cache; what is no number of seconds is stale at once.
 * https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1
 */
export function explicitLifetime(directives: ReadonlyMap<string, string>): number | undefined {
  const value = directives.get('s-maxage') ?? directives.get('max-age');
  if (value === undefined) return undefined;
  return /^\d+$/.test(value) ? Number(value) : 0;
}
