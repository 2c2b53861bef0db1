import type { Report } from './model.ts';

const START = '<!-- beliefs: written by npm run beliefs from the last report -->';
const END = '<!-- /beliefs -->';

/** The claims that turned out otherwise than they are told, as a table of Markdown: who reads only this learns something true. */
export function beliefsTable({ claims }: Pick<Report, 'claims'>): string {
  const rows = claims
    .filter(({ verdict }) => verdict !== 'confirmed')
    .map(({ id, text, verdict, why }) => {
      const link = `[${verdict}](reports/latest/index.html#claim-${id})`;
      return `| ${cell(text)} | ${link} | ${cell(firstSentence(why))} |`;
    });
  return ['| what is said | verdict | what was measured |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A text whose table of beliefs is that of a report. @throws when it has no place for one */
export function withBeliefs(text: string, report: Pick<Report, 'claims'>): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`there is no place for the table: ${START} … ${END}`);
  const confirmed = report.claims.filter(({ verdict }) => verdict === 'confirmed').length;
  const summary = `${confirmed} of ${report.claims.length} hold as they are said. The others:`;
  return `${text.slice(0, start + START.length)}\n\n${summary}\n\n${beliefsTable(report)}\n\n${text.slice(end)}`;
}

/** Tables as they are, whatever the formatter makes of their columns. */
export function sameBeliefs(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---');
}

function cell(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll(/\s+/g, ' ').trim();
}

function firstSentence(text: string): string {
  return /^.*?[.](?= [A-Z]|$)/s.exec(text)?.[0] ?? text;
}
