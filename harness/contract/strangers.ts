import { getDomain } from 'tldts';
import type { OriginClass } from '../model/finding.ts';

/** An origin that must not read what is meant for others, and what makes it one. */
export interface Stranger {
  /** As an Origin header has it; `null` (the word) for an opaque origin. */
  readonly origin: string;
  readonly originClass: Exclude<OriginClass, 'reader'>;
}

/** A listed origin in its parts. */
interface Site {
  readonly origin: string;
  /** With `//`. */
  readonly scheme: string;
  readonly host: string;
  /** As in `:8443`; empty for the scheme's own. */
  readonly port: string;
}

/** A registrable domain of nobody's: reserved names are treated differently by engines, real-looking ones are not. */
export const UNRELATED = 'https://cross-examine-stranger.com';

/** Where developers' pages stand: both names of their machine, at the ports of common tool chains. */
const DEVELOPMENT_HOSTS = ['http://localhost', 'http://127.0.0.1', 'https://localhost'];
const DEVELOPMENT_PORTS = ['', ':3000', ':4200', ':5173', ':5500', ':8000', ':8080'];
const DEVELOPMENT = DEVELOPMENT_HOSTS.flatMap((host) => DEVELOPMENT_PORTS.map((port) => `${host}${port}`));

/**
 * The origins that sloppy allow-lists take for one of `sites`, each once, in the order of their classes. Pure.
 * @param sites serialised origins, as a contract lists them
 * @param known further origins that are no strangers: the APIs themselves
 * @returns none of `sites` and none of `known`; as many for each site whatever their number
 */
export function strangersOf(sites: readonly string[], known: readonly string[] = []): Stranger[] {
  const parts = sites.map(partsOf);
  const strangers: Stranger[] = [
    { origin: UNRELATED, originClass: 'unrelated' },
    { origin: 'null', originClass: 'null' },
    ...parts.flatMap(likeOne),
    ...joined(parts),
    ...DEVELOPMENT.map((origin): Stranger => ({ origin, originClass: 'development' })),
  ];
  const seen = new Set([...sites, ...known]);
  return strangers.filter(({ origin }) => isPossible(origin) && !seen.has(origin) && seen.add(origin));
}

/** Punycode with a letter too many is no name. */
function isPossible(origin: string): boolean {
  return origin === 'null' || URL.canParse(origin);
}

/**
 * Where a site's host ends in a character that ends no host name: an engine that loads a page there can be used against
 * lists that look for the end of a name. Which characters those are is a fact of each engine, to be asked.
 */
export function withSpecialCharacter(site: string, character: string): string {
  const { scheme, host } = partsOf(site);
  return `${scheme}${host}${character}.cross-examine-stranger.com`;
}

function partsOf(origin: string): Site {
  const { protocol, hostname, port } = new URL(origin);
  return { origin, scheme: `${protocol}//`, host: hostname, port: port === '' ? '' : `:${port}` };
}

/** What may be taken for one site, by the way in which it differs. */
function likeOne(site: Site): Stranger[] {
  const { scheme, host, port } = site;
  const isName = /[a-z]/.test(host) && !host.startsWith('[');
  const of = (originClass: Stranger['originClass'], origins: readonly string[]) =>
    origins.map((origin): Stranger => ({ origin, originClass }));
  return [
    ...of('http', scheme === 'https://' ? [`http://${host}`, ...(port ? [`http://${host}${port}`] : [])] : []),
    ...of('port', portsBeside(site)),
    ...(isName ? namesLike(site) : []),
    ...of('spelling', isName ? spellings(site) : []),
  ];
}

function namesLike({ scheme, host, port }: Site): Stranger[] {
  const at = (originClass: Stranger['originClass'], hosts: readonly string[]) =>
    hosts.map((each): Stranger => ({ origin: `${scheme}${each}${port}`, originClass }));
  const domain = getDomain(host);
  return [
    // A dot ends a name, a letter does not: `^https://shop\.com\b` admits the first of each alone, and `\bshop\.com$` too.
    // A list that is one text admits its parts: of shop.com that is shop.co, as a pattern with any top-level domain does.
    ...at('prefix', [`${host}.cross-examine-stranger.com`, `${host}mercial.com`, host.slice(0, -1), `${host}.`]),
    ...at('suffix', [`evil${host}`, `evil-${host}`]),
    ...at('joined', [`${host}.evil${host}`]),
    ...at('unescaped', dotsReplaced(host)),
    ...at('subdomain', [`unlisted.${host}`, `deeply.unlisted.${host}`]),
    ...at('subdomain', domain === null || domain === host ? [] : [domain, `unlisted.${domain}`]),
  ];
}

/** `a.b.com` with each dot in turn replaced by a letter. */
function dotsReplaced(host: string): string[] {
  return [...host.matchAll(/\./g)].map(({ index }) => `${host.slice(0, index)}x${host.slice(index + 1)}`);
}

/** Another port; and where the site has one, a port that begins with it, which a comparison of beginnings admits. */
function portsBeside({ scheme, host, port }: Site): string[] {
  const longer = port !== '' && Number(port.slice(1)) * 10 < 65_536 ? [`${port}0`] : [];
  const others = [port === '' ? ':444' : '', ':8443', ...longer].filter((other) => other !== port);
  return others.map((other) => `${scheme}${host}${other}`);
}

/** What no engine writes into an Origin header, although some servers take it for the site. */
function spellings({ scheme, host, port }: Site): string[] {
  const explicit = port === '' ? [scheme === 'https://' ? ':443' : ':80'] : [];
  return [`${scheme}${host.toUpperCase()}${port}`, ...explicit.map((each) => `${scheme}${host}${each}`)];
}

/** Each two neighbours in the list, in both orders: lists joined into one pattern admit them. */
function joined(sites: readonly Site[]): Stranger[] {
  return sites.flatMap((site, index) => {
    const next = sites[index + 1];
    if (next === undefined || next.host === site.host) return [];
    return [
      { origin: `${site.scheme}${site.host}${next.host}${next.port}`, originClass: 'joined' as const },
      { origin: `${next.scheme}${next.host}${site.host}${site.port}`, originClass: 'joined' as const },
    ];
  });
}
