import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { KnownDeviation } from '../../harness/model/result.ts';
import type { Report, Result } from '../model.ts';
import { measured, type Row } from '../rows.ts';
import { deviationAnchor, linkTo } from './state.ts';
import { Text } from './text.ts';
import { columnName, plural } from './words.ts';

/** So many rows are named of each. */
const MOST = 5;

interface Props {
  readonly report: Report;
  readonly rows: readonly Row[];
  readonly anchors: ReadonlyMap<Result, string>;
}

/** What engines do otherwise than the standard says: every known deviation that this run has seen. */
export function Deviations({ report, rows, anchors }: Props): VNode | null {
  const { deviations } = report;
  if (deviations.length === 0) return null;
  const showing = new Map(
    deviations.map(({ id }) => [
      id,
      rows.filter((row) => measured(row).some((result) => result.deviations.includes(id))),
    ]),
  );
  return html`<section class="page deviations" id="deviations">
    <h2>Engine deviations</h2>
    <p class="aside"><span>What engines are known to do otherwise than the Fetch Standard says, seen again in this run. One that was not seen fails its test.</span></p>
    <ol>${deviations.map((deviation) => html`<${Deviation} deviation=${deviation} report=${report} rows=${showing.get(deviation.id) ?? []} anchors=${anchors} />`)}</ol>
  </section>`;
}

function Deviation({ deviation, report, rows, anchors }: Props & { deviation: KnownDeviation }): VNode {
  const { id, what, standard, issue, engines } = deviation;
  const seenIn = report.engines.flatMap((engine, column) => {
    const count = rows.filter((row) => resultIn(row, column)?.deviations.includes(id)).length;
    return count === 0 ? [] : [{ name: columnName(engine, report.engines), known: engines[engine.name], count }];
  });
  const where = standard.step === '' ? standard.section : `${standard.section}, step ${standard.step}`;
  return html`<li id=${deviationAnchor(id)} tabindex="-1">
    <h3><${Text} value=${capital(what)} /></h3>
    <p class="seen">${seenIn.map(
      ({ name, known, count }) => html`<span>
        <b>${name}</b> in ${plural(count, 'case')}
        ${known !== undefined && html` <span class="version">known since <${Text} value=${known} /></span>`}
      </span>`,
    )}</p>
    <p class="aside">
      <span class="path"><${Text} value=${id} /></span>
      <span>the standard: <${Text} value=${where} /></span>
      ${issue !== null && html`<span><${Issue} issue=${issue} /></span>`}
    </p>
    <details>
      <summary>${plural(rows.length, 'case')}</summary>
      <ul>
        ${rows.slice(0, MOST).map((row) => html`<li><a href=${linkTo(anchorOf(row, id, anchors))}><${Text} value=${row.title} /></a></li>`)}
        ${rows.length > MOST && html`<li class="none">and ${rows.length - MOST} more</li>`}
      </ul>
    </details>
  </li>`;
}

function Issue({ issue }: { issue: string }): VNode {
  const text = html`<${Text} value=${issue} />`;
  return isLink(issue) ? html`<a href=${issue} rel="noreferrer">${text}</a>` : text;
}

function resultIn(row: Row, column: number): Result | undefined {
  return measured(row).find((result) => result.column === column);
}

function anchorOf(row: Row, id: string, anchors: ReadonlyMap<Result, string>): string {
  const result = measured(row).find(({ deviations }) => deviations.includes(id));
  return (result && anchors.get(result)) ?? '';
}

function isLink(text: string): boolean {
  return /^https:\/\//.test(text) && URL.canParse(text);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
