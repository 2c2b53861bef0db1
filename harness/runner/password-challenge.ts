import { combined } from '../model/combined.ts';
import type { Exchange } from '../model/exchange.ts';

/** Schemes for which a browser asks its user; of others (Bearer) it knows nothing. */
const ASKED_FOR = /(?:^|,)\s*(?:basic|digest|ntlm|negotiate)\b/i;

/**
 * Is it an answer for which a browser may ask its user for a password, and script waits until he has answered. By the
 * standard that is never so for requests to another origin: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch,
 * step 15
 */
export function asksForPassword({ answer }: Exchange): boolean {
  if (answer.kind !== 'answered' || answer.status !== 401) return false;
  return ASKED_FOR.test(combined(answer.headers).get('www-authenticate') ?? '');
}
