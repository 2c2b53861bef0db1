import { styleText } from 'node:util';
import { describeEngine } from '../model/engine-info.ts';
import type { Answer, Exchange } from '../model/exchange.ts';
import { isSilentSideEffect, type Observation } from '../model/observation.ts';
import { printable } from '../model/printable.ts';
import type { HeaderPair } from '../model/words.ts';
import type { Sworn } from './sworn.ts';

/** Longer values are cut in failure messages; the report has them whole. */
const LONGEST_VALUE = 300;

function headerLine([name, value]: HeaderPair): string {
  const text = printable(`${name}: ${value}`);
  return `      ${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)` : text}`;
}

function answerLines(answer: Answer): string[] {
  switch (answer.kind) {
    case 'answered':
      return [`    answered ${answer.status}`, ...answer.headers.map(headerLine)];
    case 'pending':
      return ['    not answered yet'];
    default:
      return [`    ${answer.kind}: ${printable(answer.reason)}`];
  }
}

function exchangeLines(exchange: Exchange): string[] {
  const role = exchange.preflight ? ' (CORS-preflight request)' : '';
  return [
    `  ${printable(`${exchange.method} ${exchange.url}`)}${role} → ${exchange.mount ?? 'nobody'}`,
    ...exchange.requestHeaders.map(headerLine),
    ...answerLines(exchange.answer),
  ];
}

/** What the page saw, in one line. */
function pageSaw(observation: Observation): string {
  const { outcome, status, visibleHeaders, error, reason } = observation;
  if (outcome === 'inconclusive') return `inconclusive: ${printable(reason ?? '')}`;
  if (outcome === 'readable')
    return `readable, status ${status}, headers ${visibleHeaders.map(printable).join(', ') || '(none)'}`;
  const executed = isSilentSideEffect(observation) ? ', although a server did the work' : '';
  return `${outcome}${error === null ? '' : ` (${printable(error)})`}${executed}`;
}

/** The whole story of one request: who asked, what the page saw, and the exchange on the wire. */
export function narrate(sworn: Sworn): string {
  const effects = Object.entries(sworn.effects).map(([origin, count]) => `${origin}: ${count}`);
  return [
    styleText('bold', printable(sworn.what)),
    `in ${describeEngine(sworn.engine)}`,
    `The page saw: ${pageSaw(sworn)}`,
    `Side effects counted by the servers: ${effects.join(', ') || 'no server counts any'}`,
    'On the wire:',
    ...(sworn.exchanges.length > 0 ? sworn.exchanges.flatMap(exchangeLines) : ['  nothing']),
  ].join('\n');
}
