import { answerOf, type Evidence, type Heard, isMeasured, lastExchange, type Verdict } from '../evidence.ts';
import { headerValue, originProblem } from './permission.ts';

/**
 * Readers that are refused what the API would let them read: a cache before it gives them the answer to somebody else,
 * whatever Vary says. The API itself is heard at an address that no cache can have seen.
 */
export function judgeCacheBefore(evidence: Evidence): Verdict[] {
  return evidence.pastCaches.filter(isAllowed).flatMap((heard) => {
    const refused = evidence.seen.readers.filter(
      (each) => each.origin === heard.origin && isMeasured(each) && each.observation.outcome === 'blocked',
    );
    const [seen] = refused;
    if (seen === undefined) return [];
    const { origin, originClass, route } = heard;
    const allowed = (of: typeof heard.exchange | null) =>
      JSON.stringify(headerValue(answerOf(of)?.headers ?? [], 'access-control-allow-origin'));
    return {
      rule: 'cache-poisoned',
      origin,
      originClass,
      engines: [...new Set(refused.map(({ engine }) => engine))],
      message:
        `${route.name} is refused from ${origin} (Access-Control-Allow-Origin is ${allowed(lastExchange(seen))}), and` +
        ` allowed at an address that no cache knows (${allowed(heard.exchange)}): a cache before the API gives everybody` +
        ' what it stored for one, whatever Vary says (in general: site-refused).',
      decidedBy: seen.prediction.decidedBy,
      exchange: lastExchange(seen),
    };
  });
}

function isAllowed({ exchange, origin, credentials }: Heard): boolean {
  const answer = answerOf(exchange);
  return answer !== null && originProblem(answer.headers, origin, credentials) === null;
}
