import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EngineInfo } from '../../harness/model/engine-info.ts';
import type { Counts, Report, Result } from '../model.ts';
import { measured, type Row, type Topic } from '../rows.ts';
import { stateOf } from '../totals.ts';
import { Bar } from './bar.ts';
import { State } from './state.ts';
import { Surprises } from './surprises.ts';
import { Text } from './text.ts';
import { Why } from './why.ts';
import { columnName, LOOKS, plural, STATES } from './words.ts';

/** The table of more topics than these is folded: it would hide what comes after it. */
const MOST_TOPICS = 12;

interface Props {
  readonly report: Report;
  readonly rows: readonly Row[];
  readonly topics: readonly Topic[];
  readonly anchors: ReadonlyMap<Result, string>;
}

/** What works where, what surprised, why, and what to change: in this order. */
export function Overview({ report, rows, topics, anchors }: Props): VNode {
  const stories = rows.filter(({ fromTable }) => !fromTable);
  return html`<section class="page overview" id="overview">
    ${
      report.engines.length > 0 &&
      rows.length > 0 &&
      html`<section aria-labelledby="where"><h2 id="where">What works where</h2>
      <div class="tallies">${report.engines.map((engine, at) => html`<${Tally} engine=${engine} engines=${report.engines} counts=${report.totals.byEngine[at]} />`)}</div>
      <details class="by-topic" open=${topics.length <= MOST_TOPICS}><summary>By topic (${topics.length})</summary><${TopicTable} topics=${topics} engines=${report.engines} /></details>
    </section>`
    }
    <${Surprises} report=${report} rows=${rows} anchors=${anchors} />
    <${Why} rows=${stories.length > 0 ? stories : rows} anchors=${anchors} />
  </section>`;
}

function Tally({
  engine,
  engines,
  counts,
}: {
  engine: EngineInfo;
  engines: readonly EngineInfo[];
  counts: Counts;
}): VNode {
  const present = STATES.filter((state) => counts[state] > 0);
  return html`<section class="tally">
    <h3>${columnName(engine, engines)} <span class="version"><${Text} value=${engine.version} /></span></h3>
    <${Bar} counts=${counts} />
    <ul>${present.map((state) => html`<li><${State} state=${state} /> <b>${counts[state].toLocaleString('en')}</b></li>`)}</ul>
    <p class="score">${counts.passed.toLocaleString('en')} as expected${counts.failed > 0 && html`, <span class="alarm">${counts.failed.toLocaleString('en')} not</span>`}</p>
  </section>`;
}

/** A row a topic: how its cases came out in each engine, drawn and in words. */
function TopicTable({ topics, engines }: { topics: readonly Topic[]; engines: readonly EngineInfo[] }): VNode {
  return html`<div class="plain" tabindex="0" role="region" aria-label="Topics"><table class="topics">
    <thead><tr><th scope="col">topic</th><th scope="col" class="number">cases</th>${engines.map((engine) => html`<th scope="col">${columnName(engine, engines)}</th>`)}<th scope="col">differences</th></tr></thead>
    <tbody>${topics.map(
      (topic, at) => html`<tr>
      <th scope="row"><a href=${`#topic-${at + 1}`}><${Text} value=${topic.name} /></a></th>
      <td class="number">${topic.rows.length.toLocaleString('en')}</td>
      ${engines.map((_, column) => html`<td>${inColumn(topic, column)}</td>`)}
      <td>${differencesIn(topic, at)}</td>
    </tr>`,
    )}</tbody>
  </table></div>`;
}

function inColumn({ rows }: Topic, column: number): VNode {
  const states = rows
    .flatMap(measured)
    .filter((result) => result.column === column)
    .map(stateOf);
  const counts = Object.fromEntries(STATES.map((state) => [state, states.filter((each) => each === state).length]));
  const words = STATES.filter((state) => (counts[state] ?? 0) > 0).map(
    (state) => `${counts[state]} ${LOOKS[state].word}`,
  );
  return html`<${Bar} counts=${counts} /><span class="unheard">${words.join(', ') || 'not run'}</span>`;
}

function differencesIn({ rows }: Topic, at: number): VNode | string {
  const differing = rows.filter(({ differences }) => differences.length > 0).length;
  if (differing === 0) return 'none';
  return html`<a href="#matrix" data-filter=${`topic=${at + 1}&show=differs`}>${plural(differing, 'case')}</a>`;
}
