import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageData, PageResult, PageRow } from '../page-data.ts';
import { Shape } from '../views/state.ts';
import { Text } from '../views/text.ts';
import { type CookieFate, cookiesOf } from './cookies.ts';

interface Props {
  readonly data: PageData;
  readonly at: number;
  readonly row: PageRow;
  readonly column: number;
  readonly result: PageResult;
}

/** Which cookies went along, and which the browser kept to itself. */
export function Cookies({ data, at, row, column, result }: Props): VNode {
  const earlier = row.siblings
    .filter((sibling) => sibling < at)
    .flatMap((sibling) => cellOf(data, sibling, column) ?? []);
  const fates = cookiesOf(result, earlier, row);
  return html`<section class="cookies">
    <h3>Cookies</h3>
    ${fates.length === 0 ? html`<p class="none">No request carried one, and none was seen to be set before.</p>` : html`<ul>${fates.map((fate) => html`<${Fate} fate=${fate} />`)}</ul>`}
  </section>`;
}

function cellOf(data: PageData, row: number, column: number): PageResult | null {
  const cell = data.rows[row]?.cells[column];
  return cell === undefined || 'missing' in cell ? null : cell;
}

function Fate({ fate: { name, url, fate, given } }: { fate: CookieFate }): VNode {
  const isSent = fate === 'sent';
  return html`<li>
    <span class=${`fate ${fate}`}><${Shape} of=${isSent ? '→' : '⊘'} /> ${fate}</span> <code><${Text} value=${name} /></code>${' '}
    to <span class="path"><${Text} value=${url} /></span>
    ${given !== null && html` <span class="given"><${Text} value=${given} /></span>`}
  </li>`;
}
