import type { Exchange } from '../../model/exchange.ts';
import { grouped } from '../../model/grouped.ts';
import type { EngineName, HeaderPair } from '../../model/words.ts';
import { answerOf, type Heard, lastExchange, type Seen } from '../evidence.ts';
import { headerValue, quoted } from './permission.ts';

/** Answers to one and the same request that differ in what CORS is about. */
export interface Instability {
  readonly engines: readonly EngineName[];
  readonly says: string;
}

/** What decides whether script may read. */
const OF_ANSWERS = ['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-expose-headers'];
const OF_PREFLIGHTS = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
];

/**
 * Holds the answers that one reader got in a row against each other, an engine at a time.
 * @param isRepeatable where it is not, a request may find another state than the one before: then only answers of the
 * same status are compared
 * @returns what differs; `null` where nothing does
 */
export function instabilityOf(
  seen: readonly Seen[],
  heard: readonly Heard[],
  isRepeatable: boolean,
): Instability | null {
  const unstable = [...grouped(seen, ({ engine }) => engine)].flatMap(([engine, all]) => {
    const answers = variants(all.map(lastExchange), OF_ANSWERS, isRepeatable);
    const preflights = all.flatMap(({ observation }) => observation.exchanges.filter(({ preflight }) => preflight));
    // After a redirect another address is asked for leave, which has no need to say the same.
    const byAddress = [...grouped(preflights, ({ url }) => url).values()];
    return [answers, ...byAddress.map((each) => variants(each, OF_PREFLIGHTS, true))]
      .filter((each) => each !== null)
      .map((says) => ({ engine, says }));
  });
  const outside = variants(
    heard.map(({ exchange }) => exchange).filter(({ preflight }) => preflight),
    OF_PREFLIGHTS,
    true,
  );
  const [says] = [...unstable.map((each) => each.says), ...(outside === null ? [] : [outside])];
  if (says === undefined) return null;
  return { engines: [...new Set(unstable.map(({ engine }) => engine))], says };
}

/** How the answers differ, in words; `null` where they do not. */
function variants(
  exchanges: readonly (Exchange | null)[],
  names: readonly string[],
  isRepeatable: boolean,
): string | null {
  const described = exchanges.flatMap((exchange) => {
    const answer = answerOf(exchange);
    return answer === null ? [] : [{ status: answer.status, text: told(answer.status, answer.headers, names) }];
  });
  const comparable = isRepeatable ? [described] : [...grouped(described, ({ status }) => status).values()];
  for (const group of comparable) {
    const kinds = grouped(group, ({ text }) => text);
    if (kinds.size < 2) continue;
    const counted = [...kinds].map(([text, all]) => `${all.length} × ${text}`);
    return `asked ${group.length} times in a row, it was answered ${counted.join('; ')}`;
  }
  return null;
}

function told(status: number, headers: readonly HeaderPair[], names: readonly string[]): string {
  const present = names.filter((name) => headerValue(headers, name) !== null);
  if (present.length === 0) return `${status} without CORS headers`;
  return `${status} with ${present.map((name) => `${name}: ${quoted(headerValue(headers, name))}`).join(', ')}`;
}
