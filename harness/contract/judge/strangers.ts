import type { OriginClass, RuleId } from '../../model/finding.ts';
import { grouped } from '../../model/grouped.ts';
import type { EngineName } from '../../model/words.ts';
import { isSerialised } from '../asks.ts';
import { answerOf, type Evidence, type Heard, isMeasured, lastExchange, type Seen, type Verdict } from '../evidence.ts';
import { unexplained } from './explained-origins.ts';
import { allowedOrigin, quoted } from './permission.ts';

/** The rule that a reading stranger of each class breaks. */
const RULE_OF: Readonly<Record<Exclude<OriginClass, 'reader'>, RuleId>> = {
  unrelated: 'reflected-origin',
  null: 'null-origin',
  http: 'http-origin',
  port: 'port-ignored',
  prefix: 'origin-prefix',
  'special-character': 'origin-prefix',
  // Of all spellings a page can only be at one that ends in a dot.
  spelling: 'origin-prefix',
  suffix: 'origin-suffix',
  joined: 'origin-joined',
  unescaped: 'origin-unescaped',
  subdomain: 'origin-subdomain',
  development: 'development-origin',
  'other-site': 'internal-readable',
};

/** A stranger who can do something that it ought not to be able to, in some engine. */
export interface Culprit {
  readonly origin: string;
  readonly originClass: OriginClass;
  readonly engines: readonly EngineName[];
  /** Without credentials, with them, or both. */
  readonly modes: readonly boolean[];
  /** What shows it. */
  readonly seen: Seen;
}

/** Strangers that read: https://fetch.spec.whatwg.org/#concept-cors-check */
export function judgeStrangers(evidence: Evidence): Verdict[] {
  const culprits = culpritsOf(evidence.seen.strangers.filter((each) => reads(each)));
  const [first] = culprits;
  if (first === undefined) return [];
  const allowed = allowedStrangers(evidence);
  const toldOf = (rule: RuleId, one: Culprit, others: readonly Allowed[]) => verdict(rule, one, others, evidence);
  if (evidence.route.readers.kind === 'anyone') return [toldOf('public-with-credentials', first, allowed)];
  const unrelated = culprits.find(({ originClass }) => originClass === 'unrelated');
  if (unrelated) return [toldOf('reflected-origin', unrelated, allowed)];
  // Of a class that reads not all were asked in engines: what those show was heard outside of them.
  const classes = new Set(culprits.map(({ originClass }) => originClass));
  const asked = new Set(evidence.seen.strangers.map(({ origin }) => origin));
  const alike = allowed.filter(({ origin, originClass }) => classes.has(originClass) && !asked.has(origin));
  const reading = unexplained(culprits, [...culprits, ...alike], evidence.cast.sites);
  const own = new Set(reading.map(({ originClass }) => ruleOf(originClass)));
  const rest = allowed.filter(({ originClass }) => !own.has(ruleOf(originClass)));
  return [...grouped(reading, ({ originClass }) => ruleOf(originClass))].map(([rule, [one]], index) => {
    const ofRule = allowed.filter(({ originClass }) => ruleOf(originClass) === rule);
    return toldOf(rule, one, index === 0 ? [...ofRule, ...rest] : ofRule);
  });
}

/** Strangers that an answer outside a browser allows to read, or to go on after a preflight; those with names of pages. */
export function allowedStrangers({ heard }: Evidence): Allowed[] {
  const allowed = heard.strangers.filter(({ prediction, origin }) => {
    return (
      isSerialised(origin) &&
      (prediction.outcome === 'readable' || prediction.reachedHops.length > 0) &&
      prediction.outcome !== 'blocked'
    );
  });
  return [...new Map(allowed.map((each) => [each.origin, each])).values()];
}

type Allowed = Pick<Heard, 'origin' | 'originClass'>;

function ruleOf(originClass: OriginClass): RuleId {
  return originClass === 'reader' ? 'reflected-origin' : RULE_OF[originClass];
}

/**
 * Does a stranger get to read what the route answers. An error that everybody may read, without credentials, tells nobody
 * anything: gateways send `*` with theirs.
 */
export function reads(seen: Seen): boolean {
  if (!isMeasured(seen) || seen.observation.outcome !== 'readable') return false;
  const isError = seen.observation.status >= 400;
  return !isError || allowedOrigin(answerOf(lastExchange(seen))?.headers ?? []) !== '*';
}

/** Those that were seen doing it, each once, in the order in which they were asked. */
export function culpritsOf(seen: readonly Seen[]): Culprit[] {
  return [...grouped(seen, ({ origin }) => origin).values()].map((all): Culprit => {
    const [first] = all;
    const { origin, originClass } = first;
    const engines = [...new Set(all.map(({ engine }) => engine))];
    const modes = [...new Set(all.map(({ credentials }) => credentials))];
    // What is done with credentials shows more.
    return { origin, originClass, engines, modes, seen: all.find(({ credentials }) => credentials) ?? first };
  });
}

function verdict(rule: RuleId, culprit: Culprit, allowed: readonly Allowed[], { route }: Evidence): Verdict {
  const { origin, originClass, engines, seen } = culprit;
  const exchange = lastExchange(seen);
  const value = allowedOrigin(answerOf(exchange)?.headers ?? []);
  const others = allowed.filter((each) => each.origin !== origin);
  return {
    rule,
    origin,
    originClass,
    engines,
    message:
      `a page at ${origin} reads ${route.name} ${modesOf(culprit)}: Access-Control-Allow-Origin is ${quoted(value)}` +
      `${alsoBy(others)}.`,
    decidedBy: seen.prediction.decidedBy,
    exchange,
  };
}

function modesOf({ modes }: Culprit): string {
  if (modes.length === 2) return 'with credentials, and without';
  return modes[0] ? 'with credentials' : 'without credentials';
}

/** The others that can do so too, a class at a time. */
export function alsoBy(others: readonly Allowed[]): string {
  if (others.length === 0) return '';
  const classes = [...grouped(others, ({ originClass }) => originClass)];
  const said = classes.map(([originClass, [first, ...more]]) => {
    const count = more.length === 0 ? '' : ` and ${more.length} more`;
    return `${originClass} (${first.origin}${count})`;
  });
  return `; allowed as well: ${said.join(', ')}`;
}
