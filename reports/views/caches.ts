import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report } from '../model.ts';
import { type HitRate, hitRatesOf } from './hit-rates.ts';
import { Text } from './text.ts';
import { plural } from './words.ts';

/** How a policy is told and drawn: shape and word carry it, colour only helps. */
const POLICIES = {
  'vary-origin': { words: 'Vary: Origin, an answer for each', look: 'each' },
  wildcard: { words: 'Allow-Origin: *, one answer for all', look: 'all' },
} as const satisfies Record<HitRate['policy'], { words: string; look: string }>;

/** Room for the axes around what is drawn; the rest is a place for each number of origins. */
const LEFT = 44;
const TOP = 14;
const HEIGHT = 130;
const STEP = 120;

/** What an entry for each origin costs a cache. */
export function Caches({ measurements }: Pick<Report, 'measurements'>): VNode | null {
  const rates = hitRatesOf(measurements);
  const drawn = richest(rates);
  const [first] = drawn;
  if (first === undefined) return null;
  return html`<section class="page caches" id="caches">
    <h2>Caches</h2>
    <p class="aside">What Vary: Origin costs: hits among ${first.requests} plain requests for one URL, from so many origins in turn.</p>
    <${Chart} rates=${drawn} />
    <ul class="legend" aria-hidden="true">${policiesOf(drawn).map((policy) => html`<li><svg viewBox="0 0 28 10"><${Mark} policy=${policy} x=${14} y=${5} /><path class=${`line ${POLICIES[policy].look}`} d="M0 5H28" /></svg> ${POLICIES[policy].words}</li>`)}</ul>
    <${Twin} rates=${rates} />
  </section>`;
}

/** The rates of the cache that has most of them: lines of several would lie on one another. */
function richest(rates: readonly HitRate[]): HitRate[] {
  const caches = [...new Set(rates.map(({ cache }) => cache))];
  const each = caches.map((name) => rates.filter(({ cache }) => cache === name));
  return each.sort((a, b) => b.length - a.length)[0] ?? [];
}

function policiesOf(rates: readonly HitRate[]): HitRate['policy'][] {
  return [...new Set(rates.map(({ policy }) => policy))];
}

/** A drawing of the table below it, so it says nothing to a screen reader. */
function Chart({ rates }: { rates: readonly HitRate[] }): VNode {
  const counts = countsOf(rates);
  const width = LEFT + STEP * counts.length;
  const xOf = (origins: number) => LEFT + STEP * (counts.indexOf(origins) + 0.5);
  return html`<svg class="chart" viewBox=${`0 0 ${width} ${TOP + HEIGHT + 26}`} aria-hidden="true">
    ${[0, 50, 100].map((percent) => html`<path class="grid" d=${`M${LEFT} ${yOf(percent)}H${width}`} /><text class="tick" x=${LEFT - 8} y=${yOf(percent) + 4} text-anchor="end">${percent} %</text>`)}
    ${counts.map((origins) => html`<text class="tick" x=${xOf(origins)} y=${TOP + HEIGHT + 20} text-anchor="middle">${plural(origins, 'origin')}</text>`)}
    ${policiesOf(rates)
      .reverse()
      .map(
        (policy) =>
          html`<${Line} policy=${policy} rates=${rates.filter((rate) => rate.policy === policy)} xOf=${xOf} />`,
      )}
  </svg>`;
}

interface LineProps {
  readonly policy: HitRate['policy'];
  readonly rates: readonly HitRate[];
  readonly xOf: (origins: number) => number;
}

function Line({ policy, rates, xOf }: LineProps): VNode {
  const points = rates.map((rate) => ({ x: xOf(rate.origins), y: yOf(percentOf(rate)), rate }));
  const path = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return html`<g>
    <path class=${`line ${POLICIES[policy].look}`} d=${path} />
    ${points.map(({ x, y, rate }) => html`<${Mark} policy=${policy} x=${x} y=${y} />${policy === 'vary-origin' && html`<text class="figure" x=${x} y=${y + 20} text-anchor="middle">${percentOf(rate)} %</text>`}`)}
  </g>`;
}

function Mark({ policy, x, y }: { policy: HitRate['policy']; x: number; y: number }): VNode {
  const { look } = POLICIES[policy];
  return policy === 'wildcard'
    ? html`<rect class=${`mark ${look}`} x=${x - 4} y=${y - 4} width="8" height="8" />`
    : html`<circle class=${`mark ${look}`} cx=${x} cy=${y} r="4.5" />`;
}

/** A line of the chart as a row; for the eye, for a screen reader, and for caches that are not drawn. */
function Twin({ rates }: { rates: readonly HitRate[] }): VNode {
  const counts = countsOf(rates);
  const rows = [...new Map(rates.map((rate) => [`${rate.policy} ${rate.cache}`, rate])).values()];
  return html`<div class="plain" tabindex="0" role="region" aria-label="Hit rate and entries"><table>
    <caption>Hit rate and entries</caption>
    <thead><tr><th scope="col">cache</th><th scope="col">answers</th>${counts.map((origins) => html`<th scope="col">${plural(origins, 'origin')}</th>`)}</tr></thead>
    <tbody>${rows.map(
      ({ cache, policy }) => html`<tr>
      <td><${Text} value=${cache} /></td><td>${POLICIES[policy].words}</td>
      ${counts.map((origins) => html`<td>${figureOf(rates.find((rate) => rate.cache === cache && rate.policy === policy && rate.origins === origins))}</td>`)}
    </tr>`,
    )}</tbody>
  </table></div>`;
}

function figureOf(rate: HitRate | undefined): string {
  return rate === undefined ? '–' : `${percentOf(rate)} %, ${plural(rate.entries, 'entry', 'entries')}`;
}

function countsOf(rates: readonly HitRate[]): number[] {
  return [...new Set(rates.map(({ origins }) => origins))].sort((a, b) => a - b);
}

/** To one decimal, as in 99.5. */
function percentOf({ hits, requests }: HitRate): number {
  return Math.round((1000 * hits) / requests) / 10;
}

function yOf(percent: number): number {
  return TOP + HEIGHT * (1 - percent / 100);
}
