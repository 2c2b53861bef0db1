import { getDomain } from 'tldts';
import type { OriginClass } from '../../model/finding.ts';

interface Reading {
  readonly origin: string;
  readonly originClass: OriginClass;
}

/** Classes that are never put down to a mistake of another kind. */
const OF_THEIR_OWN: ReadonlySet<OriginClass> = new Set(['unrelated', 'null', 'development', 'other-site']);

/** What is wrong with an allow-list, as far as those who read by it show. */
interface Mistakes {
  /** Hosts of which every sub-domain may read. */
  readonly subdomainsOf: readonly string[];
  /** Hosts that an origin only has to end with. */
  readonly endings: readonly string[];
  /** Origins that an origin only has to begin with. */
  readonly beginnings: readonly string[];
}

/**
 * Takes out those who read by a mistake that others show. A list that compares ends alone lets sub-domains pass too: that
 * is one mistake, to be told once.
 * @param reading those to be told
 * @param allowed all that may read, these among them
 * @param sites those that are meant to
 */
export function unexplained<Each extends Reading>(
  reading: readonly Each[],
  allowed: readonly Reading[],
  sites: readonly string[],
): Each[] {
  const mistakes = mistakesOf(allowed, sites);
  return reading.filter((each) => OF_THEIR_OWN.has(each.originClass) || !isExplained(each, mistakes));
}

function mistakesOf(reading: readonly Reading[], sites: readonly string[]): Mistakes {
  const urls = sites.map((site) => new URL(site));
  const hosts = urls.map(({ host }) => host);
  const of = (wanted: OriginClass) =>
    reading.filter(({ originClass }) => originClass === wanted).map(({ origin }) => new URL(origin));
  const parents = new Set([...hosts, ...urls.map(({ hostname }) => getDomain(hostname) ?? hostname)]);
  const subdomainsOf = [...parents].filter((parent) => of('subdomain').some(({ host }) => host.endsWith(`.${parent}`)));
  const isSubdomain = (host: string) => subdomainsOf.some((parent) => host.endsWith(`.${parent}`));
  const suffixes = of('suffix').filter(({ host }) => !isSubdomain(host));
  // A dot at the end alone is a host written otherwise, not a longer one.
  const prefixes = of('prefix').filter(({ hostname }) => !hostname.endsWith('.'));
  return {
    subdomainsOf,
    endings: hosts.filter((host) => suffixes.some((suffix) => suffix.host.endsWith(host))),
    beginnings: sites.filter((site) => prefixes.some((prefix) => prefix.origin.startsWith(site))),
  };
}

function isExplained({ origin, originClass }: Reading, { subdomainsOf, endings, beginnings }: Mistakes): boolean {
  const { host, protocol } = new URL(origin);
  const isSubdomain = protocol === 'https:' && subdomainsOf.some((parent) => host.endsWith(`.${parent}`));
  const byEnding = endings.some((ending) => host.endsWith(ending));
  const byBeginning = beginnings.some((beginning) => origin.startsWith(beginning));
  switch (originClass) {
    case 'subdomain':
      return byEnding || byBeginning;
    case 'suffix':
      return isSubdomain;
    case 'prefix':
      return false;
    default:
      return isSubdomain || byEnding || byBeginning;
  }
}
