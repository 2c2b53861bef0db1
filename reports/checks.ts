import { describeEngine, type EngineInfo } from '../harness/model/engine-info.ts';
import type { AskedOrigin, CheckedRoute, CheckReport, Finding, Unmeasured } from '../harness/model/finding.ts';
import type { PartialCheck } from '../harness/model/result.ts';
import { ENGINE_NAMES, type EngineName } from '../harness/model/words.ts';

/**
 * Makes one check of the parts that contract tests found, each of some routes and sites in one engine: the same finding
 * in three engines is one finding.
 * @param complete `false` when a part may be missing
 * @returns `null` where there was no contract to check
 */
export function mergeChecks(
  parts: readonly PartialCheck[],
  engines: readonly EngineInfo[],
  complete: boolean,
): CheckReport | null {
  if (parts.length === 0) return null;
  const checked = parts.map((part) => part.checked);
  return {
    format: 1,
    complete,
    engines: [...new Map(engines.map((engine) => [describeEngine(engine), engine])).values()],
    findings: mergeFindings(parts.flatMap(({ findings }) => findings)),
    inconclusive: unique(parts.flatMap(({ inconclusive }) => inconclusive)),
    checked: {
      apis: unique(checked.flatMap(({ apis }) => apis)),
      sites: unique(checked.flatMap(({ sites }) => sites)),
      routes: mergeRoutes(checked.flatMap(({ routes }) => routes)),
    },
  };
}

function mergeFindings(findings: readonly Finding[]): Finding[] {
  const groups = groupBy(findings, ({ rule, severity, route, origin, originClass }) => [
    rule,
    severity,
    route,
    origin,
    originClass,
  ]);
  return groups.map((group) => ({ ...(group[0] as Finding), engines: enginesIn(group) }));
}

function mergeRoutes(routes: readonly CheckedRoute[]): CheckedRoute[] {
  return groupBy(routes, ({ name }) => [name]).map((group) => ({
    name: (group[0] as CheckedRoute).name,
    asked: mergeAsked(group.flatMap(({ asked }) => asked)),
  }));
}

/** Who reads in one engine reads; where one could not be measured, what the others saw stands. */
function mergeAsked(asked: readonly AskedOrigin[]): AskedOrigin[] {
  const groups = groupBy(asked, ({ origin, originClass, withCredentials }) => [origin, originClass, withCredentials]);
  return groups.map((group) => {
    const seen = group.map(({ reads }) => reads).filter((reads) => reads !== null);
    return {
      ...(group[0] as AskedOrigin),
      engines: enginesIn(group),
      reads: seen.length === 0 ? null : seen.includes(true),
    };
  });
}

function enginesIn(group: readonly { readonly engines: readonly EngineName[] }[]): EngineName[] {
  return ENGINE_NAMES.filter((name) => group.some(({ engines }) => engines.includes(name)));
}

function unique<T extends string | Unmeasured>(items: readonly T[]): T[] {
  return groupBy(items, (item) => item).map(([first]) => first as T);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
