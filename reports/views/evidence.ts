import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { DecidedBy } from '../../harness/model/prediction.ts';
import type { Result } from '../model.ts';
import { ExchangeView, Headers } from './exchange.ts';
import { firstOf, Lines, Text } from './text.ts';
import { hopWords, plural, preflightWords, workWords } from './words.ts';

interface Props {
  readonly result: Result;
  readonly anchor: string;
  /** The engine in words. */
  readonly engine: string;
}

/** All that is known of one result; its place is a link's target, and a browser opens what hides it. */
export function Evidence({ result, anchor, engine }: Props): VNode {
  return html`<section class="evidence" id=${anchor}>
    <h4><${Text} value=${engine} /> <a class="permalink" href=${`#${encodeURI(anchor)}`}>link to this result</a></h4>
    ${result.failure !== null && html`<div class="failure"><h5>Why the test failed</h5><${Lines} value=${result.failure} /></div>`}
    ${result.reason !== null && html`<div class="failure unsure"><h5>Why the harness could not tell</h5><${Lines} value=${result.reason} /></div>`}
    ${result.decidedBy !== null && html`<${Standard} decidedBy=${result.decidedBy} />`}
    <div class="pair">
      <${PageSaw} result=${result} />
      <${ServersSaw} result=${result} />
    </div>
    <${Wire} result=${result} />
  </section>`;
}

function Standard({ decidedBy: { section, step, reason } }: { decidedBy: DecidedBy }): VNode {
  const where = step === '' ? section : `${section}, step ${step}`;
  return html`<p>By the standard: <${Text} value=${`${where}: ${reason}`} /></p>`;
}

function PageSaw({ result }: { result: Result }): VNode {
  const visible = result.visibleHeaders.map((name) => [name, result.visibleHeaderValues[name] ?? ''] as const);
  return html`<div>
    <h5>What the page saw</h5>
    <dl>
      <dt>status</dt><dd>${result.status === 0 ? '0 (none)' : result.status}</dd>
      ${result.url !== null && html`<dt>URL</dt><dd><${Text} value=${result.url} /></dd>`}
      ${result.error !== null && html`<dt>error</dt><dd><${Text} value=${result.error} /></dd>`}
    </dl>
    <${Headers} title="Headers it could read" headers=${visible} />
    ${result.hiddenHeaders.length > 0 && html`<${HiddenHeaders} names=${result.hiddenHeaders} />`}
  </div>`;
}

function HiddenHeaders({ names }: { names: readonly string[] }): VNode {
  const show = (name: string) => html`<div class="header"><span class="name"><${Text} value=${name} /></span></div>`;
  return html`<div><h5>Headers kept from it</h5><div class="headers">${firstOf(names, show)}</div></div>`;
}

function ServersSaw({ result }: { result: Result }): VNode {
  const reached = result.reachedHops.length > 0 ? ` (${hopWords(result.reachedHops)})` : '';
  const show = ([origin, sum]: readonly [string, number]) =>
    html`<dt>effects</dt><dd>${plural(sum, 'effect')} at <${Text} value=${origin} /></dd>`;
  return html`<div>
    <h5>What the servers saw</h5>
    <dl>
      <dt>preflight</dt><dd>${preflightWords(result)}</dd>
      <dt>request</dt><dd>${workWords(result)}${reached}</dd>
      ${firstOf(Object.entries(result.effects), show)}
    </dl>
  </div>`;
}

function Wire({ result: { exchanges } }: { result: Result }): VNode {
  if (exchanges.length === 0) return html`<p class="none">Nothing arrived on the wire.</p>`;
  const since = exchanges[0]?.startedAt ?? 0;
  return html`<div>
    <h5>On the wire, in order of arrival</h5>
    <ol class="wire">${firstOf(exchanges, (exchange) => html`<${ExchangeView} exchange=${exchange} since=${since} />`)}</ol>
  </div>`;
}
