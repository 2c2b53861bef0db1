import type { OriginClass, RuleId } from '../../model/finding.ts';
import type { EngineName } from '../../model/words.ts';
import { answerOf, type Evidence, isMeasured, lastExchange, type Seen, type Verdict } from '../evidence.ts';
import { grouped } from '../grouped.ts';
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
  if (culprits.length === 0) return [];
  if (evidence.route.readers.kind === 'anyone') return [verdict('public-with-credentials', culprits, evidence)];
  const unrelated = culprits.find(({ originClass }) => originClass === 'unrelated');
  if (unrelated) {
    const others = culprits.filter((each) => each !== unrelated);
    return [verdict('reflected-origin', [unrelated, ...others], evidence)];
  }
  const reading = unexplained(culprits, evidence.cast.sites);
  const explained = culprits.filter((each) => !reading.includes(each));
  return [...grouped(reading, ({ originClass }) => ruleOf(originClass))].map(([rule, group], index) =>
    verdict(rule, [...group, ...(index === 0 ? explained : [])], evidence),
  );
}

function ruleOf(originClass: OriginClass): RuleId {
  return originClass === 'reader' ? 'reflected-origin' : RULE_OF[originClass];
}

/**
 * Does a stranger get to read what the route answers. An error that everybody may read, and that is not what the route
 * is to answer, tells nobody anything.
 */
export function reads(seen: Seen): boolean {
  if (!isMeasured(seen) || seen.observation.outcome !== 'readable') return false;
  const { status } = seen.observation;
  const { least, most } = seen.route.status;
  const isOtherError = status >= 400 && (status < least || status > most);
  return !isOtherError || allowedOrigin(answerOf(lastExchange(seen))?.headers ?? []) !== '*';
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

function verdict(rule: RuleId, culprits: readonly Culprit[], { route }: Evidence): Verdict {
  const [first, ...others] = culprits as [Culprit, ...Culprit[]];
  const { origin, originClass, seen } = first;
  const exchange = lastExchange(seen);
  const allowed = allowedOrigin(answerOf(exchange)?.headers ?? []);
  return {
    rule,
    origin,
    originClass,
    engines: first.engines,
    message:
      `a page at ${origin} reads ${route.name} ${modesOf(first)}: Access-Control-Allow-Origin is ${quoted(allowed)}` +
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
export function alsoBy(others: readonly Pick<Culprit, 'origin' | 'originClass'>[]): string {
  if (others.length === 0) return '';
  const classes = [...grouped(others, ({ originClass }) => originClass)];
  const said = classes.map(([originClass, [first, ...more]]) => {
    const count = more.length === 0 ? '' : ` and ${more.length} more`;
    return `${originClass} (${first.origin}${count})`;
  });
  return `; so it is for ${said.join(', ')}`;
}
