import type { PlannedRequest } from '../contract/dry-run.ts';
import { describeEngine } from '../model/engine-info.ts';
import type { CheckReport, Finding, Severity, Unmeasured } from '../model/finding.ts';
import { grouped } from '../model/grouped.ts';
import { printable } from '../model/printable.ts';
import type { EngineName } from '../model/words.ts';
import { coloursFor } from '../terminal/colours.ts';

const COLOURS = coloursFor(process.stdout);

const PAINT: Readonly<Record<Severity, (text: string) => string>> = {
  error: COLOURS.red,
  warn: COLOURS.yellow,
  note: COLOURS.cyan,
};

/** Prints what was found on standard output; who answered and what was not measured on standard error. */
export function printCheck(report: CheckReport): void {
  const widths = {
    rule: Math.max(0, ...report.findings.map(({ rule }) => rule.length)),
    route: Math.max(0, ...report.findings.map(({ route }) => printable(route).length)),
  };
  for (const finding of report.findings) for (const line of findingLines(finding, widths)) console.log(line);
  for (const line of unmeasuredLines(report.inconclusive)) console.error(line);
  for (const engine of report.engines) console.error(describeEngine(engine));
  console.error(summary(report));
}

interface Widths {
  readonly rule: number;
  readonly route: number;
}

function findingLines(finding: Finding, widths: Widths): string[] {
  const { severity, rule, route, origin, engines, message, cure } = finding;
  const where = engines.length === 0 ? 'on the wire' : engines.join(', ');
  const head = [
    PAINT[severity](severity.padEnd(5)),
    COLOURS.bold(rule.padEnd(widths.rule)),
    printable(route).padEnd(widths.route),
    printable(origin),
    `(${where})`,
  ];
  const [firstCure = '', ...moreCures] = cure.split('\n').map(printable);
  return [
    head.join('  '),
    `       ${printable(message)}`,
    `       to cure it: ${firstCure}`,
    ...moreCures.map((line) => `                   ${line}`),
    '',
  ];
}

/** What could not be measured, each reason once. */
function unmeasuredLines(inconclusive: readonly Unmeasured[]): string[] {
  const byReason = grouped(inconclusive, ({ reason, engine }) => `${engine ?? 'outside a browser'}: ${reason}`);
  return [...byReason].map(([why, all]) => {
    const routes = [...new Set(all.map(({ route }) => route))].join(', ');
    const origins = [...new Set(all.map(({ origin }) => origin))].join(', ');
    return `${COLOURS.yellow('inconclusive')}  ${printable(`${routes} from ${origins}: ${why}`)}`;
  });
}

function summary({ findings, inconclusive, checked, complete }: CheckReport): string {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  const asked = checked.routes.flatMap(({ asked: origins }) => origins.map(({ origin }) => origin));
  const parts = [
    `${checked.routes.length} routes asked from ${new Set(asked).size} origins`,
    `${count('error')} errors`,
    `${count('warn')} warnings`,
    `${count('note')} notes`,
    ...(inconclusive.length > 0 ? [`${inconclusive.length} not measured`] : []),
    ...(complete ? [] : ['interrupted']),
  ];
  return parts.join(' · ');
}

/** Prints every request that would be made, a line each. */
export function printPlan(plan: readonly PlannedRequest[], engines: readonly EngineName[]): void {
  for (const { method, url, origin, credentials, where, times, why } of plan) {
    const place = where === 'engines' ? engines.join(', ') : 'outside a browser';
    const who = origin === null ? 'without an Origin' : `from ${origin}`;
    const how = `${credentials ? ' with credentials' : ''}${times === 1 ? '' : ` × ${times}`}`;
    console.log(printable(`${method} ${url} ${who}${how}, ${place}${why === null ? '' : ` (${why})`}`));
  }
  console.error('Nothing was sent.');
}
