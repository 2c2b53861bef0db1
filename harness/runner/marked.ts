import type { ProbeReport } from '../browsers/probe-words.ts';
import type { Exchange } from '../model/exchange.ts';
import type { ScriptLine } from '../model/server.ts';
import { markRedirect, unmark } from './case-mark.ts';

/** A scripted line with the mark of its case in every URL that an engine may follow. @param url that was asked for */
export function markLine(line: ScriptLine, url: string, number: number): ScriptLine {
  const mark = (to: string) => markRedirect(to, url, number);
  const { redirectTo, headers } = line.answer;
  const answer = {
    ...line.answer,
    redirectTo: redirectTo === null ? null : mark(redirectTo),
    headers: headers.map(([name, value]): [string, string] => [name, /^location$/i.test(name) ? mark(value) : value]),
  };
  return { ...line, answer };
}

/** An exchange as it would be without marks. */
export function unmarkExchange(exchange: Exchange): Exchange {
  const { answer } = exchange;
  return {
    ...exchange,
    url: unmark(exchange.url),
    answer:
      answer.kind === 'answered'
        ? { ...answer, headers: answer.headers.map(([name, value]) => [name, unmark(value)]) }
        : answer,
  };
}

/** What a page reported, as it would be without marks. */
export function unmarkReport(report: ProbeReport): ProbeReport {
  if (report.kind !== 'response') return report;
  return { ...report, url: unmark(report.url), headers: report.headers.map(([name, value]) => [name, unmark(value)]) };
}
