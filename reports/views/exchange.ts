import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Answer, Exchange } from '../../harness/model/exchange.ts';
import type { HeaderPair } from '../../harness/model/words.ts';
import { firstOf, Text } from './text.ts';

/** One row of the wire record. */
export function ExchangeView({ exchange, since }: { exchange: Exchange; since: number }): VNode {
  const { method, url, preflight, hop, mount, startedAt, answer } = exchange;
  return html`<li class="exchange">
    <p class="line"><b><${Text} value=${method} /></b> <${Text} value=${url} /> <span class="arrow">→</span> <b><${Text} value=${answerWord(answer)} /></b></p>
    <p class="aside">
      ${preflight && html`<span class="tag">preflight</span>`}
      ${hop !== null && html`<span>hop ${hop}</span>`}
      <span>${mount === null ? 'no server mounted here' : html`answered by <${Text} value=${mount} />`}</span>
      <span>+${Math.round(startedAt - since)} ms</span>
    </p>
    <div class="pair">
      <${Headers} title="Request headers" headers=${exchange.requestHeaders} />
      <${AnswerView} answer=${answer} />
    </div>
  </li>`;
}

function AnswerView({ answer }: { answer: Answer }): VNode {
  if (answer.kind === 'answered') return html`<${Headers} title="Response headers" headers=${answer.headers} />`;
  const reason = answer.kind === 'pending' ? 'The server has not answered.' : answer.reason;
  return html`<div><h5>${answerWord(answer)}</h5><p><${Text} value=${reason} /></p></div>`;
}

/** Headers in the order of the wire. */
export function Headers({ title, headers }: { title: string; headers: readonly HeaderPair[] }): VNode {
  return html`<div>
    <h5>${title}</h5>
    ${headers.length === 0 ? html`<p class="none">none</p>` : html`<div class="headers">${firstOf(headers, showHeader)}</div>`}
  </div>`;
}

function showHeader([name, value]: HeaderPair): VNode {
  return html`<div class="header"><span class="name"><${Text} value=${name} />:</span> <span class="value"><${Text} value=${value} /></span></div>`;
}

function answerWord(answer: Answer): string {
  switch (answer.kind) {
    case 'answered':
      return String(answer.status);
    case 'refused':
      return 'refused by the router';
    case 'failed':
      return 'the server failed';
    case 'pending':
      return 'no answer';
  }
}
