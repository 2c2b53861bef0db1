import type { Exchange } from '../model/exchange.ts';
import { wireUrl } from '../model/wire-url.ts';

/** An exchange of the request under examination, and its place in the redirect chain. */
export interface HopExchange {
  readonly exchange: Exchange;
  readonly hop: number;
}

/** https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** Where an answer redirects to; `undefined` when it does not. */
function redirectTarget({ answer, preflight, url }: Exchange): string | undefined {
  if (preflight || answer.kind !== 'answered' || !REDIRECT_STATUSES.has(answer.status)) return undefined;
  const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  return location === undefined ? undefined : wireUrl(location, url);
}

/** A refused tunnel names only an origin; an engine may have upgraded http: to https: by itself. */
function isFor(exchange: Exchange, target: string): boolean {
  const { host, pathname, search } = new URL(target);
  const asked = new URL(exchange.url);
  if (asked.host !== host) return false;
  return exchange.method === 'CONNECT' || asked.pathname + asked.search === pathname + search;
}

/**
 * Picks out of a stretch of the wire record what belongs to one request, and numbers its hops: as the script said
 * where one did, else by following Location. Anything else the engine asked meanwhile (an icon, an update) is left out.
 */
export function followHops(url: string, exchanges: readonly Exchange[]): HopExchange[] {
  let target = wireUrl(url);
  let next: string | undefined;
  let hop = 0;
  const chain: HopExchange[] = [];
  for (const exchange of exchanges) {
    if (exchange.hop !== null) {
      [target, hop] = [wireUrl(exchange.url), exchange.hop];
    } else if (next !== undefined && isFor(exchange, next)) {
      [target, next, hop] = [next, undefined, hop + 1];
    }
    if (target === undefined || (exchange.hop === null && !isFor(exchange, target))) continue;
    chain.push({ exchange, hop });
    next = redirectTarget(exchange) ?? next;
  }
  return chain;
}
