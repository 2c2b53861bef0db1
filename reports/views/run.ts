import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report, TimedTest } from '../model.ts';
import { noticesOf } from './notices.ts';
import { Engines, NotRunTests, Problems, Servers } from './tables.ts';
import { count, Text } from './text.ts';
import { plural } from './words.ts';

/** How the run went: who was examined by which standard, how long it took, and what was not measured. */
export function Run({ report }: { report: Report }): VNode {
  const { standard, totals, durationMs, generatedAt, problems, notRun, engines, servers } = report;
  return html`<section class="page run" id="run">
    <h2>The run</h2>
    <dl class="facts">
      <dt>made</dt><dd><time datetime=${generatedAt}>${moment(generatedAt)}</time></dd>
      <dt>took</dt><dd>${duration(durationMs)}</dd>
      <dt>tests</dt><dd>${plural(totals.tests, 'test')}${totals.testsWithoutRequest > 0 && html`, ${count(totals.testsWithoutRequest)} of them passed without a request`}</dd>
      <dt>standard</dt><dd>${standard === null ? 'nothing was predicted' : html`Fetch, commit <${Commit} commit=${standard} />`}</dd>
      <dt>report</dt><dd>format ${report.format}; the same as data in report.json</dd>
    </dl>
    <${Problems} problems=${problems} />
    <${NotVerified} report=${report} />
    <${NotRunTests} notRun=${notRun} />
    <${Engines} engines=${engines} />
    <${Servers} servers=${servers} />
    <${Durations} tests=${report.tests} />
  </section>`;
}

function Commit({ commit }: { commit: string }): VNode {
  if (!/^[0-9a-f]{40}$/.test(commit)) return html`<${Text} value=${commit} />`;
  return html`<a href=${`https://github.com/whatwg/fetch/commit/${commit}`} rel="noreferrer"><code>${commit.slice(0, 12)}</code></a>`;
}

function NotVerified({ report }: { report: Report }): VNode | null {
  const notices = noticesOf(report);
  if (notices.length === 0) return null;
  return html`<section><h3>What this run does not show</h3><ul class="notices">${notices.map((notice) => html`<li><${Text} value=${notice} /></li>`)}</ul></section>`;
}

/** How long the tests of each file took, by project. */
function Durations({ tests }: { tests: readonly TimedTest[] }): VNode | null {
  if (tests.length === 0) return null;
  const projects = [...new Set(tests.map(({ project }) => project))].sort();
  const files = [...new Set(tests.map(({ file }) => file))].map((file) => tests.filter((test) => test.file === file));
  const most = Math.max(1, ...files.map(sum));
  return html`<section><h3>Durations</h3>
    <div class="plain" tabindex="0" role="region" aria-label="Durations"><table class="durations">
      <thead><tr>
        <th scope="col">file</th>
        <th scope="col" class="number">tests</th>
        ${projects.map((project) => html`<th scope="col" class="number"><${Text} value=${project || '(unnamed)'} /></th>`)}
        <th scope="col" class="number">all</th>
        <td></td>
      </tr></thead>
      <tbody>${files.map(
        (of) => html`<tr>
        <th scope="row" class="path"><${Text} value=${of[0]?.file ?? ''} /></th>
        <td class="number">${count(of.length)}</td>
        ${projects.map((project) => html`<td class="number">${seconds(sum(of.filter((test) => test.project === project)))}</td>`)}
        <td class="number">${seconds(sum(of))}</td>
        <td><${Length} percent=${Math.round((1000 * sum(of)) / most) / 10} /></td>
      </tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}

function Length({ percent }: { percent: number }): VNode {
  return html`<svg class="length" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width=${percent} height="6" /></svg>`;
}

function sum(tests: readonly TimedTest[]): number {
  return tests.reduce((total, { durationMs }) => total + durationMs, 0);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function duration(milliseconds: number): string {
  const whole = Math.round(milliseconds / 1000);
  return whole < 60 ? seconds(milliseconds) : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `2026-01-31 12:30 UTC`; anything that is no ISO time is shown as it is. */
export function moment(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC');
}
