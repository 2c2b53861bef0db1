import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report, Result } from '../model.ts';
import { measured, type Row } from '../rows.ts';
import { stateOf } from '../totals.ts';
import { verdictOf } from './contract.ts';
import { Text } from './text.ts';
import { columnName, LOOKS, plural } from './words.ts';

/** So many of each kind are named here; the matrix has them all. */
const MOST = 8;

interface Props {
  readonly report: Report;
  readonly rows: readonly Row[];
  readonly anchors: ReadonlyMap<Result, string>;
}

interface ListProps extends Props {
  readonly title: string;
  readonly filter: string;
}

/** What somebody who knows CORS would not have thought, and what went wrong: the worst first. */
export function Surprises({ report, rows, anchors }: Props): VNode | null {
  const stories = rows.filter(({ fromTable }) => !fromTable);
  const lists = [
    { title: 'Not as expected', filter: 'show=failed', of: rows.filter((row) => measured(row).some(isUnexpected)) },
    {
      title: 'Inconclusive',
      filter: 'show=unsure',
      of: rows.filter((row) => measured(row).some(({ outcome }) => outcome === 'inconclusive')),
    },
    {
      title: 'Stories in which engines differ',
      filter: 'show=differs',
      of: stories.filter(({ differences }) => differences.length > 0),
    },
    {
      title: 'Blocked, but executed',
      filter: 'show=executed',
      of: stories.filter((row) => measured(row).some(({ silentSideEffect }) => silentSideEffect)),
    },
  ].filter(({ of }) => of.length > 0);
  const beliefs = report.claims.filter(({ verdict }) => verdict !== 'confirmed' && verdict !== 'unsettled');
  if (lists.length + beliefs.length + report.deviations.length === 0 && report.contract === null) return null;
  return html`<section class="surprises" aria-labelledby="surprises">
    <h2 id="surprises">What surprised</h2>
    <div class="cards">
      ${report.contract !== null && html`<section class="card"><h3><a href="#contract">The contract</a></h3><p class="lede">${verdictOf(report.contract)}</p></section>`}
      ${lists.map(({ title, filter, of }) => html`<${List} title=${title} filter=${filter} rows=${of} report=${report} anchors=${anchors} />`)}
      ${beliefs.length > 0 && html`<section class="card"><h3><a href="#beliefs">Beliefs that do not hold, or not always</a> <span class="version">${beliefs.length} of ${report.claims.length}</span></h3><ul>${beliefs.slice(0, MOST).map(({ id, text, verdict }) => html`<li><a href=${`#claim-${id}`}><${Text} value=${text} /></a> <span class=${`belief ${verdict}`}>${verdict}</span></li>`)}</ul></section>`}
      ${report.deviations.length > 0 && html`<section class="card"><h3><a href="#deviations">Known deviations from the standard</a> <span class="version">${report.deviations.length} seen</span></h3><ul>${report.engines.map((engine, column) => html`<li><b>${columnName(engine, report.engines)}</b>: ${plural(deviationsIn(report, column), 'deviation')}</li>`)}</ul></section>`}
    </div>
  </section>`;
}

function isUnexpected({ pass, outcome }: Result): boolean {
  return !pass && outcome !== 'inconclusive';
}

function deviationsIn({ results }: Report, column: number): number {
  return new Set(results.filter((result) => result.column === column).flatMap(({ deviations }) => deviations)).size;
}

function List({ title, filter, rows, report, anchors }: ListProps): VNode {
  const more = rows.length - MOST;
  return html`<section class="card">
    <h3><a href="#matrix" data-filter=${filter}>${title}</a> <span class="version">${plural(rows.length, 'case')}</span></h3>
    <ul>${rows.slice(0, MOST).map((row) => html`<li><span class="title"><${Text} value=${row.title} /></span><span class="marks">${measured(row).map((result) => html`<${Mark} result=${result} report=${report} anchor=${anchors.get(result) ?? ''} />`)}</span></li>`)}</ul>
    ${more > 0 && html`<p class="aside"><a href="#matrix" data-filter=${filter}>and ${more.toLocaleString('en')} more</a></p>`}
  </section>`;
}

function Mark({ result, report, anchor }: { result: Result; report: Report; anchor: string }): VNode {
  const look = LOOKS[stateOf(result)];
  const engine = report.engines[result.column];
  return html`<a class="mark" href=${`#${encodeURI(anchor)}`}>${engine && columnName(engine, report.engines)} <span class=${`state ${look.name}`}><span class="shape" aria-hidden="true">${look.shape}</span> ${look.word}</span></a>`;
}
