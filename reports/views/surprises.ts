import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report, Result } from '../model.ts';
import { measured, type Row } from '../rows.ts';
import { stateOf } from '../totals.ts';
import { verdictOf } from './contract.ts';
import { linkTo, State } from './state.ts';
import { Text } from './text.ts';
import { columnName, plural } from './words.ts';

/** So many of each kind are named here; the matrix has them all. */
const MOST = 8;

interface Props {
  readonly report: Report;
  readonly rows: readonly Row[];
  readonly anchors: ReadonlyMap<Result, string>;
}

interface ListProps extends Pick<Props, 'report' | 'anchors'> {
  readonly title: string;
  /** Fields of the matrix's form, as in a query. */
  readonly filter: string;
  readonly of: readonly Row[];
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
      of: outcomesFirst(stories.filter(({ differences }) => differences.length > 0)),
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
      <${ContractCard} contract=${report.contract} />
      ${lists.map((list) => html`<${List} ...${list} report=${report} anchors=${anchors} />`)}
      <${Beliefs} beliefs=${beliefs} all=${report.claims.length} />
      <${Deviations} report=${report} />
    </div>
  </section>`;
}

function ContractCard({ contract }: Pick<Report, 'contract'>): VNode | null {
  if (contract === null) return null;
  return html`<section class="card">
    <h3><a href="#contract">The contract</a></h3>
    <p class="lede">${verdictOf(contract)}</p>
  </section>`;
}

function Beliefs({ beliefs, all }: { beliefs: Report['claims']; all: number }): VNode | null {
  if (beliefs.length === 0) return null;
  return html`<section class="card">
    <h3><a href="#beliefs">Beliefs that do not hold, or not always</a><span class="version">${beliefs.length} of ${all}</span></h3>
    <ul>${beliefs.slice(0, MOST).map(
      ({ id, text, verdict }) => html`<li>
        <a href=${linkTo(`claim-${id}`)}><${Text} value=${text} /></a>
        <span class=${`belief ${verdict}`}>${verdict}</span>
      </li>`,
    )}</ul>
  </section>`;
}

function Deviations({ report }: { report: Report }): VNode | null {
  const { deviations, engines } = report;
  if (deviations.length === 0) return null;
  return html`<section class="card">
    <h3><a href="#deviations">Known deviations from the standard</a><span class="version">${deviations.length} seen</span></h3>
    <ul>${engines.map(
      (engine, column) => html`<li>
        <b>${columnName(engine, engines)}</b>: ${plural(deviationsIn(report, column), 'deviation')}
      </li>`,
    )}</ul>
  </section>`;
}

function isUnexpected({ pass, outcome }: Result): boolean {
  return !pass && outcome !== 'inconclusive';
}

function deviationsIn({ results }: Report, column: number): number {
  return new Set(results.filter((result) => result.column === column).flatMap(({ deviations }) => deviations)).size;
}

function List({ title, filter, of, report, anchors }: ListProps): VNode {
  const more = of.length - MOST;
  return html`<section class="card">
    <h3><a href="#matrix" data-filter=${filter}>${title}</a><span class="version">${plural(of.length, 'case')}</span></h3>
    <ul>${of.slice(0, MOST).map(
      (row) => html`<li>
        <span class="title"><${Text} value=${row.title} /></span>
        ${differsInside(row) && html`<span class="tag differ">engines differ: ${row.differences.join(', ')}</span>`}
        <span class="marks">${measured(row).map((result) => html`<${Mark} result=${result} report=${report} anchors=${anchors} />`)}</span>
      </li>`,
    )}</ul>
    ${more > 0 && html`<p class="aside"><a href="#matrix" data-filter=${filter}>and ${more.toLocaleString('en')} more</a></p>`}
  </section>`;
}

/** Engines that show the same outcome, and differ in what cannot be seen by that. */
function differsInside(row: Row): boolean {
  return row.differences.length > 0 && new Set(measured(row).map(stateOf)).size === 1;
}

function outcomesFirst(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => Number(differsInside(a)) - Number(differsInside(b)));
}

interface MarkProps extends Pick<Props, 'report' | 'anchors'> {
  readonly result: Result;
}

function Mark({ result, report: { engines }, anchors }: MarkProps): VNode {
  const engine = engines[result.column];
  return html`<a class="mark" href=${linkTo(anchors.get(result) ?? '')}>
    ${engine && columnName(engine, engines)} <${State} state=${stateOf(result)} />
  </a>`;
}
