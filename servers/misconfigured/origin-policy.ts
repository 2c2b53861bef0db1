import { z } from 'zod';

/** Whether an origin is admitted, given the sites that were meant. */
type Admits = (origin: string, sites: readonly string[]) => boolean;

/** Of an origin what follows `//`: host, and port where it is not the default one. */
const authorityOf = (origin: string): string => origin.slice(origin.indexOf('//') + 2);
const schemeOf = (origin: string): string => origin.slice(0, origin.indexOf('//') + 2);
const withoutPort = (origin: string): string => origin.replace(/:\d+$/, '');
/** `foo` of `foo.com`. */
const withoutSuffix = (host: string): string => host.slice(0, host.lastIndexOf('.'));

const DEVELOPMENT = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** The right way, and the ways of getting it wrong that go by the list alone; each compares text, as the real ones do. */
const BY_KIND = {
  /** The right way. */
  exact: (origin, sites) => sites.includes(origin),
  nobody: () => false,
  /** Whoever asks; told `${origin}`, this is reflection. */
  anyone: () => true,
  /** The sites, and every opaque origin: sandboxed frames, `data:` URLs, which anybody can make. */
  null: (origin, sites) => origin === 'null' || sites.includes(origin),
  /** `https://shop.com.evil.com` starts like a site. */
  prefix: (origin, sites) => sites.some((site) => origin.startsWith(site)),
  /** `https://evilshop.com` ends like a site. */
  suffix: (origin, sites) => sites.some((site) => origin.endsWith(authorityOf(site))),
  /** `https://evilshop.com.evil.com` has a site's host in it. */
  contains: (origin, sites) => sites.some((site) => origin.includes(authorityOf(site))),
  /** The list is one text, and `https://shop.co` is a part of it. */
  'part-of-list': (origin, sites) => sites.join(',').includes(origin),
  /** A site read as a regular expression: the dot of `https://www.shop.com` is any character. */
  'unescaped-dot': (origin, sites) => sites.some((site) => new RegExp(`^${site}$`).test(origin)),
  /** Every sub-domain of a site, however it came to somebody. */
  subdomains: (origin, sites) => sites.some((site) => site === origin || isBelow(origin, site)),
  /** Only host and port are compared, so `http://shop.com` is admitted. */
  'any-scheme': (origin, sites) => sites.some((site) => authorityOf(site) === authorityOf(origin)),
  /** Only scheme and host are compared. */
  'any-port': (origin, sites) => sites.some((site) => withoutPort(site) === withoutPort(origin)),
  /** The sites, and what was left over from development: any port of the user's own machine. */
  localhost: (origin, sites) => DEVELOPMENT.test(origin) || sites.includes(origin),
  /** Two listed hosts, one after the other: of foo.com and bar.com also barfoo.com. */
  joined: (origin, sites) => sites.includes(origin) || sites.some((site) => isJoined(origin, site, sites)),
  /** `https://SHOP.com`, which no browser says. */
  'any-case': (origin, sites) => sites.some((site) => site.toLowerCase() === origin.toLowerCase()),
  /** `https://shop.com.` is another origin, and may be another machine. */
  'trailing-dot': (origin, sites) => sites.includes(origin.replace(/\.(?=:\d+$|$)/, '')),
} satisfies Record<string, Admits>;

type Kind = keyof typeof BY_KIND;

const patternSchema = z.string().refine(isRegularExpression, { error: 'is not a regular expression' });

/** Who is admitted. */
export const originPolicySchema = z.union(
  [
    z.strictObject({ kind: z.enum(Object.keys(BY_KIND) as [Kind, ...Kind[]]) }),
    /** A regular expression that is looked for in the Origin: nothing anchors it but itself. */
    z.strictObject({ kind: z.literal('pattern'), pattern: patternSchema }),
  ],
  { error: `must be { kind } of ${Object.keys(BY_KIND).join(', ')}, or { kind: "pattern", pattern }` },
);

export type OriginPolicy = z.output<typeof originPolicySchema>;

/**
 * Whether a policy admits who asks.
 * @param sites the origins that were meant, as browsers send them
 * @param origin the request's Origin header; without one only the policy that admits anyone does
 */
export function admits(policy: OriginPolicy, sites: readonly string[], origin: string | undefined): boolean {
  if (origin === undefined) return policy.kind === 'anyone';
  return policy.kind === 'pattern' ? new RegExp(policy.pattern).test(origin) : BY_KIND[policy.kind](origin, sites);
}

function isBelow(origin: string, site: string): boolean {
  return schemeOf(origin) === schemeOf(site) && origin.endsWith(`.${authorityOf(site)}`);
}

function isJoined(origin: string, site: string, sites: readonly string[]): boolean {
  const [host, last] = [authorityOf(origin), authorityOf(site)];
  const firsts = sites.filter((other) => other !== site).map(authorityOf);
  const joined = firsts.flatMap((first) => [first + last, withoutSuffix(first) + last]);
  return schemeOf(origin) === schemeOf(site) && joined.includes(host);
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
