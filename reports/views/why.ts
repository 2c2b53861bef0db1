import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { DecidedBy } from '../../harness/model/prediction.ts';
import { cureFor } from '../lessons.ts';
import type { Result } from '../model.ts';
import { measured, type Row } from '../rows.ts';
import { linkTo } from './state.ts';
import { Text } from './text.ts';
import { plural } from './words.ts';

interface Reason {
  readonly decidedBy: DecidedBy;
  readonly rows: Row[];
  readonly first: Result;
}

interface Props {
  readonly rows: readonly Row[];
  readonly anchors: ReadonlyMap<Result, string>;
}

/** What stopped pages from reading, by the step of the standard that decided, and what would have let them. */
export function Why({ rows, anchors }: Props): VNode | null {
  const reasons = reasonsOf(rows);
  if (reasons.length === 0) return null;
  return html`<section class="why" aria-labelledby="why">
    <h2 id="why">Why, and what to change</h2>
    <p class="aside"><span>What stopped pages from reading, most often first.</span></p>
    <ol>${reasons.map(
      ({ decidedBy, rows: of, first }) => html`<li>
      <p class="reason">
        <b><${Text} value=${capital(decidedBy.reason)} /></b>
        <span class="version"><${Text} value=${whereOf(decidedBy)} />, <a href=${linkTo(anchors.get(first) ?? '')}>${plural(of.length, 'case')}</a></span>
      </p>
      ${cureFor(decidedBy) !== null && html`<p class="cure">${cureFor(decidedBy)}</p>`}
    </li>`,
    )}</ol>
  </section>`;
}

function reasonsOf(rows: readonly Row[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const row of rows) {
    const first = measured(row).find(
      ({ outcome, decidedBy, prediction }) =>
        outcome === 'blocked' && decidedBy !== null && prediction?.outcome !== 'readable',
    );
    if (first === undefined || first.decidedBy === null || first.decidedBy.step === '') continue;
    const key = JSON.stringify(first.decidedBy);
    const known = reasons.get(key);
    if (known === undefined) reasons.set(key, { decidedBy: first.decidedBy, rows: [row], first });
    else known.rows.push(row);
  }
  return [...reasons.values()].sort((a, b) => b.rows.length - a.rows.length);
}

function whereOf({ section, step }: DecidedBy): string {
  return step === '' ? section : `${section}, step ${step}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
