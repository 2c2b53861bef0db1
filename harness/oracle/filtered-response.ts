import { combined } from '../model/combined.ts';
import type { FetchRequest, FetchResponse } from './fetch-types.ts';
import { extractTokens, type HeaderList } from './header-list.ts';
import { isForbiddenResponseHeaderName, isSafelistedResponseHeaderName } from './response-headers.ts';

type Response = Exclude<FetchResponse, { type: 'error' }>;

/** Steps 14.1.1 to 14.1.3 of main fetch. */
function exposedNames(request: FetchRequest, { headers }: Response): ReadonlySet<string> {
  const named = extractTokens(headers, 'Access-Control-Expose-Headers');
  if (named === null || named === 'failure') return new Set();
  const all = request.credentials !== 'include' && named.includes('*');
  return new Set((all ? headers.map(([name]) => name) : named).map((name) => name.toLowerCase()));
}

/**
 * The headers that script can read: https://fetch.spec.whatwg.org/#concept-filtered-response
 * @returns name in lower case and combined value, in the order of the names
 */
export function visibleHeaders(request: FetchRequest, response: Response): HeaderList {
  if (response.type === 'opaque' || response.type === 'opaqueredirect') return [];
  const exposed = response.type === 'cors' ? exposedNames(request, response) : new Set<string>();
  const isVisible = (name: string) =>
    response.type === 'basic' ? !isForbiddenResponseHeaderName(name) : isSafelistedResponseHeaderName(name, exposed);
  return [...combined(response.headers)]
    .filter(([name]) => isVisible(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
}
