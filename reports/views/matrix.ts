import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EngineInfo } from '../../harness/model/engine-info.ts';
import type { Report, Result } from '../model.ts';
import { isPlain, type Missing, measured, type Row, type Topic } from '../rows.ts';
import { stateOf } from '../totals.ts';
import { Filters } from './filters.ts';
import { linkTo, Shape, State } from './state.ts';
import { Text } from './text.ts';
import { columnName, plural, preflightWords, workWords } from './words.ts';

interface Context {
  readonly engines: readonly EngineInfo[];
  readonly anchors: ReadonlyMap<Result, string>;
}

interface Props extends Context {
  readonly report: Report;
  readonly topics: readonly Topic[];
}

/** Rows are cases, columns engines, a table for each topic; rows of tables that are as expected everywhere are folded. */
export function Matrix({ report, topics, anchors, engines }: Props): VNode {
  const context = { engines, anchors };
  return html`<section class="page matrix" id="matrix">
    <h2>What works where</h2>
    ${topics.length === 0 && html`<p class="none">No request was observed in this run.</p>`}
    ${topics.length > 0 && html`<${Filters} report=${report} topics=${topics} />`}
    ${topics.map((topic, at) => html`<${TopicView} topic=${topic} number=${at + 1} context=${context} />`)}
  </section>`;
}

function TopicView({ topic, number, context }: { topic: Topic; number: number; context: Context }): VNode {
  const plain = topic.rows.filter(isPlain);
  const others = topic.rows.filter((row) => !isPlain(row));
  return html`<section class="topic" data-topic=${String(number)} aria-labelledby=${`topic-${number}`}>
    <header>
      <h3 id=${`topic-${number}`} tabindex="-1"><${Text} value=${topic.name} /></h3>
      <p class="aside">${plural(topic.rows.length, 'case')} in ${topic.files.map((file) => html`<span class="path"><${Text} value=${file} /></span>`)}</p>
    </header>
    ${others.length > 0 && html`<${Rows} rows=${others} context=${context} name=${topic.name} />`}
    ${
      plain.length > 0 &&
      html`<details class="fold">
      <summary>${plural(plain.length, 'row')} of its table as expected, alike in every engine</summary>
      <${Rows} rows=${plain} context=${context} name=${topic.name} />
    </details>`
    }
  </section>`;
}

function Rows({ rows, context, name }: { rows: readonly Row[]; context: Context; name: string }): VNode {
  const { engines } = context;
  return html`<table>
    <caption class="unheard"><${Text} value=${name} /></caption>
    <thead><tr>
      <th scope="col"><span class="unheard">case</span></th>
      ${engines.map((engine) => html`<th scope="col">${columnName(engine, engines)} <span class="version"><${Text} value=${engine.version} /></span></th>`)}
    </tr></thead>
    <tbody>${rows.map((row) => html`<${RowView} row=${row} context=${context} />`)}</tbody>
  </table>`;
}

function RowView({ row, context }: { row: Row; context: Context }): VNode {
  const request = row.id.split('#')[1];
  const { claims, differences } = row;
  return html`<tr class=${`row${differences.length > 0 ? ' differs' : ''}`} data-states=${statesOf(row)} data-marks=${marksOf(row)} data-claims=${claims.length > 0 ? claims.join(' ') : null}>
    <th scope="row">
      <span class="title"><${Text} value=${row.title} />${request !== undefined && html` <span class="request">request ${request}</span>`}</span>
      <span class="what"><${Text} value=${row.what} /></span>
      ${
        (claims.length > 0 || differences.length > 0) &&
        html`<span class="marks">
        ${differences.length > 0 && html`<span class="tag differ">engines differ: ${differences.join(', ')}</span>`}
        ${claims.map((claim) => html`<a class="tag" href=${`#claim-${claim}`}>${claim}</a>`)}
      </span>`
      }
    </th>
    ${row.cells.map((cell, column) => html`<${Cell} cell=${cell} engine=${context.engines[column]} context=${context} isOdd=${isOdd(row, column)} />`)}
  </tr>`;
}

interface CellProps {
  readonly cell: Result | Missing;
  readonly engine: EngineInfo;
  readonly context: Context;
  readonly isOdd: boolean;
}

function Cell({ cell, engine, context, isOdd }: CellProps): VNode {
  const name = html`<span class="engine">${columnName(engine, context.engines)}</span>`;
  if ('missing' in cell) {
    return html`<td><span class="cell">
      ${name}
      <span class="state missing"><${Shape} of="–" /> not run</span>
      <span class="small"><${Text} value=${cell.missing} /></span>
    </span></td>`;
  }
  const anchor = context.anchors.get(cell) ?? '';
  return html`<td class=${isOdd ? 'odd' : null}><a class="cell" id=${anchor} href=${linkTo(anchor)}>
    ${name}
    <${State} state=${stateOf(cell)} />
    <span class="small">${preflightWords(cell)}, ${workWords(cell)}</span>
    ${!cell.pass && html`<span class="alarm">test failed</span>`}
    ${cell.retries > 0 && html`<span class="retried">after ${plural(cell.retries, 'retry', 'retries')}</span>`}
  </a></td>`;
}

/** In a row whose engines differ in outcome: is this one not with the most. */
function isOdd({ cells, differences }: Row, column: number): boolean {
  if (differences.length === 0) return false;
  const states = cells.map((cell) => ('missing' in cell ? null : stateOf(cell)));
  const alike = (state: string | null) => states.filter((each) => each === state).length;
  const own = states[column] ?? null;
  return own !== null && alike(own) < Math.max(...states.filter((state) => state !== null).map(alike));
}

function statesOf({ cells }: Row): string {
  return cells.map((cell) => ('missing' in cell ? 'missing' : stateOf(cell))).join(' ');
}

const MARKS: Readonly<Record<string, (result: Result) => boolean>> = {
  executed: ({ silentSideEffect }) => silentSideEffect,
  failed: ({ pass }) => !pass,
  unsure: ({ outcome }) => outcome === 'inconclusive',
  deviates: ({ deviations, departures }) => deviations.length + departures.length > 0,
};

/** What is worth a look: of the row as a whole, and of each column. */
function marksOf(row: Row): string | null {
  const results = measured(row);
  const marks = Object.entries(MARKS).flatMap(([name, holds]) => {
    const of = results.filter(holds);
    return of.length === 0 ? [] : [name, ...of.map(({ column }) => `${name}-${column}`)];
  });
  const differs = row.differences.length > 0 ? ['differs', ...results.map(({ column }) => `differs-${column}`)] : [];
  return [...differs, ...marks].join(' ') || null;
}
