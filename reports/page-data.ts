import { describeEngine } from '../harness/model/engine-info.ts';
import type { Exchange } from '../harness/model/exchange.ts';
import type { KnownDeviation, ScenarioSource, ServerInfo } from '../harness/model/result.ts';
import type { HeaderPair } from '../harness/model/words.ts';
import type { Report, Result } from './model.ts';
import { anchorsOf, type Missing, type Row } from './rows.ts';
import { columnName } from './views/words.ts';

/** Longer lists are cut on the page; report.json has them whole. */
const LONGEST_LIST = 100;

/** What the script in the page draws case pages from. */
export interface PageData {
  readonly engines: readonly PageEngine[];
  readonly standard: string | null;
  readonly sections: Readonly<Record<string, string>>;
  readonly servers: readonly Pick<ServerInfo, 'name' | 'role'>[];
  readonly deviations: readonly KnownDeviation[];
  /** Where each case page is: its anchor, its row, its column. */
  readonly places: readonly (readonly [anchor: string, row: number, column: number])[];
  readonly rows: readonly PageRow[];
}

/** A column of the matrix. */
export interface PageEngine {
  readonly name: string;
  /** With version, build, driver and platform. */
  readonly whole: string;
}

/** A case, and what came of it in each column. */
export interface PageRow
  extends Pick<Row, 'id' | 'title' | 'what' | 'topic' | 'file' | 'claims' | 'differences' | 'fromTable'> {
  readonly cells: readonly (PageResult | Missing)[];
  /** One a column; `null` where there is no result. */
  readonly anchors: readonly (string | null)[];
  readonly scenario: ScenarioSource | null;
  /** The rows of the same test or scenario, this one included, in order. */
  readonly siblings: readonly number[];
}

/** A result without what its row says. */
export type PageResult = Omit<
  Result,
  'id' | 'title' | 'topic' | 'file' | 'engine' | 'column' | 'what' | 'claims' | 'fromTable'
>;

/** Picks out of a report what its page shows of each case. */
export function pageData(report: Report, rows: readonly Row[]): PageData {
  const anchors = anchorsOf(report.results);
  const families = familiesOf(rows);
  return {
    engines: report.engines.map((engine) => ({
      name: columnName(engine, report.engines),
      whole: describeEngine(engine),
    })),
    standard: report.standard,
    sections: report.sections,
    servers: report.servers.map(({ name, role }) => ({ name, ...(role && { role }) })),
    deviations: report.deviations,
    places: rows.flatMap(({ cells }, row) =>
      cells.flatMap((cell, column) => ('missing' in cell ? [] : [[anchors.get(cell) as string, row, column] as const])),
    ),
    rows: rows.map((row) => pageRow(row, anchors, families)),
  };
}

function pageRow(
  row: Row,
  anchors: ReadonlyMap<Result, string>,
  families: ReadonlyMap<string, readonly number[]>,
): PageRow {
  const { id, title, what, topic, file, claims, differences, fromTable, cells, scenario } = row;
  return {
    ...{ id, title, what, topic, file, claims, differences, fromTable },
    cells: cells.map((cell) => ('missing' in cell ? cell : pageResult(cell))),
    anchors: cells.map((cell) => ('missing' in cell ? null : (anchors.get(cell) ?? null))),
    scenario: scenario && { kind: scenario.kind, scenario: scenario.scenario },
    siblings: families.get(familyOf(row)) ?? [],
  };
}

function pageResult(result: Result): PageResult {
  const { id, title, topic, file, engine, column, what, claims, fromTable, ...shown } = result;
  return {
    ...shown,
    visibleHeaders: shown.visibleHeaders.slice(0, LONGEST_LIST),
    hiddenHeaders: shown.hiddenHeaders.slice(0, LONGEST_LIST),
    exchanges: shown.exchanges.slice(0, LONGEST_LIST).map(shortenedExchange),
  };
}

function shortenedExchange(exchange: Exchange): Exchange {
  const { answer, requestHeaders } = exchange;
  return {
    ...exchange,
    requestHeaders: shortenedHeaders(requestHeaders),
    answer: answer.kind === 'answered' ? { ...answer, headers: shortenedHeaders(answer.headers) } : answer,
  };
}

function shortenedHeaders(headers: readonly HeaderPair[]): readonly HeaderPair[] {
  const more = headers.length - LONGEST_LIST;
  if (more <= 0) return headers;
  return [...headers.slice(0, LONGEST_LIST), ['…', `${more.toLocaleString('en')} more in report.json`]];
}

/** Requests of one test, steps of one scenario: they share an id, but for its number. */
function familyOf({ id, topic }: Row): string {
  return JSON.stringify([topic, id.replace(/#\d+$/, '')]);
}

function familiesOf(rows: readonly Row[]): Map<string, number[]> {
  const families = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    const family = families.get(familyOf(row));
    if (family === undefined) families.set(familyOf(row), [at]);
    else family.push(at);
  }
  return families;
}
