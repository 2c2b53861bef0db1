import type { ContractRoute } from '../model/contract.ts';
import type { CheckReport, OriginClass } from '../model/finding.ts';
import type { Ask } from './asks.ts';
import { UNRELATED } from './strangers.ts';

/** One part of a contract: a route, and one of its readers or (`null`) all strangers to it. */
export interface CheckScope {
  readonly route: string;
  readonly site: string | null;
}

type Scope = CheckScope | undefined;

export function isRouteInScope({ name }: ContractRoute, scope: Scope): boolean {
  return scope === undefined || scope.route === name;
}

/** Is this reader asked in engines. */
export function isReaderInScope({ origin, originClass }: Ask, scope: Scope): boolean {
  return scope === undefined || isOf(scope, origin, originClass);
}

/** Is this stranger asked. Outside a browser one is for a reader's sake too: caches give its answers to readers. */
export function isStrangerInScope({ origin }: Ask, scope: Scope, where: 'outside' | 'engines'): boolean {
  if (scope === undefined || scope.site === null) return true;
  return where === 'outside' && origin === UNRELATED;
}

/** What of a report is about the part that was asked for. */
export function withinScope(report: CheckReport, scope: Scope): CheckReport {
  if (scope === undefined) return report;
  return {
    ...report,
    findings: report.findings.filter(({ origin, originClass }) => isOf(scope, origin, originClass)),
    inconclusive: report.inconclusive.filter(({ origin }) => scope.site === null || origin === scope.site),
  };
}

function isOf({ site }: CheckScope, origin: string, originClass: OriginClass): boolean {
  return site === null ? originClass !== 'reader' : origin === site;
}
