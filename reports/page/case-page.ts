import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { aboutSection, cureFor } from '../lessons.ts';
import type { PageData, PageResult, PageRow } from '../page-data.ts';
import { stateOf } from '../totals.ts';
import { deviationAnchor, linkTo, State } from '../views/state.ts';
import { Lines, Text } from '../views/text.ts';
import { plural } from '../views/words.ts';
import { BothEnds } from './both-ends.ts';
import { Comparison } from './comparison.ts';
import { Cookies } from './cookie-view.ts';
import { Drawing } from './drawing.ts';
import { sequenceOf } from './sequence.ts';

/** One case in one engine. */
export interface CaseProps {
  readonly data: PageData;
  readonly at: number;
  readonly row: PageRow;
  readonly column: number;
  readonly result: PageResult;
}

/** All that is known of one case in one engine: what came of it, why, and what both ends saw. */
export function CasePage(props: CaseProps): VNode {
  const { data, row, column, result } = props;
  const engine = data.engines[column]?.name ?? '';
  return html`<article>
    <p class="crumbs"><a href="#matrix">Matrix</a> <span aria-hidden="true">›</span> <${Text} value=${row.topic} /></p>
    <h2 tabindex="-1"><${Text} value=${row.title} /></h2>
    <p class="what"><${Text} value=${row.what} /></p>
    <${Siblings} ...${props} />
    <${EngineTabs} ...${props} />
    <${Verdict} data=${data} result=${result} />
    ${result.failure !== null && html`<section class="failure"><h3>Why the test failed</h3><${Lines} value=${result.failure} /></section>`}
    ${result.reason !== null && html`<section class="failure unsure"><h3>Why the harness could not tell</h3><${Lines} value=${result.reason} /></section>`}
    <${Drawing} sequence=${sequenceOf(result, row.what, data.servers)} />
    <${Comparison} result=${result} engine=${engine} />
    <${Cookies} ...${props} />
    <${BothEnds} result=${result} />
    <${Scenario} row=${row} />
    <p class="aside"><span class="path"><${Text} value=${row.file} /></span><span class="path"><${Text} value=${row.id} /></span><span><${Text} value=${data.engines[column]?.whole ?? ''} /></span></p>
  </article>`;
}

/** The same case in the other engines. */
function EngineTabs({ data, row, column }: CaseProps): VNode {
  const tab = (cell: PageRow['cells'][number], at: number) =>
    html`<${EngineTab} name=${data.engines[at]?.name} cell=${cell} anchor=${row.anchors[at]} isCurrent=${at === column} />`;
  return html`<nav class="engines" aria-label="Engines">
    <ul>${row.cells.map(tab)}</ul>
    ${row.differences.length > 0 && html`<p class="tag differ">engines differ: ${row.differences.join(', ')}</p>`}
  </nav>`;
}

interface TabProps {
  readonly name: string;
  readonly cell: PageRow['cells'][number];
  readonly anchor: string | null;
  readonly isCurrent: boolean;
}

function EngineTab({ name, cell, anchor, isCurrent }: TabProps): VNode {
  if ('missing' in cell) {
    return html`<li><span class="engine-tab missing"><b>${name}</b> <span class="state">– not run</span></span></li>`;
  }
  return html`<li><a class="engine-tab" href=${linkTo(anchor ?? '')} aria-current=${isCurrent ? 'true' : null}>
    <b>${name}</b> <${State} state=${stateOf(cell)} />
  </a></li>`;
}

/** The other requests of the same test. */
function Siblings({ data, at, row, column }: CaseProps): VNode | null {
  if (row.siblings.length < 2) return null;
  return html`<nav class="siblings" aria-label="Requests of this test"><ol>${row.siblings.map((sibling, index) => {
    const anchor = data.places.find(([, of, where]) => of === sibling && where === column)?.[0];
    const name = `request ${index + 1}`;
    if (anchor === undefined) return html`<li><span class="missing">${name}</span></li>`;
    return html`<li><a href=${linkTo(anchor)} aria-current=${sibling === at ? 'true' : null}>${name}</a></li>`;
  })}</ol></nav>`;
}

