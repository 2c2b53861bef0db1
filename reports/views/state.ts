import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { State as StateName } from '../model.ts';
import { LOOKS } from './words.ts';

/** What came of a request: its shape and its word. @param terse the word is for a screen reader alone */
export function State({ state, terse = false }: { state: StateName; terse?: boolean }): VNode {
  const { shape, word, name } = LOOKS[state];
  return html`<span class=${`state ${name}`}>
    <${Shape} of=${shape} />${' '}
    ${terse ? html`<span class="unheard">${word}</span>` : word}
  </span>`;
}

/** A drawing of the word beside it, so it says nothing to a screen reader. */
export function Shape({ of }: { of: string }): VNode {
  return html`<span class="shape" aria-hidden="true">${of}</span>`;
}

/** The place of a known deviation on the page: no longer than an id of the ledger may be. */
export function deviationAnchor(id: string): string {
  return `deviation-${id.slice(0, 200)}`;
}

/** The fragment that leads to what has this id, or to the case page of this anchor. */
export function linkTo(anchor: string): string {
  // Half a character stands in the page as U+FFFD, and in no URL.
  return `#${encodeURI(anchor.replaceAll(/\p{Surrogate}/gu, '\ufffd'))}`;
}
