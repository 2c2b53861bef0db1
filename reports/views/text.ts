import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type Piece, pieces } from '../visible.ts';

/** Longer text is cut on the page; report.json has it whole. */
const LONGEST_TEXT = 2_000;
/** Longer lists are cut on the page; report.json has them whole. */
const LONGEST_LIST = 100;

const HEAD = new RegExp(`^.{0,${LONGEST_TEXT}}`, 'su');

/** Text from outside: isolated from its surroundings, cut where it is too long, with nothing in it unseen. */
export function Text({ value }: { value: string }): VNode {
  return html`<bdi>${pieces(head(value)).map(showPiece)}</bdi>${cutNote(value)}`;
}

/** A text of ours in which code stands between backticks. */
export function Prose({ value }: { value: string }): VNode {
  const parts = value.split('`');
  return html`${parts.map((part, at) => (at % 2 === 0 ? html`<${Text} value=${part} />` : html`<code><${Text} value=${part} /></code>`))}`;
}

/** The same for a message of several lines. */
export function Lines({ value }: { value: string }): VNode {
  const lines = head(value).split('\n');
  return html`<pre class="lines"><bdi>${lines.map((line, at) => [at > 0 ? '\n' : '', pieces(line).map(showPiece)])}</bdi></pre>${cutNote(value)}`;
}

/** The first of `list`, and a note on how many more there are. */
export function firstOf<T>(list: readonly T[], show: (item: T) => unknown): unknown[] {
  const more = list.length - LONGEST_LIST;
  const note = more > 0 ? html`<p class="cut">${count(more)} more in report.json</p>` : null;
  return [...list.slice(0, LONGEST_LIST).map(show), note];
}

/** `12,345`, whatever the locale of the machine. */
export function count(number: number): string {
  return number.toLocaleString('en');
}

function showPiece({ text, codePoint }: Piece): VNode | string {
  return codePoint === null ? text : html`<span class="unseen" title=${codePoint}>${text}</span>`;
}

/** Cut between code points, never within one. */
function head(value: string): string {
  return HEAD.exec(value)?.[0] ?? '';
}

function cutNote(value: string): VNode | null {
  if (value.length === head(value).length) return null;
  return html` <span class="cut">cut here: ${count(value.length)} characters in all, whole in report.json</span>`;
}
