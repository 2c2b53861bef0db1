import type { CheckReport } from '../../model/finding.ts';
import { type CheckOptions, check } from '../check.ts';
import { checkContract } from '../parse-contract.ts';
import type { ProofCase } from './proof-case.ts';
import { standUp } from './stand-up.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/**
 * Checks servers of a table, and holds what was found against what there is to find.
 * @param group those that may stand in one contract
 * @returns a verdict each, in their order; `null` where the check was interrupted
 */
export async function prove(group: readonly ProofCase[], options: CheckOptions): Promise<Verdict[] | null> {
  const { contract: written, caseOf, close } = await standUp(group);
  try {
    const contract = checkContract(written, 'the proof');
    if (!contract.ok) throw new Error(contract.issues.map(({ message }) => message).join('\n'));
    const report = await check(contract.value, options);
    if (!report.complete) return null;
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
