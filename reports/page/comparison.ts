import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Comparable } from '../../harness/model/compare.ts';
import type { Asked } from '../../harness/model/result.ts';
import type { PageResult } from '../page-data.ts';
import { Shape } from '../views/state.ts';
import { Text } from '../views/text.ts';
import { hopWords, plural } from '../views/words.ts';

type Field =
  | 'outcome'
  | 'preflight'
  | 'preflightHops'
  | 'reached'
  | 'reachedHops'
  | 'effects'
  | 'status'
  | 'visibleHeaders';

/** What somebody says of a request: each field may be left out. */
type Seen = { readonly [name in Field]?: Comparable[name] | undefined };

type Words = (seen: Seen) => string | null | undefined;

/** The lines of the comparison, in words; nothing where nothing is said. */
const LINES: readonly (readonly [name: string, words: Words])[] = [
  ['outcome', ({ outcome }) => outcome],
  ['preflight', ({ preflight, preflightHops }) => preflight && withHops(preflight, preflightHops)],
  [
    'reached the server',
    ({ reached, reachedHops }) => (reached === undefined ? null : withHops(reached ? 'yes' : 'no', reachedHops)),
  ],
  ['effects', ({ effects }) => effectWords(effects)],
  ['status for script', ({ status }) => status?.toString()],
  ['headers for script', ({ visibleHeaders }) => visibleHeaders && ([...visibleHeaders].sort().join(', ') || 'none')],
];

/** What was expected, what the standard says, and what this engine did, side by side. */
export function Comparison({ result, engine }: { result: PageResult; engine: string }): VNode {
  const { expectation, prediction, asked } = result;
  const isTold = prediction !== null && prediction.outcome !== 'inconclusive';
  const said: (Seen | null)[] = [expectation, isTold ? prediction : null, result];
  return html`<section class="comparison">
    <h3>Expected, predicted, observed</h3>
    ${asked.length > 0 && html`<ul class="asked">${asked.map((each) => html`<${AskedView} asked=${each} />`)}</ul>`}
    <div class="plain"><table>
      <thead><tr>
        <th scope="col"><span class="unheard">what</span></th>
        ${expectation !== null && html`<th scope="col">expected</th>`}
        <th scope="col">by the standard</th>
        <th scope="col">${engine}</th>
      </tr></thead>
      <tbody>${LINES.map(([name, words]) => {
        const inWords = said.map((seen) => seen && (words(seen) ?? null));
        return html`<${Line} name=${name} said=${inWords} hasExpectation=${expectation !== null} />`;
      })}</tbody>
    </table></div>
    ${prediction !== null && !isTold && html`<p class="aside">The standard’s word cannot be told: <${Text} value=${prediction.reason ?? ''} /></p>`}
  </section>`;
}

/** One thing that a story asked. */
function AskedView({ asked: { what, holds } }: { asked: Asked }): VNode {
  return html`<li class=${holds ? 'held' : 'broken'}>
    <${Shape} of=${holds ? '✓' : '✕'} /> The spec expects it <${Text} value=${what} />${!holds && html`<b>: it is not so</b>`}
  </li>`;
}

interface LineProps {
  readonly name: string;
  readonly said: readonly (string | null)[];
  readonly hasExpectation: boolean;
}

function Line({ name, said: [expected = null, predicted = null, observed = null], hasExpectation }: LineProps): VNode {
  const isOther = (words: string | null) =>
    words !== null && observed !== null && words !== observed && !isPartial(name);
  const cell = (words: string | null) => html`<td class=${isOther(words) ? 'other' : ''}>
    ${words === null ? html`<span class="none">not said</span>` : html`<${Text} value=${words} />`}
    ${isOther(words) && html` <span class="tag differ">differs</span>`}
  </td>`;
  return html`<tr>
    <th scope="row">${name}</th>
    ${hasExpectation && cell(expected)}
    ${cell(predicted)}
    <td><${Text} value=${observed ?? ''} /></td>
  </tr>`;
}

/** An expectation names some of the headers: others are no difference. */
function isPartial(name: string): boolean {
  return name === 'headers for script';
}

function withHops(word: string, hops: readonly number[] | undefined): string {
  const plain = hops === undefined || hops.length === 0 || (hops.length === 1 && hops[0] === 0);
  return plain ? word : `${word} (${hopWords(hops)})`;
}

function effectWords(effects: Seen['effects']): string | null {
  const counted = Object.entries(effects ?? {});
  if (counted.length === 0) return null;
  return counted.map(([origin, sum]) => `${plural(sum, 'effect')} at ${origin}`).join(', ');
}
