import type { CaseScenario, Report, Result } from './model.ts';

/** Why a cell has no result. */
export interface Missing {
  readonly missing: string;
}

/** One case in every engine. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly topic: string;
  readonly file: string;
  /** A row of a table that one test played as a whole; else a request of a story. */
  readonly fromTable: boolean;
  readonly claims: readonly string[];
  /** One a column. */
  readonly cells: readonly (Result | Missing)[];
  /** In what the engines differ; empty where they agree. */
  readonly differences: readonly string[];
  /** What can be played again. */
  readonly scenario: CaseScenario | null;
}

/** A row of a table that is as expected, and alike, in every engine: its evidence stands in report.json alone. */
export function isPlain({ cells, differences }: Row): boolean {
  return differences.length === 0 && cells.every((cell) => 'missing' in cell || (cell.fromTable && cell.pass));
}

/** The rows of one topic: stories of one describe, or the rows of one table. */
export interface Topic {
  readonly name: string;
  readonly files: readonly string[];
  readonly rows: readonly Row[];
}

/** The rows by topic, both in the order of the report. */
export function topicsOf(rows: readonly Row[]): Topic[] {
  return [...groupBy(rows, ({ topic }) => topic)].map(([name, ofTopic]) => ({
    name,
    files: [...new Set(ofTopic.map(({ file }) => file))],
    rows: ofTopic,
  }));
}

/** The results of a row; cells without one are left out. */
export function measured({ cells }: Row): Result[] {
  return cells.flatMap((cell) => ('missing' in cell ? [] : [cell]));
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

/** The cases of a report, in its order: those of one topic stand together. */
export function rowsOf(report: Report): Row[] {
  const seen = new Map<string, number>();
  const context = { report, scenarios: new Map(report.scenarios.map((each) => [each.id, each])) };
  // A test that is repeated in one engine gets a row for each time, lest one result hides another.
  const rows = groupBy(report.results, ({ id, column }) => {
    const key = JSON.stringify([id, column]);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return JSON.stringify([id, seen.get(key)]);
  });
  return [...rows.values()].map((row) => rowOf(row, context));
}

interface Context {
  readonly report: Report;
  readonly scenarios: ReadonlyMap<string, CaseScenario>;
}

function rowOf(results: readonly Result[], { report, scenarios }: Context): Row {
  const { id, title, what, topic, file, fromTable } = results[0] as Result;
  const at = (column: number) => results.find((result) => result.column === column);
  return {
    id,
    title,
    what,
    topic,
    file,
    fromTable,
    claims: [...new Set(results.flatMap(({ claims }) => claims))].sort(),
    cells: report.engines.map((_, column) => at(column) ?? { missing: whyMissing(id, column, report) }),
    differences: differencesOf(results),
    scenario: scenarios.get(id) ?? (fromTable ? scenarios.get(id.replace(/#\d+$/, '')) : undefined) ?? null,
  };
}

function whyMissing(id: string, column: number, report: Report): string {
  const engine = report.engines[column]?.name;
  const [test] = id.split('#');
  const isIt = (named: { id?: string; engine?: string | null }) => named.id === test && named.engine === engine;
  if (report.problems.some(isIt)) return 'failed before it measured';
  return report.notRun.find(isIt)?.reason ?? 'no such observation in this engine';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
