import type { Report, Result } from '../model.ts';

/** Why a cell has no result. */
export interface Missing {
  readonly missing: string;
}

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly claims: readonly string[];
  /** One a column. */
  readonly cells: readonly (Result | Missing)[];
  /** In what the engines differ; empty where they agree. */
  readonly differences: readonly string[];
}

/** A row of a table that is as expected, and alike, in every engine: its evidence stands in report.json alone. */
export function isPlain({ cells, differences }: Row): boolean {
  return differences.length === 0 && cells.every((cell) => 'missing' in cell || (cell.fromTable && cell.pass));
}

export interface Topic {
  readonly name: string;
  readonly files: readonly string[];
  readonly rows: readonly Row[];
}

/** The matrix: rows by topic, both in the order of the results. */
export function topicsOf(report: Report): Topic[] {
  return [...groupBy(report.results, ({ topic }) => topic)].map(([name, results]) => ({
    name,
    files: [...new Set(results.map(({ file }) => file))],
    rows: rowsOf(results, report),
  }));
}

/** In which respects conclusive results of one row differ; how often something happened is no respect. */
function differencesOf(results: readonly Result[]): string[] {
  const conclusive = results.filter(({ outcome }) => outcome !== 'inconclusive');
  return ASPECTS.filter(
    ([, aspect]) => new Set(conclusive.map((result) => JSON.stringify(aspect(result)))).size > 1,
  ).map(([name]) => name);
}

/** The place of each result on the page, for links. */
export function anchorsOf(results: readonly Result[]): ReadonlyMap<Result, string> {
  const taken = new Map<string, number>();
  return new Map(
    results.map((result) => {
      const wanted = `${result.id.replace('#', '~')}:${result.engine}`;
      const earlier = taken.get(wanted) ?? 0;
      taken.set(wanted, earlier + 1);
      return [result, earlier === 0 ? wanted : `${wanted}~${earlier + 1}`];
    }),
  );
}

const ASPECTS: readonly (readonly [name: string, aspect: (result: Result) => unknown])[] = [
  ['outcome', ({ outcome }) => outcome],
  ['preflight', ({ preflightHops, preflight }) => [preflight, preflightHops]],
  ['reached', ({ reached, reachedHops }) => [reached, reachedHops]],
  [
    'effects',
    ({ effects }) =>
      Object.entries(effects)
        .filter(([, sum]) => sum > 0)
        .map(([origin]) => origin)
        .sort(),
  ],
  ['status', ({ status }) => status],
  ['visible headers', ({ visibleHeaders }) => [...visibleHeaders].sort()],
];

function rowsOf(results: readonly Result[], report: Report): Row[] {
  const seen = new Map<string, number>();
  // A test that is repeated in one engine gets a row for each time, lest one result hides another.
  const rows = groupBy(results, ({ id, column }) => {
    const key = JSON.stringify([id, column]);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return JSON.stringify([id, seen.get(key)]);
  });
  return [...rows.values()].map((row) => rowOf(row, report));
}

function rowOf(results: readonly Result[], report: Report): Row {
  const { id, title, what } = results[0] as Result;
  const at = (column: number) => results.find((result) => result.column === column);
  return {
    id,
    title,
    what,
    claims: [...new Set(results.flatMap(({ claims }) => claims))].sort(),
    cells: report.engines.map((_, column) => at(column) ?? { missing: whyMissing(id, column, report) }),
    differences: differencesOf(results),
  };
}

function whyMissing(id: string, column: number, report: Report): string {
  const engine = report.engines[column]?.name;
  const isIt = (test: { id?: string; engine?: string | null }) =>
    test.id === id.split('#')[0] && test.engine === engine;
  if (report.problems.some(isIt)) return 'failed before it measured';
  return report.notRun.find(isIt)?.reason ?? 'no such observation in this engine';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
