/** How exactly one segment is named: as it stands, by a parameter, by a greedy one. The smaller fits better. */
type Rank = '0' | '1' | '2';

/**
 * Of patterns as in `/orders/{id}` and `/{proxy+}`, the one that fits a path best: at the first segment where two differ
 * a literal one wins over a parameter, and that over a greedy one, which takes all that is left.
 * @param path without query
 */
export function bestPattern(patterns: readonly string[], path: string): string | undefined {
  const fitting = patterns.flatMap((pattern) => {
    const ranks = ranksOf(segmentsOf(pattern), segmentsOf(path));
    return ranks === undefined ? [] : [{ pattern, ranks }];
  });
  return fitting.sort((one, other) => (one.ranks < other.ranks ? -1 : 1))[0]?.pattern;
}

/** Whether a pattern ends in a parameter that takes all that is left. */
export function isGreedy(pattern: string): boolean {
  return pattern.endsWith('+}');
}

/** One rank a segment of the pattern; `undefined` where the pattern does not fit. */
function ranksOf(pattern: readonly string[], path: readonly string[]): string | undefined {
  const isLongEnough = isGreedy(pattern.at(-1) ?? '') ? path.length >= pattern.length : path.length === pattern.length;
  if (!isLongEnough) return undefined;
  const ranks = pattern.map((wanted, index) => rankOf(wanted, path[index] ?? ''));
  return ranks.includes(undefined) ? undefined : ranks.join('');
}

function rankOf(wanted: string, given: string): Rank | undefined {
  if (wanted === given) return '0';
  if (!wanted.startsWith('{') || given === '') return undefined;
  return isGreedy(wanted) ? '2' : '1';
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}
