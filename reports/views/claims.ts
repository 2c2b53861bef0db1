import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { MeasuredValues, Report, Result } from '../model.ts';
import { measured, type Row } from '../rows.ts';
import { stateOf } from '../totals.ts';
import type { SettledClaim, Verdict } from '../verdicts.ts';
import { linkTo, Shape, State } from './state.ts';
import { Text } from './text.ts';
import { columnName } from './words.ts';

/** Shape and word tell a verdict; colour only helps. The most surprising come first. */
const LOOK: Readonly<Record<Verdict, { readonly shape: string; readonly means: string }>> = {
  refuted: { shape: '✕', means: 'what it says in so many words did not come out so' },
  limited: { shape: '◑', means: 'it came out as it says, and not as a reader would take it to say' },
  outdated: { shape: '†', means: 'it was so once' },
  confirmed: { shape: '✓', means: 'each of its cases came out as it says' },
  unsettled: { shape: '?', means: 'not all of its cases were measured in this run' },
};
const VERDICTS = Object.keys(LOOK) as Verdict[];

interface Props {
  readonly report: Report;
  readonly rows: readonly Row[];
  readonly anchors: ReadonlyMap<Result, string>;
}

interface Evidence {
  readonly rows: ReadonlyMap<string, Row>;
  readonly measurements: ReadonlyMap<string, MeasuredValues>;
  readonly report: Report;
  readonly anchors: ReadonlyMap<Result, string>;
}

/** What people say about CORS, and what the results make of it. */
export function Claims({ report, rows, anchors }: Props): VNode | null {
  const { claims } = report;
  if (claims.length === 0) return null;
  const evidence: Evidence = {
    rows: new Map(rows.map((row) => [row.id, row])),
    measurements: new Map(report.measurements.map((each) => [each.id, each])),
    report,
    anchors,
  };
  const present = VERDICTS.map((verdict) => ({ verdict, of: claims.filter((claim) => claim.verdict === verdict) }));
  return html`<section class="page claims" id="beliefs">
    <h2>CORS beliefs, tested</h2>
    <dl class="verdicts">${present.map(
      ({ verdict, of }) =>
        of.length > 0 &&
        html`<div><dt><${Belief} verdict=${verdict} /> <b>${of.length}</b></dt><dd>${LOOK[verdict].means}</dd></div>`,
    )}</dl>
    <ol>${present.flatMap(({ of }) => of).map((claim) => html`<${Settled} claim=${claim} evidence=${evidence} />`)}</ol>
  </section>`;
}

function Belief({ verdict }: { verdict: Verdict }): VNode {
  return html`<span class=${`belief ${verdict}`}><${Shape} of=${LOOK[verdict].shape} /> ${verdict}</span>`;
}

function Settled({ claim, evidence }: { claim: SettledClaim; evidence: Evidence }): VNode {
  const { id, text, verdict, basis, why, source } = claim;
  return html`<li class="claim" id=${`claim-${id}`} tabindex="-1">
    <p class="said"><${Belief} verdict=${verdict} /></p>
    <div>
      <h3><${Text} value=${text} /></h3>
      <p class="because"><${Text} value=${why} /></p>
      <ul class="evidence">${claim.evidence.map((of) => html`<${EvidenceOf} of=${of} evidence=${evidence} />`)}</ul>
      <p class="aside"><span>${id}</span><span>${basis}</span><span><${Text} value=${source} /></span></p>
    </div>
  </li>`;
}

interface EvidenceProps {
  readonly of: string;
  readonly evidence: Evidence;
}

/** One case of a claim: a row of the matrix, or a measurement with its values. */
function EvidenceOf({ of, evidence }: EvidenceProps): VNode {
  const row = evidence.rows.get(of);
  if (row !== undefined) return html`<${EvidenceRow} row=${row} evidence=${evidence} />`;
  const measurement = evidence.measurements.get(of);
  if (measurement === undefined) {
    return html`<li><span class="path"><${Text} value=${of} /></span> <span class="none">not measured in this run</span></li>`;
  }
  const values = Object.entries(measurement.values).map(([name, value]) => `${name} ${value}`);
  return html`<li>
    <span class="title"><${Text} value=${measurement.title} /></span>
    <span class="values"><${Text} value=${values.join(', ')} /></span>
  </li>`;
}

function EvidenceRow({ row, evidence: { report, anchors } }: { row: Row; evidence: Evidence }): VNode {
  const request = row.id.split('#')[1];
  return html`<li>
    <span class="title"><${Text} value=${row.title} />${request !== undefined && html` <span class="request">request ${request}</span>`}</span>
    <span class="marks">${measured(row).map(
      (result) => html`<a class="mark" href=${linkTo(anchors.get(result) ?? '')}>
        <${State} state=${stateOf(result)} terse=${true} /> ${columnOf(result, report)}
      </a>`,
    )}</span>
  </li>`;
}

function columnOf({ column }: Result, { engines }: Report): string {
  const engine = engines[column];
  return engine === undefined ? '' : columnName(engine, engines);
}
