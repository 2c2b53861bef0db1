import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { describeEngine, type EngineInfo } from '../../harness/model/engine-info.ts';
import type { Report, Result } from '../model.ts';
import { stateOf } from '../totals.ts';
import { Evidence } from './evidence.ts';
import { anchorsOf, isPlain, type Missing, type Row, type Topic, topicsOf } from './rows.ts';
import { Text } from './text.ts';
import { columnName, LOOKS, plural, preflightWords, workWords } from './words.ts';

interface Context {
  readonly engines: readonly EngineInfo[];
  readonly anchors: ReadonlyMap<Result, string>;
}

/** Rows are cases, columns engines, a table for each topic. Roles are spelt out since the style lays rows out as grids. */
export function Matrix({ report }: { report: Report }): VNode {
  const context = { engines: report.engines, anchors: anchorsOf(report.results) };
  const topics = topicsOf(report);
  if (topics.length === 0) return html`<p class="empty">No request was observed in this run.</p>`;
  return html`<section class="matrix" aria-label="Results">
    <${Filter} />
    ${topics.map((topic, at) => html`<${TopicView} topic=${topic} number=${at + 1} context=${context} />`)}
  </section>`;
}

/** Works without a script: the style reads which of these is checked. */
function Filter(): VNode {
  const choices = [
    ['all', 'all cases'],
    ['differs', 'engines differ'],
    ['executed', 'blocked, but executed'],
    ['failed', 'failed'],
    ['unsure', 'inconclusive'],
  ];
  return html`<fieldset class="filter">
    <legend>Show</legend>
    ${choices.map(([name, words]) => html`<label><input type="radio" name="show" id=${`show-${name}`} checked=${name === 'all'} autocomplete="off" /> ${words}</label>`)}
    <p>Cells open to their evidence; that of table rows which are as expected everywhere is in report.json.</p>
  </fieldset>`;
}

function TopicView({ topic, number, context }: { topic: Topic; number: number; context: Context }): VNode {
  return html`<section class="topic" aria-labelledby=${`topic-${number}`}>
    <header>
      <h2 id=${`topic-${number}`}><${Text} value=${topic.name} /></h2>
      <p class="aside">${plural(topic.rows.length, 'case')} in ${topic.files.map((file) => html`<span class="path"><${Text} value=${file} /></span>`)}</p>
    </header>
    <table role="table" class=${`columns-${context.engines.length}`}>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">case</th>
        ${context.engines.map((engine) => html`<th role="columnheader" scope="col">${columnName(engine, context.engines)} <span class="version"><${Text} value=${engine.version} /></span></th>`)}
      </tr></thead>
      <tbody role="rowgroup">${topic.rows.map((row) => html`<${RowView} row=${row} context=${context} />`)}</tbody>
    </table>
  </section>`;
}

function RowView({ row, context }: { row: Row; context: Context }): VNode {
  const request = row.id.split('#')[1];
  const plain = isPlain(row);
  return html`<tr role="row" class=${rowClasses(row)}>
    <th role="rowheader" scope="row">
      <p class="title"><${Text} value=${row.title} />${request !== undefined && html` <span class="request">request ${request}</span>`}</p>
      <p class="what"><${Text} value=${row.what} /></p>
      ${
        (row.claims.length > 0 || row.differences.length > 0) &&
        html`<p class="marks">
        ${row.differences.length > 0 && html`<span class="tag differ">engines differ: ${row.differences.join(', ')}</span>`}
        ${row.claims.map((claim) => html`<span class="tag">${claim}</span>`)}
      </p>`
      }
    </th>
    ${row.cells.map((cell, column) => html`<${Cell} cell=${cell} engine=${context.engines[column]} context=${context} plain=${plain} />`)}
  </tr>`;
}

interface CellProps {
  readonly cell: Result | Missing;
  readonly engine: EngineInfo;
  readonly context: Context;
  readonly plain: boolean;
}

function Cell({ cell, engine, context, plain }: CellProps): VNode {
  const name = html`<span class="engine">${columnName(engine, context.engines)}</span>`;
  if ('missing' in cell) {
    return html`<td role="cell"><div class="cell">${name}<span class="state missing"><span class="shape">–</span> not run</span><span class="small"><${Text} value=${cell.missing} /></span></div></td>`;
  }
  if (plain) {
    return html`<td role="cell"><div class="cell" id=${context.anchors.get(cell)}>${name}<${StateView} result=${cell} /></div></td>`;
  }
  return html`<td role="cell"><details>
    <summary class="cell">${name}<${StateView} result=${cell} /></summary>
    <${Evidence} result=${cell} anchor=${context.anchors.get(cell)} engine=${describeEngine(engine)} />
  </details></td>`;
}

function StateView({ result }: { result: Result }): VNode {
  const look = LOOKS[stateOf(result)];
  return html`<span class=${`state ${look.name}`}><span class="shape">${look.shape}</span> ${look.word}</span>
    <span class="small">${preflightWords(result)}, ${workWords(result)}</span>
    ${!result.pass && html`<span class="verdict-failed">test failed</span>`}
    ${result.retries > 0 && html`<span class="retried">after ${plural(result.retries, 'retry', 'retries')}</span>`}`;
}

function rowClasses({ cells, differences }: Row): string {
  const results = cells.flatMap((cell) => ('missing' in cell ? [] : [cell]));
  const marks = {
    differs: differences.length > 0,
    executed: results.some(({ silentSideEffect }) => silentSideEffect),
    failed: results.some(({ pass }) => !pass),
    unsure: results.some(({ outcome }) => outcome === 'inconclusive'),
  };
  return ['row', ...Object.entries(marks).flatMap(([name, holds]) => (holds ? [name] : []))].join(' ');
}
