import { styleText } from 'node:util';
import type { Finding, Unmeasured } from '../model/finding.ts';
import { printable } from '../model/printable.ts';
import { exchangeLines } from './narrate.ts';

/** A finding as a failure message: what is wrong, what decides it, the cure, and the exchange that shows it. */
export function describeFinding(finding: Finding): string {
  const { rule, severity, cwe, message, cure, decidedBy, exchange, engines } = finding;
  const where = decidedBy.step === '' ? decidedBy.section : `${decidedBy.section}, step ${decidedBy.step}`;
  const seen = engines.length === 0 ? 'on the wire, outside a browser' : `in ${engines.join(', ')}`;
  return [
    `${styleText('bold', rule)} (${severity}${cwe === null ? '' : `, ${cwe}`}), seen ${seen}`,
    printable(message),
    `By the standard: ${printable(`${where}: ${decidedBy.reason}`)}`,
    'Cure:',
    ...cure.split('\n').map((line) => `  ${printable(line)}`),
    ...(exchange === null ? [] : ['On the wire:', ...exchangeLines(exchange)]),
  ].join('\n');
}

/** What could not be measured, in one line. */
export function describeUnmeasured({ route, origin, reason }: Unmeasured): string {
  return printable(`inconclusive: ${route} from ${origin}: ${reason}`);
}
