import type { Report } from '../model.ts';
import { verdictOf } from './contract.ts';
import { count } from './text.ts';
import { plural } from './words.ts';

/** The run in one sentence; the worst comes first. */
export function headline({ complete, totals, contract }: Report): string {
  const failed = totals.failed - totals.inconclusive;
  const of = plural(totals.results, 'observation');
  const bad = [
    ...(failed > 0 ? [`${count(failed)} of ${of} failed`] : []),
    ...(totals.inconclusive > 0 ? [`${count(totals.inconclusive)} ${failed > 0 ? '' : `of ${of} `}inconclusive`] : []),
    ...(totals.problems > 0 ? [plural(totals.problems, 'problem')] : []),
    ...(complete ? [] : ['the run is incomplete']),
  ];
  if (contract !== null && totals.results === 0 && totals.problems === 0) return verdictOf(contract);
  if (bad.length > 0) return capital(bad.join(', '));
  return totals.results === 0 ? 'Nothing was observed' : `${of}, all as the specs say`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
