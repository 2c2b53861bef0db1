import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { EngineInfo } from '../../harness/model/engine-info.ts';
import type { Counts, Report, Totals } from '../model.ts';
import { verdictOf } from './contract.ts';
import { count, Text } from './text.ts';
import { columnName, LOOKS, plural, STATES } from './words.ts';

/** What the run came to, in a sentence and then in numbers. */
export function Summary({ report }: { report: Report }): VNode {
  return html`<header class="summary">
    <p class="brand">cross-examine</p>
    <h1>${headline(report)}</h1>
    <p class="aside">
      <span>${plural(new Set(report.results.map(({ id }) => id)).size, 'case')}</span>
      <span>${plural(report.engines.length, 'engine')}</span>
      <span>${testWords(report.totals)}</span>
      <span>${duration(report.durationMs)}</span>
      <time datetime=${report.generatedAt}>${moment(report.generatedAt)}</time>
    </p>
    <div class="tallies">${report.engines.map((engine, at) => html`<${Tally} engine=${engine} engines=${report.engines} counts=${report.totals.byEngine[at]} />`)}</div>
  </header>`;
}

/** The run in one sentence; the worst comes first. */
export function headline({ complete, totals, contract }: Report): string {
  const failed = totals.failed - totals.inconclusive;
  const of = plural(totals.results, 'observation');
  const bad = [
    ...(failed > 0 ? [`${count(failed)} of ${of} failed`] : []),
    ...(totals.inconclusive > 0 ? [`${count(totals.inconclusive)} ${failed > 0 ? '' : `of ${of} `}inconclusive`] : []),
    ...(totals.problems > 0 ? [plural(totals.problems, 'problem')] : []),
    ...(complete ? [] : ['the run is incomplete']),
  ];
  if (contract !== null && totals.results === 0 && totals.problems === 0) return verdictOf(contract);
  if (bad.length > 0) return capital(bad.join(', '));
  return totals.results === 0 ? 'Nothing was observed' : `${of}, all as the specs say`;
}

function Tally({
  engine,
  engines,
  counts,
}: {
  engine: EngineInfo;
  engines: readonly EngineInfo[];
  counts: Counts;
}): VNode {
  return html`<section class="tally">
    <h2>${columnName(engine, engines)} <span class="version"><${Text} value=${engine.version} /></span></h2>
    <${Bar} counts=${counts} />
    <ul>${STATES.map((state) => html`<li class=${counts[state] === 0 ? 'zero' : ''}><span class=${`state ${LOOKS[state].name}`}><span class="shape">${LOOKS[state].shape}</span> ${LOOKS[state].word}</span> <b>${counts[state]}</b></li>`)}</ul>
    <p class="score"><span>${counts.passed} passed</span> <span class=${counts.failed > 0 ? 'verdict-failed' : ''}>${counts.failed} failed</span></p>
  </section>`;
}

/** A drawing of the numbers below it, so it says nothing to a screen reader. */
function Bar({ counts }: { counts: Counts }): VNode {
  let from = 0;
  const parts = STATES.map((state) => {
    const part = { name: LOOKS[state].name, x: from, width: counts[state] };
    from += counts[state];
    return part;
  });
  return html`<svg class="bar" viewBox=${`0 0 ${Math.max(from, 1)} 1`} preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(({ name, x, width }) => width > 0 && html`<rect class=${name} x=${x} y="0" width=${width} height="1" />`)}
  </svg>`;
}

function testWords({ tests, testsWithoutRequest }: Totals): string {
  const silent = testsWithoutRequest > 0 ? `, ${count(testsWithoutRequest)} of them passed without a request` : '';
  return `${plural(tests, 'test')}${silent}`;
}

function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** `2026-01-31 12:30 UTC`; anything that is no ISO time is shown as it is. */
function moment(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
