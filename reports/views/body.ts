import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Report, Result } from '../model.ts';
import type { Row, Topic } from '../rows.ts';
import { Caches } from './caches.ts';
import { Changes } from './changes.ts';
import { Claims } from './claims.ts';
import { Contract } from './contract.ts';
import { Deviations } from './deviations.ts';
import { headline } from './headline.ts';
import { hitRatesOf } from './hit-rates.ts';
import { Matrix } from './matrix.ts';
import { Overview } from './overview.ts';
import { moment, Run } from './run.ts';
import { plural } from './words.ts';

interface Props {
  readonly report: Report;
  readonly rows: readonly Row[];
  readonly topics: readonly Topic[];
  readonly anchors: ReadonlyMap<Result, string>;
}

/** Every page of the file, one after the other; the script shows one at a time. */
export function Body({ report, rows, topics, anchors }: Props): VNode {
  const { engines, changes, contract, measurements, results } = report;
  return html`
    <header class="top">
      <p class="brand">cross-examine <span class="version">${[plural(rows.length, 'case'), plural(engines.length, 'engine'), moment(report.generatedAt)].join(' · ')}</span></p>
      <h1>${headline(report)}</h1>
      <nav class="pages" aria-label="Pages"><ul>${pagesOf(report, rows).map(([id, name]) => html`<li><a href=${`#${id}`}>${name}</a></li>`)}</ul></nav>
    </header>
    <main>
      <${Overview} report=${report} rows=${rows} topics=${topics} anchors=${anchors} />
      <${Changes} changes=${changes} results=${results} anchors=${anchors} />
      <${Contract} contract=${contract} />
      <${Matrix} report=${report} topics=${topics} engines=${engines} anchors=${anchors} />
      <${Claims} report=${report} rows=${rows} anchors=${anchors} />
      <${Deviations} report=${report} rows=${rows} anchors=${anchors} />
      <${Caches} measurements=${measurements} />
      <${Run} report=${report} />
      <section class="page case" id="case"><div id="case-page"></div></section>
    </main>`;
}

/** The pages that have something to say. */
function pagesOf(
  { contract, changes, claims, deviations, measurements }: Report,
  rows: readonly Row[],
): [string, string][] {
  const pages: [string, string, boolean][] = [
    // A contract that was checked alone has nothing else to look over.
    ['overview', 'Overview', rows.length > 0 || contract === null],
    ['changes', 'Changes', changes !== null],
    ['contract', 'Contract', contract !== null],
    ['matrix', 'Matrix', rows.length > 0],
    ['beliefs', 'Beliefs', claims.length > 0],
    ['deviations', 'Deviations', deviations.length > 0],
    ['caches', 'Caches', hitRatesOf(measurements).length > 0],
    ['run', 'Run', true],
  ];
  return pages.filter(([, , isThere]) => isThere).map(([id, name]) => [id, name]);
}
