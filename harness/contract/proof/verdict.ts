import type { CheckReport, Finding, RuleId } from '../../model/finding.ts';
import { RULES } from '../rules/catalogue.ts';
import type { ProofCase } from './proof-case.ts';

/** What came of checking one server. */
export interface Verdict {
  readonly name: string;
  /** Is there nothing to find. */
  readonly isRight: boolean;
  /** Rules that had to be reported and were not. */
  readonly missed: readonly RuleId[];
  /** What was reported and is not so. */
  readonly falseAlarms: readonly Finding[];
  /** What could not be measured. */
  readonly unmeasured: readonly string[];
}

/** Holds what was found against what there is to find. */
export function verdictOf({ name, finds, mayFind = [] }: ProofCase, { findings, inconclusive }: CheckReport): Verdict {
  const isRight = finds.every((rule) => RULES[rule].severity === 'warn');
  const found = new Set(findings.map(({ rule }) => rule));
  const isTrue = new Set([...finds, ...mayFind, ...alwaysWith(finds)]);
  const counts = ({ severity }: Finding) => severity === 'error' || (isRight && severity === 'warn');
  return {
    name,
    isRight,
    missed: finds.filter((rule) => !found.has(rule)),
    falseAlarms: findings.filter((finding) => counts(finding) && !isTrue.has(finding.rule)),
    unmeasured: inconclusive.map(
      ({ route, origin, engine, reason }) => `${route} from ${origin} (${engine}): ${reason}`,
    ),
  };
}

/** A stranger that is allowed by the preflight too gets its DELETE through: that is true of it as well. */
function alwaysWith(finds: readonly RuleId[]): readonly RuleId[] {
  return finds.some((rule) => RULES[rule].cwe === 'CWE-942') ? ['unsafe-request-reached'] : [];
}

export function isGood({ missed, falseAlarms, unmeasured }: Verdict): boolean {
  return missed.length + falseAlarms.length + unmeasured.length === 0;
}

/** What is not as it should be, a line each. */
export function complaintsOf({ name, missed, falseAlarms, unmeasured }: Verdict): string[] {
  return [
    ...missed.map((rule) => `${name}: ${rule} was missed`),
    ...falseAlarms.map(({ rule, route, origin, originClass, engines, message }) => {
      const where = engines.length === 0 ? 'outside a browser' : engines.join(', ');
      return `${name}: ${rule} is a false alarm: ${route} from ${origin} (${originClass}, ${where}): ${message}`;
    }),
    ...unmeasured.map((what) => `${name}: inconclusive: ${what}`),
  ];
}

/** The count, in one line. */
export function tally(verdicts: readonly Verdict[]): string {
  const wrong = verdicts.filter(({ isRight }) => !isRight);
  const killed = wrong.filter(({ missed }) => missed.length === 0).length;
  const alarms = verdicts.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  return `${killed} of ${wrong.length} wrong servers found, ${alarms} false alarms in ${verdicts.length} servers (${verdicts.length - wrong.length} of them right)`;
}
