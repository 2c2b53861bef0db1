import type { RuleId } from '../../model/finding.ts';
import { CACHE_RULES } from './caches.ts';
import { NOTICE_RULES } from './notices.ts';
import { READER_RULES } from './readers.ts';
import type { Rule, Software } from './rule.ts';
import { SOFTWARE_NAMES } from './software.ts';
import { STRANGER_RULES } from './strangers.ts';

const ENTRIES: Readonly<Record<RuleId, Omit<Rule, 'id'>>> = {
  ...STRANGER_RULES,
  ...READER_RULES,
  ...CACHE_RULES,
  ...NOTICE_RULES,
};

/** Everything that can be wrong with an API, and what to do about it. */
export const RULES = Object.fromEntries(
  Object.entries(ENTRIES).map(([id, entry]) => [id, { id, ...entry }]),
) as unknown as Readonly<Record<RuleId, Rule>>;

/**
 * What to change.
 * @param software the systems that the answer has passed, by `recogniseSoftware`
 * @returns the cure in the words of each of them; the general one where none is known
 */
export function cureFor(rule: RuleId, software: readonly Software[]): string {
  const { cures } = RULES[rule];
  if (software.length === 0) return cures.general;
  return software.map((name) => `${SOFTWARE_NAMES[name]}: ${cures[name]}`).join('\n');
}
