import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Exchange } from '../../harness/model/exchange.ts';
import { decidingHeaders, neededHeader } from '../lessons.ts';
import type { PageResult } from '../page-data.ts';
import { ExchangeView, Headers } from '../views/exchange.ts';
import { firstOf, Text } from '../views/text.ts';

/** Headers as both ends saw them: what script could read, and each exchange on the wire. */
export function BothEnds({ result }: { result: PageResult }): VNode {
  const { exchanges } = result;
  const since = exchanges[0]?.startedAt ?? 0;
  const decider = deciderOf(result);
  return html`<section class="ends">
    <h3>What the page saw</h3>
    <${PageEnd} result=${result} />
    <h3>What the servers saw, in order of arrival</h3>
    ${exchanges.length === 0 && html`<p class="none">Nothing arrived on the wire.</p>`}
    <ol class="wire">${exchanges.map(
      (exchange) =>
        html`<${ExchangeView} exchange=${exchange} since=${since} ...${exchange === decider && whatDecided(result, exchange)} />`,
    )}</ol>
  </section>`;
}

/** The exchange that decided: the last one whose answer the deciding section looks at. */
function deciderOf(result: PageResult): Exchange | undefined {
  return result.exchanges.findLast((exchange) => headersThatDecide(result, exchange).length > 0);
}

function whatDecided(result: PageResult, exchange: Exchange) {
  const needed = result.decidedBy && neededHeader(result.decidedBy);
  return { deciding: headersThatDecide(result, exchange), needed };
}

function headersThatDecide({ decidedBy }: PageResult, { preflight }: Exchange): readonly string[] {
  return decidedBy === null ? [] : decidingHeaders(decidedBy, preflight);
}

function PageEnd({ result }: { result: PageResult }): VNode {
  const { status, url, error, visibleHeaders, visibleHeaderValues, hiddenHeaders } = result;
  const values = new Map(Object.entries(visibleHeaderValues));
  const visible = visibleHeaders.map((name) => [name, values.get(name) ?? ''] as const);
  const show = (name: string) => html`<div class="header"><span class="name"><${Text} value=${name} /></span></div>`;
  return html`<div class="pair">
    <div>
      <dl>
        <dt>status</dt><dd>${status === 0 ? '0 (none)' : status}</dd>
        ${url !== null && html`<dt>URL</dt><dd><${Text} value=${url} /></dd>`}
        ${error !== null && html`<dt>error</dt><dd><${Text} value=${error} /></dd>`}
      </dl>
    </div>
    <div>
      <${Headers} title="Headers it could read" headers=${visible} deciding=${[]} />
      ${hiddenHeaders.length > 0 && html`<div><h4>Headers kept from it</h4><div class="headers">${firstOf(hiddenHeaders, show)}</div></div>`}
    </div>
  </div>`;
}
