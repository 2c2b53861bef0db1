import type { Exchange } from '../../model/exchange.ts';
import type { Ask } from '../asks.ts';
import { answerOf, type Evidence, isMeasured, lastExchange, type Seen, type Verdict } from '../evidence.ts';
import { headerValue, originProblem } from './permission.ts';

/**
 * Readers that are refused what the API would let them read: a cache before it gives them the answer to somebody else,
 * whatever Vary says. The API itself is heard at an address that no cache can have seen.
 */
export function judgeCacheBefore(evidence: Evidence): Verdict[] {
  const allowed = evidence.pastCaches.filter((heard) => isAllowed(heard.exchange, heard));
  return allowed.flatMap((heard) => {
    const refused = evidence.seen.readers.filter(
      (each) => each.origin === heard.origin && isMeasured(each) && isRefusedAtOnce(each),
    );
    const [seen] = refused;
    if (seen === undefined) return [];
    const { origin, originClass, route } = heard;
    const told = (of: Exchange | null) =>
      JSON.stringify(headerValue(answerOf(of)?.headers ?? [], 'access-control-allow-origin'));
    return {
      rule: 'cache-poisoned',
      origin,
      originClass,
      engines: [...new Set(refused.map(({ engine }) => engine))],
      message:
        `${route.name} is refused from ${origin} (Access-Control-Allow-Origin is ${told(lastExchange(seen))}), and` +
        ` allowed at an address that no cache knows (${told(heard.exchange)}): a cache before the API gives everybody` +
        ' what it stored for one, whatever Vary says (in general: site-refused).',
      decidedBy: seen.prediction.decidedBy,
      exchange: lastExchange(seen),
    };
  });
}

/** Refused by the route's own answer, and not by what that leads on to: past caches only the first was asked for. */
function isRefusedAtOnce(seen: Seen): boolean {
  const last = lastExchange(seen);
  return seen.observation.outcome === 'blocked' && last?.hop === 0 && !isAllowed(last, seen);
}

function isAllowed(exchange: Exchange, { origin, credentials }: Ask): boolean {
  const answer = answerOf(exchange);
  return answer !== null && originProblem(answer.headers, origin, credentials) === null;
}
