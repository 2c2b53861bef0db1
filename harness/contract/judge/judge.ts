import type { Contract } from '../../model/contract.ts';
import type { Finding } from '../../model/finding.ts';
import { answerOf, type Evidence, type Verdict } from '../evidence.ts';
import { cureFor, RULES } from '../rules/catalogue.ts';
import { recogniseSoftware } from '../rules/software.ts';
import { judgeCacheBefore } from './cache-before.ts';
import { judgeCaches } from './caches.ts';
import { judgeEffects } from './effects.ts';
import { judgeNotes } from './notes.ts';
import { judgeReaders } from './readers.ts';
import { judgeStrangers } from './strangers.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Everything that the evidence shows to be wrong with a route. Pure. */
export function judge(evidence: Evidence, rules: Contract['rules']): Finding[] {
  const readers = judgeReaders(evidence);
  // Where answers differ from one time to the next, that they differ by Origin cannot be told.
  const isUnstable = readers.some(({ rule }) => rule === 'unstable-answer');
  const byCache = isUnstable ? [] : judgeCacheBefore(evidence);
  const isOfCache = ({ rule, origin }: Verdict) =>
    (rule === 'site-refused' || rule === 'public-refused') && byCache.some((each) => each.origin === origin);
  const verdicts = [
    ...judgeStrangers(evidence),
    ...judgeEffects(evidence),
    ...readers.filter((verdict) => !isOfCache(verdict)),
    ...byCache,
    ...(isUnstable ? [] : judgeCaches(evidence)),
    ...judgeNotes(evidence),
  ];
  return verdicts.flatMap((verdict) => toFinding(verdict, evidence.route.name, rules));
}

function toFinding(verdict: Verdict, route: string, rules: Contract['rules']): Finding[] {
  const { rule, exchange } = verdict;
  const { severity: usual, cwe } = RULES[rule];
  const severity = rules[rule] ?? usual;
  if (severity === 'off') return [];
  const cure = cureFor(rule, recogniseSoftware(answerOf(exchange)?.headers ?? []));
  return [{ ...verdict, severity, cwe, route, cure, exchange: exchange && withoutSecrets(exchange) }];
}
