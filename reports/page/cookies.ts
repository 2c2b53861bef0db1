import type { Exchange } from '../../harness/model/exchange.ts';
import type { PageResult, PageRow } from '../page-data.ts';

/** A cookie that the browser was given for a host, and whether it went along with a request. */
export interface CookieFate {
  readonly name: string;
  readonly url: string;
  readonly fate: 'sent' | 'withheld';
  /** As in `Set-Cookie: sid=1; SameSite=Lax`; `null` where nobody saw it being given. */
  readonly given: string | null;
}

interface Given {
  readonly name: string;
  readonly host: string;
  /** The host alone, or its sub-domains too. */
  readonly isDomain: boolean;
  readonly path: string;
  readonly given: string;
}

/**
 * Which cookies went along, and which the browser kept to itself. It knows of those that a scenario puts into the profile,
 * and of those that answers were seen to set before: where neither is so, nothing is said to be withheld.
 * @param earlier the results of the same test or scenario in the same engine that came before
 */
export function cookiesOf(result: PageResult, earlier: readonly PageResult[], row: PageRow): CookieFate[] {
  const jar = [...fromScenario(row), ...earlier.flatMap(({ exchanges }) => exchanges.flatMap(setBy))];
  const fates: CookieFate[] = [];
  for (const exchange of result.exchanges) {
    if (!exchange.preflight) fates.push(...fatesIn(exchange, jar));
    jar.push(...setBy(exchange));
  }
  return fates;
}

function fatesIn({ url, requestHeaders }: Exchange, jar: readonly Given[]): CookieFate[] {
  const sent = requestHeaders
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';').map((pair) => pair.split('=')[0]?.trim() ?? ''));
  const known = new Map(jar.filter((each) => isFor(each, url)).map((each) => [each.name, each.given]));
  const names = [...new Set([...sent, ...known.keys()])];
  return names.map((name) => ({
    name,
    url,
    fate: sent.includes(name) ? 'sent' : 'withheld',
    given: known.get(name) ?? null,
  }));
}

function fromScenario({ scenario }: PageRow): Given[] {
  return (scenario?.scenario.cookies ?? []).flatMap(({ url, name, value, path, ...rest }) => {
    if (!URL.canParse(url)) return [];
    const words = Object.entries({ path, ...rest }).flatMap(([key, said]) =>
      said === undefined ? [] : [`${key} ${said}`],
    );
    const given = `the profile had ${name}=${value}${words.length > 0 ? ` (${words.join(', ')})` : ''}`;
    return [{ name, host: new URL(url).hostname, isDomain: false, path: path ?? '/', given }];
  });
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-4.1, as far as a reader needs it. */
function setBy({ url, answer }: Exchange): Given[] {
  if (answer.kind !== 'answered' || !URL.canParse(url)) return [];
  return answer.headers
    .filter(([name]) => name.toLowerCase() === 'set-cookie')
    .map(([, value]) => {
      const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
      const attribute = (wanted: string) =>
        attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const domain = attribute('domain');
      return {
        name: pair.split('=')[0] ?? '',
        host: domain?.replace(/^\./, '') ?? new URL(url).hostname,
        isDomain: domain !== undefined,
        path: attribute('path') ?? '/',
        given: `Set-Cookie: ${value}`,
      };
    });
}

function isFor({ host, isDomain, path }: Given, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, pathname } = new URL(url);
  return (hostname === host || (isDomain && hostname.endsWith(`.${host}`))) && pathname.startsWith(path);
}