/** What came of it, the step of the standard that decides, and what would change it. */
function Verdict({ data, result }: { data: PageData; result: PageResult }): VNode {
  const { decidedBy } = result;
  const about = decidedBy && aboutSection(decidedBy);
  const cure = result.outcome === 'blocked' && decidedBy !== null ? cureFor(decidedBy) : null;
  return html`<section class="verdict">
    <p class="lede">${summary(result)}</p>
    ${decidedBy !== null && html`<p class="decided">By the standard: <${Section} data=${data} section=${decidedBy.section} step=${decidedBy.step} />: <${Text} value=${decidedBy.reason} />.</p>`}
    ${about !== null && html`<p class="about">${about}</p>`}
    <${Departures} data=${data} result=${result} />
    ${cure !== null && html`<p class="cure"><b>What would let it read:</b> ${cure}</p>`}
    ${result.retries > 0 && html`<p class="tag differ">after ${plural(result.retries, 'retry', 'retries')}</p>`}
  </section>`;
}

function summary({ outcome, silentSideEffect, status, effects, exchanges }: PageResult): string {
  const sum = Object.values(effects).reduce((total, one) => total + one, 0);
  if (silentSideEffect)
    return `Blocked, but executed: script was told of an error, and a server had done the work (${plural(sum, 'effect')}).`;
  if (outcome === 'readable')
    return status === 0
      ? 'Readable: script got what it asked for.'
      : `Readable: script got the answer, status ${status}.`;
  if (outcome === 'opaque') return 'Opaque: it was loaded, and script can read nothing of it.';
  if (outcome === 'opaqueredirect') return 'Opaque redirect: script learns that there was a redirect, and no more.';
  if (outcome === 'inconclusive') return 'Inconclusive: nobody can tell what came of it.';
  if (exchanges.length === 0) return 'Blocked: nothing was sent.';
  const isSent = exchanges.some(({ preflight }) => !preflight);
  return isSent
    ? 'Blocked: it was answered, and script was told of an error.'
    : 'Blocked by its preflight: the request itself was never sent.';
}

function Section({ data, section, step }: { data: PageData; section: string; step: string }): VNode {
  const words = step === '' ? section : `${section}, step ${step}`;
  const url = pinnedUrl(data, section);
  return url === null
    ? html`<b><${Text} value=${words} /></b>`
    : html`<a href=${url} rel="noreferrer"><${Text} value=${words} /></a>`;
}

/** The section as it stood in the pinned commit; other standards have no such snapshots. */
function pinnedUrl({ standard, sections }: PageData, section: string): string | null {
  const anchor = Object.hasOwn(sections, section) ? sections[section] : undefined;
  if (anchor === undefined || !/^https:\/\//.test(anchor)) return null;
  const fetch = 'https://fetch.spec.whatwg.org/';
  return standard !== null && /^[0-9a-f]{40}$/.test(standard) && anchor.startsWith(fetch)
    ? anchor.replace(fetch, `${fetch}commit-snapshots/${standard}/`)
    : anchor;
}

/** In what the engine does not do as the standard says. */
function Departures({ data, result }: { data: PageData; result: PageResult }): VNode | null {
  const known = data.deviations.filter(({ id }) => result.deviations.includes(id));
  if (known.length + result.departures.length === 0) return null;
  return html`<ul class="departures">
    ${known.map(
      ({ id, what }) => html`<li>
        <span class="tag differ">known deviation</span> <a href=${linkTo(deviationAnchor(id))}><${Text} value=${id} /></a>: <${Text} value=${what} />
      </li>`,
    )}
    ${result.departures.map(
      ({ field, expected, observed }) => html`<li>
        <span class="tag alarm">departs from the standard</span> <${Text} value=${`${field}: ${JSON.stringify(expected)} by the standard, ${JSON.stringify(observed)} here`} />
      </li>`,
    )}
  </ul>`;
}

const OBSERVED_SCENARIO =
  'What the servers answered stands as their script; cookies and caches of the story are not in it.';

function Scenario({ row: { scenario } }: { row: PageRow }): VNode | null {
  if (scenario === null) return null;
  const isObserved = scenario.kind === 'observed';
  return html`<section class="scenario">
    <header>
      <h3>${isObserved ? 'The same as a scenario' : 'The scenario'}</h3>
      <button type="button" data-copy="scenario-text">Copy</button>
    </header>
    <p class="aside">
      <span>${isObserved ? OBSERVED_SCENARIO : 'As it is written.'}</span>
      <span>Save it as cases.json, then: <code>npx cross-examine run cases.json</code></span>
    </p>
    <pre id="scenario-text" tabindex="0" aria-label="Scenario"><bdi>${ascii(JSON.stringify([scenario.scenario], null, 2))}</bdi></pre>
  </section>`;
}

/** JSON that hides nothing from whoever copies it, and that means the same. */
function ascii(json: string): string {
  return json.replace(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
