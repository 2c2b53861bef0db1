import type { Contract, ContractRoute } from '../model/contract.ts';
import type { OriginClass } from '../model/finding.ts';
import { serialisedOrigin } from '../model/hop-script.ts';
import type { Prediction } from '../model/prediction.ts';
import { requestSchema, type ScenarioPage, type ScenarioRequest } from '../model/scenario.ts';
import { explain } from '../oracle/explain.ts';
import { type Stranger, strangersOf, UNRELATED, withSpecialCharacter } from './strangers.ts';

/** A route, asked from an origin. */
export interface Ask {
  readonly route: ContractRoute;
  readonly origin: string;
  readonly originClass: OriginClass;
  readonly credentials: boolean;
}

/** Who takes part in a check: what the contract says, and what engines are capable of. */
export interface Cast {
  readonly sites: readonly string[];
  readonly strangers: readonly Stranger[];
}

/**
 * @param characters those that stand behind a host name in pages that some engine loads
 */
export function castOf({ sites, apis, routes }: Contract, characters: readonly string[]): Cast {
  const listed = routes.flatMap(({ readers }) => (readers.kind === 'sites' ? readers.origins : []));
  const all = [...new Set([...sites, ...listed])];
  const own = apis.map(({ origin }) => origin);
  const derived = strangersOf(all, own);
  const special = all.flatMap((site) =>
    characters
      .map((character) => withSpecialCharacter(site, character))
      .filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin && !isAddress(site))
      .map((origin): Stranger => ({ origin, originClass: 'special-character' })),
  );
  return { sites: all, strangers: [...derived, ...special] };
}

function isAddress(site: string): boolean {
  return /^(\[|[\d.]+$)/.test(new URL(site).hostname);
}

/** The origins that are to read a route: its sites; of a public one an origin that is on no list, too. */
export function readerAsks(route: ContractRoute, { sites }: Cast): Ask[] {
  const { readers, credentials } = route;
  const by = (origin: string, originClass: OriginClass): Ask => ({ route, origin, originClass, credentials });
  if (readers.kind === 'nobody') return [];
  if (readers.kind === 'sites') return readers.origins.map((origin) => by(origin, 'reader'));
  return [...sites.map((origin) => by(origin, 'reader')), by(UNRELATED, 'unrelated')];
}

/** The origins that are not to read a route, each without and with credentials; of a public one with credentials alone. */
export function strangerAsks(route: ContractRoute, { sites, strangers }: Cast): Ask[] {
  const { readers } = route;
  const own = readers.kind === 'sites' ? readers.origins : sites;
  const others =
    readers.kind === 'anyone' ? [] : sites.filter((site) => readers.kind === 'nobody' || !own.includes(site));
  const all = [...strangers, ...others.map((origin): Stranger => ({ origin, originClass: 'other-site' }))];
  const modes = readers.kind === 'anyone' ? [true] : [false, true];
  return all.flatMap(({ origin, originClass }) =>
    modes.map((credentials): Ask => ({ route, origin, originClass, credentials })),
  );
}

/** The request that a page makes for it. */
export function requestOf({ route, credentials }: Pick<Ask, 'route' | 'credentials'>): ScenarioRequest {
  const { url, method, headers, contentType, body } = route;
  return requestSchema.parse({
    url: url.href,
    method,
    headers,
    contentType,
    contentTypeIsImplicit: contentType === null && body !== null,
    body,
    credentials: credentials ? 'include' : 'omit',
  });
}

/** The page to ask from: one that is at no origin is a sandboxed frame, which anybody can have. */
export function pageOf(origin: string): ScenarioPage {
  if (origin === 'null') return { origin: UNRELATED, path: '/', context: 'sandboxed-iframe' };
  return { origin: new URL(origin).origin, path: '/', context: 'window' };
}

/** Is it how browsers write an origin. Where it is not, no page says it, and a server may take it for another all the same. */
export function isSerialised(origin: string): boolean {
  return serialisedOrigin(pageOf(origin)) === origin;
}

/** What the standard has a browser send first, before anything was answered. */
export function firstRequest(ask: Ask): Prediction {
  return explain({ request: requestOf(ask), page: pageOf(ask.origin), exchanges: [] });
}

const preflighted = new WeakMap<ContractRoute, boolean>();

/** Does it ask for permission by a preflight: that is for the route to say, as every page here is of another origin. */
export function isPreflighted({ route, credentials }: Ask): boolean {
  // A page that may not ask an insecure API at all sends no preflight either.
  const origin = `${route.url.protocol}//${new URL(UNRELATED).host}`;
  const known =
    preflighted.get(route) ??
    firstRequest({ route, credentials, origin, originClass: 'unrelated' }).preflight === 'sent';
  preflighted.set(route, known);
  return known;
}
