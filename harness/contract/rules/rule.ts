import type { RuleId, Severity } from '../../model/finding.ts';

/** What the cures speak of by name. Where nothing is recognised, the general cure is given. */
export type Software = 'nginx' | 'express' | 'fastify' | 's3' | 'api-gateway-rest' | 'api-gateway-http' | 'cloudfront';

/** What to change, in the words of each system; a system that cannot do it is told what can. */
export type Cures = Readonly<Record<'general' | Software, string>>;

/** A place in a standard. */
export interface Section {
  /** As in `Fetch, CORS check`. */
  readonly name: string;
  readonly url: string;
}

/** One thing that can be wrong with an API. */
export interface Rule {
  readonly id: RuleId;
  /** Unless the contract says otherwise. */
  readonly severity: Severity;
  /** As in `CWE-942` (https://cwe.mitre.org); `null` where none fits. */
  readonly cwe: string | null;
  readonly section: Section;
  readonly title: string;
  /** What was seen. */
  readonly meaning: string;
  /** What it does to users, in two sentences. */
  readonly why: string;
  readonly cures: Cures;
  /** The rule that says the same with less detail; `null` where this one is the most general. */
  readonly under: RuleId | null;
}

/** Rules by their ids, as they are written down. */
export type RuleEntries = Readonly<Partial<Record<RuleId, Omit<Rule, 'id'>>>>;
