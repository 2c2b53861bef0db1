import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { AskedOrigin, CheckedRoute, CheckReport, OriginClass } from '../../harness/model/finding.ts';
import { Shape } from './state.ts';
import { Text } from './text.ts';

/** A column: a site that may read, or a class of strangers. */
interface Column {
  readonly name: string;
  readonly holds: (asked: AskedOrigin) => boolean;
}

type Mark = 'reads' | 'refused' | 'mixed' | 'unsure' | 'unasked';

const MARKS: Readonly<Record<Mark, { readonly shape: string; readonly word: string }>> = {
  reads: { shape: '●', word: 'reads' },
  refused: { shape: '✕', word: 'refused' },
  mixed: { shape: '◐', word: 'some read' },
  unsure: { shape: '?', word: 'not measured' },
  unasked: { shape: '–', word: 'not asked' },
};

/** Who reads which route: a row a route; a column a site, then one for each kind of stranger. */
export function ContractGrid({ contract }: { contract: CheckReport }): VNode | null {
  const { routes } = contract.checked;
  const columns = columnsOf(routes);
  if (columns.length === 0) return null;
  return html`<section class="grid">
    <h3>Who reads what</h3>
    <p class="aside">Without credentials, then with them; ! where something was found.</p>
    <div class="plain" tabindex="0" role="region" aria-label="Who reads what"><table>
      <thead><tr><th scope="col">route</th>${columns.map(({ name }) => html`<th scope="col"><${Text} value=${name} /></th>`)}</tr></thead>
      <tbody>${routes.map((route) => html`<tr><th scope="row" class="path"><${Text} value=${route.name} /></th>${columns.map((column) => html`<${GridCell} route=${route} column=${column} contract=${contract} />`)}</tr>`)}</tbody>
    </table></div>
    <ul class="legend">${Object.values(MARKS).map(({ shape, word }) => html`<li><span class="shape" aria-hidden="true">${shape}</span> ${word}</li>`)}</ul>
  </section>`;
}

function columnsOf(routes: readonly CheckedRoute[]): Column[] {
  const asked = routes.flatMap((route) => route.asked);
  const isReader = ({ originClass }: AskedOrigin) => originClass === 'reader';
  const sites = [...new Set(asked.filter(isReader).map(({ origin }) => origin))];
  const classes = [...new Set(asked.map(({ originClass }) => originClass))].filter((each) => each !== 'reader');
  return [
    ...sites.map((site) => ({ name: site, holds: (each: AskedOrigin) => isReader(each) && each.origin === site })),
    ...classes.map((name: OriginClass) => ({
      name: name.replaceAll('-', ' '),
      holds: (each: AskedOrigin) => each.originClass === name,
    })),
  ];
}

function GridCell({ route, column, contract }: { route: CheckedRoute; column: Column; contract: CheckReport }): VNode {
  const asked = route.asked.filter(column.holds);
  const isFound = contract.findings.some(
    (finding) =>
      finding.route === route.name &&
      finding.severity !== 'note' &&
      asked.some(({ origin, originClass }) => origin === finding.origin && originClass === finding.originClass),
  );
  const marks = [false, true]
    .map((withCredentials) => ({
      withCredentials,
      of: asked.filter((each) => each.withCredentials === withCredentials),
    }))
    .filter(({ of }) => of.length > 0)
    .map(({ withCredentials, of }) => ({ withCredentials, mark: markOf(of) }));
  const shown = marks.length > 0 ? marks : [{ withCredentials: false, mark: 'unasked' as const }];
  return html`<td class=${isFound ? 'found' : ''}>
    ${shown.map((each) => html`<${MarkView} ...${each} />`)}
    ${isFound && html`<span class="alarm"><span aria-hidden="true">!</span><span class="unheard">something was found</span></span>`}
  </td>`;
}

function MarkView({ mark, withCredentials }: { mark: Mark; withCredentials: boolean }): VNode {
  const { shape, word } = MARKS[mark];
  return html`<span class=${`mark ${mark}`}>
    <${Shape} of=${shape} /><span class="unheard">${word}${withCredentials ? ' with credentials' : ''} </span>
  </span>`;
}

function markOf(asked: readonly AskedOrigin[]): Mark {
  const seen = new Set(asked.map(({ reads }) => reads));
  if (seen.has(true)) return seen.has(false) ? 'mixed' : 'reads';
  return seen.has(false) ? 'refused' : 'unsure';
}
