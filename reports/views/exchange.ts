import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Answer, Exchange } from '../../harness/model/exchange.ts';
import type { HeaderPair } from '../../harness/model/words.ts';
import { firstOf, Text } from './text.ts';

interface ExchangeProps {
  readonly exchange: Exchange;
  /** When the first one arrived, in milliseconds. */
  readonly since: number;
  /** Headers that decided, in lower case. */
  readonly deciding?: readonly string[];
  /** A response header that decided by not being there, should it not be there; in lower case. */
  readonly needed?: string | null;
}

/** One row of the wire record. */
export function ExchangeView({ exchange, since, deciding = [], needed = null }: ExchangeProps): VNode {
  const { method, url, preflight, hop, mount, askedOn = [], startedAt, answer } = exchange;
  return html`<li class="exchange">
    <p class="line"><b><${Text} value=${method} /></b> <${Text} value=${url} /> <span class="arrow">→</span> <b><${Text} value=${answerWord(answer)} /></b></p>
    <p class="aside">
      ${preflight && html`<span class="tag">preflight</span>`}
      ${hop !== null && html`<span>hop ${hop}</span>`}
      <span>${mount === null ? 'no server mounted here' : html`answered by <${Text} value=${mount} />`}${askedOn.length > 0 && html`, which asked <${Text} value=${askedOn.join(', then ')} />`}</span>
      <span>+${Math.round(startedAt - since)} ms</span>
    </p>
    <div class="pair">
      <${Headers} title="Request headers" headers=${exchange.requestHeaders} deciding=${deciding} />
      <${AnswerView} answer=${answer} deciding=${deciding} needed=${needed} />
    </div>
  </li>`;
}

interface AnswerProps {
  readonly answer: Answer;
  readonly deciding: readonly string[];
  readonly needed: string | null;
}

function AnswerView({ answer, deciding, needed }: AnswerProps): VNode {
  if (answer.kind === 'answered') {
    const isAbsent = needed !== null && !answer.headers.some(([name]) => name.toLowerCase() === needed);
    return html`<div>
      <${Headers} title="Response headers" headers=${answer.headers} deciding=${deciding} />
      ${isAbsent && html`<div class="headers"><${HeaderView} name=${needed} value="(not there)" decides=${true} /></div>`}
    </div>`;
  }
  const reason = answer.kind === 'pending' ? 'The server has not answered.' : answer.reason;
  return html`<div><h4>${answerWord(answer)}</h4><p><${Text} value=${reason} /></p></div>`;
}

interface HeadersProps {
  readonly title: string;
  readonly headers: readonly HeaderPair[];
  readonly deciding: readonly string[];
}

/** Headers in the order of the wire; those that decided are marked. */
export function Headers({ title, headers, deciding }: HeadersProps): VNode {
  const show = ([name, value]: HeaderPair) =>
    html`<${HeaderView} name=${name} value=${value} decides=${deciding.includes(name.toLowerCase())} />`;
  return html`<div>
    <h4>${title}</h4>
    ${headers.length === 0 ? html`<p class="none">none</p>` : html`<div class="headers">${firstOf(headers, show)}</div>`}
  </div>`;
}

function HeaderView({ name, value, decides }: { name: string; value: string; decides: boolean }): VNode {
  const mark = html`<span class="decides"><span aria-hidden="true">▸</span><span class="unheard">this one decided: </span></span>`;
  return html`<div class=${`header${decides ? ' deciding' : ''}`}>
    ${decides && mark}<span class="name"><${Text} value=${name} />:</span>${' '}
    <span class="value"><${Text} value=${value} /></span>
  </div>`;
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
