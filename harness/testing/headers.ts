import type { HeaderPair } from '../model/words.ts';

/** Headers as a spec may write them: pairs where order and repeats count, else a record. */
export type HeadersInput = readonly HeaderPair[] | Readonly<Record<string, string>>;

/** The pairs that either form stands for. */
export function headerPairs(headers: HeadersInput): [string, string][] {
  const pairs = Array.isArray(headers) ? (headers as readonly HeaderPair[]) : Object.entries(headers);
  return pairs.map(([name, value]) => [name, value]);
}
