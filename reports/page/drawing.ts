import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { Shape } from '../views/state.ts';
import { Text } from '../views/text.ts';
import type { Lane, Sequence, Step } from './sequence.ts';

/** The exchange as a sequence: a lane for each who took part, a line for each message, a bar where it was stopped. */
export function Drawing({ sequence: { lanes, steps } }: { sequence: Sequence }): VNode {
  return html`<section class="drawing">
    <h3>What happened</h3>
    <div class=${`sequence lanes-${lanes.length}`}>
      <div class="lanes" aria-hidden="true">${lanes.map((lane) => html`<div class=${'lane'}><b>${lane.kind}</b>${lane.names.map((name) => html`<span><${Text} value=${name} /></span>`)}</div>`)}</div>
      <ol class="steps">${steps.map((step) => html`<${StepView} step=${step} lanes=${lanes} />`)}</ol>
    </div>
  </section>`;
}

function StepView({ step, lanes }: { step: Step; lanes: readonly Lane[] }): VNode {
  const { kind, from, to, words, detail, isPreflight } = step;
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const isArrow = from !== to;
  const where = isArrow ? `${lanes[from]?.kind} → ${lanes[to]?.kind}` : `at the ${lanes[from]?.kind}`;
  const direction = to > from ? 'rightwards' : to < from ? 'leftwards' : 'here';
  return html`<li class=${`step ${kind} ${direction}${isPreflight ? ' preflight' : ''}`}>
    <div class=${`message from-${left + 1} span-${right - left + 1}`}>
      <span class="where">${where}: </span>
      <span class="words">
        ${isPreflight && kind === 'asks' && html`<span class="tag">preflight</span> `}
        ${kind === 'stopped' && html`<${Shape} of="✕" /> `}
        <b><${Text} value=${words} /></b><span class="unheard"> (${kind})</span>
      </span>
      ${detail !== null && html`<span class="detail"><${Text} value=${detail} /></span>`}
      ${isArrow && html`<span class="arrow" aria-hidden="true"></span>`}
    </div>
  </li>`;
}
