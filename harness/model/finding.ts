import type { EngineInfo } from './engine-info.ts';
import type { Exchange } from './exchange.ts';
import type { DecidedBy } from './prediction.ts';
import type { EngineName } from './words.ts';

/** Everything that can be wrong with an API, by the id of its rule. */
export const RULE_IDS = [
  'reflected-origin',
  'null-origin',
  'origin-prefix',
  'origin-suffix',
  'origin-unescaped',
  'origin-subdomain',
  'origin-joined',
  'http-origin',
  'port-ignored',
  'development-origin',
  'internal-readable',
  'public-with-credentials',
  'unsafe-request-reached',
  'site-refused',
  'public-refused',
  'preflight-refused',
  'preflight-redirected',
  'method-not-allowed',
  'header-not-allowed',
  'wildcard-with-credentials',
  'wildcard-taken-literally',
  'credentials-refused',
  'invalid-allow-origin',
  'error-unreadable',
  'unexpected-status',
  'header-not-exposed',
  'unstable-answer',
  'vary-missing',
  'vary-on-match-only',
  'cache-poisoned',
  'silent-side-effect',
  'third-party-cookie-blocked',
  'max-age-over-cap',
  'preflight-not-cached',
  'origin-unreachable-in-engines',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** Only an error changes the exit code. */
export const SEVERITIES = ['error', 'warn', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What an asking origin is to an API: one of its readers, or a stranger of some kind. */
export const ORIGIN_CLASSES = [
  'reader',
  'unrelated',
  'null',
  'http',
  'port',
  'prefix',
  'suffix',
  'unescaped',
  'subdomain',
  'joined',
  'development',
  'spelling',
  'special-character',
  'other-site',
] as const;
export type OriginClass = (typeof ORIGIN_CLASSES)[number];

/** Something wrong with an API: one finding for however many engines saw it. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** As in `CWE-942`; `null` where none fits. */
  readonly cwe: string | null;
  /** As the contract names it: `GET /orders`. */
  readonly route: string;
  /** Who asked; `null` (the word) for an opaque origin. */
  readonly origin: string;
  readonly originClass: OriginClass;
  /** The engines that showed it; none where it was seen on the wire, outside a browser. */
  readonly engines: readonly EngineName[];
  /** What is wrong, in one or two sentences; names the general rule where a more specific one is reported. */
  readonly message: string;
  /** What to change, in the words of the system that answered where it is known. */
  readonly cure: string;
  readonly decidedBy: DecidedBy;
  /** The exchange that shows it; `null` where no single one does. */
  readonly exchange: Exchange | null;
}

/** What could not be measured, and why: never a pass. */
export interface Unmeasured {
  readonly route: string;
  readonly origin: string;
  /** `null` where it was asked outside a browser, or no engine was to be had. */
  readonly engine: EngineName | null;
  readonly reason: string;
}

/** What `cross-examine check --json` writes. */
export interface CheckReport {
  readonly format: 1;
  readonly complete: boolean;
  readonly engines: readonly EngineInfo[];
  readonly findings: readonly Finding[];
  readonly inconclusive: readonly Unmeasured[];
  /** What was asked, so that a reader sees what the absence of a finding means. */
  readonly checked: {
    readonly apis: readonly string[];
    readonly sites: readonly string[];
    readonly routes: readonly CheckedRoute[];
  };
}

/** A route, and what came of asking it from each origin. */
export interface CheckedRoute {
  readonly name: string;
  readonly asked: readonly AskedOrigin[];
}

export interface AskedOrigin {
  readonly origin: string;
  readonly originClass: OriginClass;
  /** Where it was asked: engines by name; none where asking outside a browser was enough. */
  readonly engines: readonly EngineName[];
  /** Could script at that origin read the answer, as far as it was asked; `null` where it could not be measured. */
  readonly reads: boolean | null;
  readonly withCredentials: boolean;
}
