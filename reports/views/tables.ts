import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { NotRun, Problem, Report } from '../model.ts';
import { Lines, Text } from './text.ts';
import { plural, properName } from './words.ts';

/** What kept the run from measuring. */
export function Problems({ problems }: { problems: readonly Problem[] }): VNode | null {
  if (problems.length === 0) return null;
  return html`<section class="problems">
    <h3>${plural(problems.length, 'problem')}</h3>
    <p class="aside">Here nothing was measured, so nothing was found either.</p>
    <ul>${problems.map(showProblem)}</ul>
  </section>`;
}

function showProblem({ title, file, project, message }: Problem): VNode {
  return html`<li>
    <p class="title">${title === undefined ? 'Outside any test' : html`<${Text} value=${title} />`}</p>
    ${project !== undefined && html`<p class="aside"><span>project <${Text} value=${project || '(unnamed)'} /></span><span class="path"><${Text} value=${file ?? ''} /></span></p>`}
    <${Lines} value=${message} />
  </li>`;
}

/** Tests that were skipped, or never begun. */
export function NotRunTests({ notRun }: { notRun: readonly NotRun[] }): VNode | null {
  if (notRun.length === 0) return null;
  const show = ({ title, project, reason }: NotRun) => [title, project, reason];
  return html`<section><h3>${plural(notRun.length, 'test')} not run</h3><${Table} head=${['test', 'project', 'reason']} rows=${notRun.map(show)} /></section>`;
}

/** Who was examined, and how. */
export function Engines({ engines }: Pick<Report, 'engines'>): VNode {
  const rows = engines.map(({ name, version, build, driver, platform }) => [
    properName(name),
    version,
    build,
    driver,
    platform,
  ]);
  const head = ['engine', 'version', 'build', 'driver', 'platform'];
  return html`<section><h3>Engines</h3>${rows.length === 0 ? html`<p class="none">None took part.</p>` : html`<${Table} head=${head} rows=${rows} />`}</section>`;
}

/** Who answered: real servers, or ours that stand for them. */
export function Servers({ servers }: Pick<Report, 'servers'>): VNode {
  const rows = servers.map(({ name, version, real }) => [name, version, real ? 'real' : 'emulated']);
  return html`<section><h3>Servers</h3>${rows.length === 0 ? html`<p class="none">None named.</p>` : html`<${Table} head=${['server', 'version', 'kind']} rows=${rows} />`}</section>`;
}

function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }): VNode {
  return html`<div class="plain"><table>
    <thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td><${Text} value=${cell} /></td>`)}</tr>`)}</tbody>
  </table></div>`;
}
