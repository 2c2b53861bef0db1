import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report } from '../model.ts';
import { measured, type Row, type Topic } from '../rows.ts';
import { stateOf } from '../totals.ts';
import { visible } from '../visible.ts';
import { columnName, LOOKS, STATES } from './words.ts';

/** Longer names of topics are cut. */
const LONGEST_NAME = 80;

interface Option {
  readonly value: string;
  readonly words: string;
  readonly count: number;
}

/** What may be shown; each with how many cases it has. The script in the page reads it. */
export function Filters({ report, topics }: { report: Report; topics: readonly Topic[] }): VNode {
  const rows = topics.flatMap((topic) => topic.rows);
  return html`<form class="filters" role="search" aria-label="Filter the matrix" autocomplete="off">
    <label class="text"><span>Text</span><input type="search" name="text" placeholder="title, URL, origin, id" /></label>
    <${Choose} name="show" label="Show" all="all cases" options=${marks(rows)} />
    <${Choose} name="topic" label="Topic" all="every topic" options=${topics.map(topicOption)} />
    <${Choose} name="engine" label="Engine" all="every engine" options=${engines(report)} />
    <${Choose} name="outcome" label="Outcome" all="any outcome" options=${outcomes(rows)} />
    <${Choose} name="claim" label="Claim" all="any claim" options=${claims(rows)} />
    <button type="reset">Clear</button>
    <p role="status" id="shown"></p>
  </form>`;
}

interface ChooseProps {
  readonly name: string;
  readonly label: string;
  /** What it says when nothing is chosen. */
  readonly all: string;
  readonly options: readonly Option[];
}

function Choose({ name, label, all, options }: ChooseProps): VNode {
  return html`<label><span>${label}</span><select name=${name}>
    <option value="">${all}</option>
    ${options.map(({ value, words, count }) => html`<option value=${value} disabled=${count === 0}>${words} (${count.toLocaleString('en')})</option>`)}
  </select></label>`;
}

function topicOption({ name, rows: { length } }: Topic, at: number): Option {
  return { value: String(at + 1), words: shortName(name), count: length };
}

function engines({ engines: all, totals }: Report): Option[] {
  return all.map((engine, at) => ({
    value: String(at),
    words: columnName(engine, all),
    count: totals.byEngine[at]?.results ?? 0,
  }));
}

/** An option is a line. */
function shortName(name: string): string {
  const seen = visible(name.slice(0, LONGEST_NAME));
  return name.length > LONGEST_NAME ? `${seen}…` : seen;
}

function marks(rows: readonly Row[]): Option[] {
  const counted = (value: string, words: string, holds: (row: Row) => boolean) => ({
    value,
    words,
    count: rows.filter(holds).length,
  });
  return [
    counted('differs', 'engines differ', ({ differences }) => differences.length > 0),
    counted('executed', 'blocked, but executed', (row) =>
      measured(row).some(({ silentSideEffect }) => silentSideEffect),
    ),
    counted('deviates', 'not as the standard says', (row) =>
      measured(row).some(({ deviations, departures }) => deviations.length + departures.length > 0),
    ),
    counted('failed', 'failed', (row) => measured(row).some(({ pass }) => !pass)),
    counted('unsure', 'inconclusive', (row) => measured(row).some(({ outcome }) => outcome === 'inconclusive')),
  ];
}

function outcomes(rows: readonly Row[]): Option[] {
  const states = rows.map((row) => new Set(measured(row).map(stateOf)));
  return STATES.map((state) => ({
    value: state,
    words: `${LOOKS[state].shape} ${LOOKS[state].word}`,
    count: states.filter((each) => each.has(state)).length,
  }));
}

function claims(rows: readonly Row[]): Option[] {
  const named = rows.flatMap((row) => row.claims);
  const counts = new Map<string, number>();
  for (const claim of named) counts.set(claim, (counts.get(claim) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([value, count]) => ({ value, words: value, count }));
}
