import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { LOOKS, STATES } from './words.ts';

/** A drawing of numbers that stand beside it in words, so it says nothing to a screen reader. */
export function Bar({ counts }: { counts: Readonly<Partial<Record<(typeof STATES)[number], number>>> }): VNode {
  let from = 0;
  const parts = STATES.map((state) => {
    const part = { name: LOOKS[state].name, x: from, width: counts[state] ?? 0 };
    from += part.width;
    return part;
  });
  return html`<svg class="bar" viewBox=${`0 0 ${Math.max(from, 1)} 1`} preserveAspectRatio="none" aria-hidden="true">
    ${parts.map(({ name, x, width }) => width > 0 && html`<rect class=${name} x=${x} y="0" width=${width} height="1" />`)}
  </svg>`;
}
