import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Change, Changes as ChangesModel, Result } from '../model.ts';
import { moment } from './run.ts';
import { linkTo } from './state.ts';
import { Text } from './text.ts';
import { LOOKS, plural, properName } from './words.ts';

const TITLES: Readonly<Record<Change['kind'], string>> = {
  broken: 'New failures',
  fixed: 'Fixed',
  different: 'Came out otherwise, as expected',
  added: 'New here',
  gone: 'No longer here',
};
const KINDS = Object.keys(TITLES) as Change['kind'][];
/** So many of each kind are named. */
const MOST = 200;

interface Props {
  readonly changes: ChangesModel | null;
  readonly results: readonly Result[];
  readonly anchors: ReadonlyMap<Result, string>;
}

/** What is not as it was in an earlier report. */
export function Changes({ changes, results, anchors }: Props): VNode | null {
  if (changes === null) return null;
  const places = new Map(results.map((result) => [`${result.engine} ${result.id}`, anchors.get(result) ?? '']));
  return html`<section class="page changes" id="changes">
    <h2>What changed</h2>
    <p class="lede">${inShort(changes)}</p>
    <p class="aside">
      <span>against the report of ${moment(changes.against)}</span>
      ${changes.upgraded.map(({ engine, from, to }) => html`<span>${properName(engine)} <${Text} value=${from} /> → <b><${Text} value=${to} /></b></span>`)}
    </p>
    ${KINDS.map((kind) => html`<${Kind} kind=${kind} changes=${changes.changes.filter((change) => change.kind === kind)} places=${places} />`)}
  </section>`;
}

function inShort({ changes, upgraded }: ChangesModel): string {
  const number = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length;
  const words = [
    ...(number('broken') > 0 ? [plural(number('broken'), 'new failure')] : []),
    ...(number('fixed') > 0 ? [`${number('fixed')} fixed`] : []),
    ...(number('different') > 0 ? [`${number('different')} came out otherwise`] : []),
    ...(number('added') > 0 ? [`${number('added')} new`] : []),
    ...(number('gone') > 0 ? [`${number('gone')} gone`] : []),
    ...(upgraded.length > 0 ? [`${plural(upgraded.length, 'engine')} of another version`] : []),
  ];
  return words.join(', ') || 'Nothing changed';
}

interface KindProps {
  readonly kind: Change['kind'];
  readonly changes: readonly Change[];
  readonly places: ReadonlyMap<string, string>;
}

function Kind({ kind, changes, places }: KindProps): VNode | null {
  if (changes.length === 0) return null;
  const more = changes.length - MOST;
  return html`<section><h3>${TITLES[kind]} <span class="version">${changes.length.toLocaleString('en')}</span></h3>
    <ul>${changes.slice(0, MOST).map((change) => html`<${ChangeView} change=${change} place=${places.get(`${change.engine} ${change.id}`)} />`)}</ul>
    ${more > 0 && html`<p class="cut">${more.toLocaleString('en')} more in report.json</p>`}
  </section>`;
}

function ChangeView({
  change: { title, id, engine, was, is },
  place,
}: {
  change: Change;
  place: string | undefined;
}): VNode {
  const name = html`<${Text} value=${title} />`;
  const word = (state: Change['was']) => (state === null ? '–' : LOOKS[state].word);
  return html`<li>
    <span class="title">${place === undefined ? name : html`<a href=${linkTo(place)}>${name}</a>`}</span>
    <span class="aside">
      <span>${properName(engine)}</span>
      <span>${word(was)} → ${word(is)}</span>
      <span class="path"><${Text} value=${id} /></span>
    </span>
  </li>`;
}
