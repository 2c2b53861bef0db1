import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report } from '../model.ts';
import type { SettledClaim, Verdict } from '../verdicts.ts';
import { Text } from './text.ts';
import { plural } from './words.ts';

/** Shape and word tell a verdict; colour only helps. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  confirmed: '✓',
  limited: '◑',
  refuted: '✕',
  outdated: '⌛',
  unsettled: '?',
};

/** What people say about CORS, and what the results make of it. */
export function Claims({ claims }: Pick<Report, 'claims'>): VNode | null {
  if (claims.length === 0) return null;
  return html`<section class="claims">
    <h2>CORS beliefs, tested</h2>
    <p class="aside">${countWords(claims)}</p>
    <ul>${claims.map((claim) => html`<${Settled} claim=${claim} />`)}</ul>
  </section>`;
}

function Settled({ claim }: { claim: SettledClaim }): VNode {
  const { id, text, verdict, basis, why, evidence, source } = claim;
  return html`<li id=${`claim-${id}`}>
    <p class="title"><span class=${`belief ${verdict}`}><span class="shape" aria-hidden="true">${SHAPES[verdict]}</span> ${verdict}</span> <${Text} value=${text} /></p>
    <p><${Text} value=${why} /></p>
    <p class="aside"><span>${id}</span><span>${basis}</span><span><${Text} value=${source} /></span></p>
    <details><summary>${plural(evidence.length, 'case')}</summary><ul class="path">${evidence.map((each) => html`<li><${Text} value=${each} /></li>`)}</ul></details>
  </li>`;
}

function countWords(claims: readonly SettledClaim[]): VNode[] {
  const verdicts = Object.keys(SHAPES) as Verdict[];
  return verdicts
    .map((verdict) => ({ verdict, number: claims.filter((claim) => claim.verdict === verdict).length }))
    .filter(({ number }) => number > 0)
    .map(({ verdict, number }) => html`<span>${number} ${verdict}</span>`);
}
