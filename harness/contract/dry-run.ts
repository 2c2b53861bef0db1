import type { Contract, ContractRoute } from '../model/contract.ts';
import { grouped } from '../model/grouped.ts';
import { type Ask, type Cast, castOf, isPreflighted, isSerialised, readerAsks, strangerAsks } from './asks.ts';
import { CANDIDATES } from './browsing/special-characters.ts';
import { TIMES_IN_A_ROW } from './hearing.ts';
import { isUnsafe } from './session.ts';
import { isLoopback } from './targets/target.ts';

/** A request that a check would make. */
export interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  /** `null`: without one. */
  readonly origin: string | null;
  readonly credentials: boolean;
  readonly where: 'outside' | 'engines';
  /** How often in a row; in engines, in each. Not at all: it would be, were it allowed. */
  readonly times: number;
  /** What it hangs on, or is for; `null` where it is made in any case. */
  readonly why: string | null;
}

/** Every request that a check of this contract would make; makes none. */
export function dryRun(contract: Contract, { allowUnsafe }: { readonly allowUnsafe: boolean }): PlannedRequest[] {
  const cast = castOf(contract, CANDIDATES);
  const isAsked = (route: ContractRoute) => allowUnsafe || !isUnsafe(route.method) || isLocal(route, contract);
  const routes = contract.routes.filter(isAsked);
  return [
    ...before(contract),
    ...routes.flatMap((route) => [
      ...outside(route, cast),
      ...strangersOutside(route, cast),
      ...inEngines(route, cast),
    ]),
    ...(contract.reset === null ? [] : [resetting(contract.reset)]),
    ...contract.routes.filter((route) => !isAsked(route)).map(notAsked),
  ];
}

function isLocal({ url }: ContractRoute, { apis }: Contract): boolean {
  const api = apis.find(({ origin }) => origin === url.origin);
  return api?.config !== undefined || isLoopback(api?.upstream ?? url);
}

type Said = Partial<PlannedRequest>;

function planned(method: string, url: URL, said: Said): PlannedRequest {
  return { method, url: url.href, origin: null, credentials: false, where: 'outside', times: 1, why: null, ...said };
}

function before({ ready, session }: Contract): PlannedRequest[] {
  return [
    ...(ready === null ? [] : [planned('GET', ready, { why: 'until it answers 2xx' })]),
    ...(session?.kind === 'login' ? [planned(session.method, session.url, { why: 'the login' })] : []),
  ];
}

function resetting(reset: URL): PlannedRequest {
  return planned('POST', reset, { why: 'before each request that may change something' });
}

function notAsked({ method, url }: ContractRoute): PlannedRequest {
  return planned(method, url, { times: 0, why: 'not asked without --allow-unsafe, as it is not on this machine' });
}

/** What readers are answered outside a browser. */
function outside(route: ContractRoute, cast: Cast): PlannedRequest[] {
  const { method, url, credentials } = route;
  const isSafe = !isUnsafe(method);
  const perReader = readerAsks(route, cast).flatMap((ask) => {
    const { origin } = ask;
    return [
      ...(isPreflighted(ask) ? [planned('OPTIONS', url, { origin, times: TIMES_IN_A_ROW, why: 'the preflight' })] : []),
      ...(isSafe ? [planned(method, url, { origin, credentials })] : []),
    ];
  });
  return [...(isSafe ? [planned(method, url, { credentials })] : []), ...perReader];
}

function strangersOutside(route: ContractRoute, cast: Cast): PlannedRequest[] {
  const byOrigin = grouped(strangerAsks(route, cast), ({ origin }) => origin);
  return [...byOrigin.values()].flatMap((modes) =>
    modes.slice(0, isPreflighted(modes[0]) ? 1 : 2).map(strangerOutside),
  );
}

function strangerOutside(ask: Ask): PlannedRequest {
  const { route, origin, originClass, credentials } = ask;
  const isByPreflight = isPreflighted(ask);
  const isOfEngines = originClass === 'special-character' ? 'where an engine loads a page there; ' : '';
  return planned(isByPreflight ? 'OPTIONS' : route.method, route.url, {
    origin,
    credentials: !isByPreflight && credentials,
    why: `${isOfEngines}${isByPreflight ? 'the preflight of a stranger' : 'a stranger'}: ${originClass}`,
  });
}

function inEngines(route: ContractRoute, cast: Cast): PlannedRequest[] {
  const { method, url, cached } = route;
  const readers = readerAsks(route, cast).flatMap(({ origin, credentials }) => [
    planned(method, url, { origin, credentials, where: 'engines', times: TIMES_IN_A_ROW }),
    ...(cached
      ? [planned(method, url, { origin, credentials, where: 'engines', times: 3, why: 'by way of a shared cache' })]
      : []),
  ]);
  const strangers = strangerAsks(route, cast).filter(({ origin }) => isSerialised(origin));
  return [
    ...readers,
    ...strangers.map(({ origin, credentials, originClass }) =>
      planned(method, url, {
        origin,
        credentials,
        where: 'engines',
        why: `if it was allowed anything, or for its class: ${originClass}`,
      }),
    ),
  ];
}
