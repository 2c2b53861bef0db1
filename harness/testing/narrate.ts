import { styleText } from 'node:util';
import { describeMismatch } from '../model/compare.ts';
import { describeEngine } from '../model/engine-info.ts';
import type { Answer, Exchange } from '../model/exchange.ts';
import { isSilentSideEffect, type Observation } from '../model/observation.ts';
import { printable } from '../model/printable.ts';
import type { HeaderPair } from '../model/words.ts';
import { departureOf } from '../runner/explained.ts';
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

/** One exchange as the wire record has it, a line a header. */
export function exchangeLines(exchange: Exchange): string[] {
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

/** What the standard makes of the answers, and in what the engine departs from it. */
function standardLines(sworn: Sworn): string[] {
  const { judged, engine } = sworn;
  if (judged === undefined) return [];
  const { outcome, decidedBy } = judged.prediction;
  const { section, step, reason } = decidedBy;
  const where = step === '' ? section : `${section}, step ${step}`;
  const said = outcome === 'inconclusive' ? 'cannot be told' : outcome;
  const { mismatches, deviations } = departureOf(engine.name, judged, sworn);
  return [
    `By the standard: ${said} (${printable(`${where}: ${reason}`)})`,
    ...deviations.map(({ id, what }) => `  ${engine.name} departs from it as it is known to: ${id}: ${what}`),
    ...mismatches.map(
      (each) =>
        `  ${engine.name} departs from it, and no known deviation says why: ${printable(describeMismatch(each, 'observed'))}`,
    ),
  ];
}

/** The whole story of one request: who asked, what the page saw, what the standard says, and the exchange on the wire. */
export function narrate(sworn: Sworn): string {
  const effects = Object.entries(sworn.effects).map(([origin, count]) => `${origin}: ${count}`);
  return [
    styleText('bold', printable(sworn.what)),
    `in ${describeEngine(sworn.engine)}`,
    `The page saw: ${pageSaw(sworn)}`,
    ...standardLines(sworn),
    `Side effects counted by the servers: ${effects.join(', ') || 'no server counts any'}`,
    'On the wire:',
    ...(sworn.exchanges.length > 0 ? sworn.exchanges.flatMap(exchangeLines) : ['  nothing']),
  ].join('\n');
}
