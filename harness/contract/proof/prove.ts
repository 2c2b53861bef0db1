import type { CheckReport } from '../../model/finding.ts';
import type { EngineName } from '../../model/words.ts';
import { check } from '../check.ts';
import { checkContract } from '../parse-contract.ts';
import type { EngineSource } from '../witnesses.ts';
import type { ProofCase } from './proof-case.ts';
import { groupsOf, standUp } from './stand-up.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** Checks every server of a table, and holds what was found against what there is to find. */
export async function prove(
  cases: readonly ProofCase[],
  engines: readonly EngineName[],
  source: EngineSource,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const group of groupsOf(cases)) verdicts.push(...(await proveGroup(group, engines, source)));
  return verdicts;
}

async function proveGroup(
  group: readonly ProofCase[],
  engines: readonly EngineName[],
  source: EngineSource,
): Promise<Verdict[]> {
  const { contract: written, caseOf, close } = await standUp(group);
  try {
    const contract = checkContract(written, 'the proof');
    if (!contract.ok) throw new Error(contract.issues.map(({ message }) => message).join('\n'));
    const report = await check(contract.value, { engines, source });
    return group.map((each) =>
      verdictOf(
        each,
        partOf(report, (route) => caseOf(route) === each),
      ),
    );
  } finally {
    await close();
  }
}

function partOf(report: CheckReport, isOf: (route: string) => boolean): CheckReport {
  return {
    ...report,
    findings: report.findings.filter(({ route }) => isOf(route)),
    inconclusive: report.inconclusive.filter(({ route }) => isOf(route)),
  };
}
