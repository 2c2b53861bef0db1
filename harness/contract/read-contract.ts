import type { Contract, ContractApi, ContractRoute, ContractSession, Readers } from '../model/contract.ts';
import type { HeaderPair } from '../model/words.ts';
import { isForbiddenResponseHeaderName } from '../oracle/response-headers.ts';
import type { Complaint } from './complaint.ts';
import { splitRoute, type WrittenContract, type WrittenRoute } from './contract-schema.ts';

type Headers = WrittenRoute['headers'];

/** An API as written: its base may have a path, which comes before the paths of its routes. */
interface WrittenApi {
  readonly base: URL;
  readonly upstream: WrittenContract['upstream'];
  readonly path: readonly PropertyKey[];
}

/** What the schema cannot say of a contract: how its parts go together. */
export function readContract(
  written: WrittenContract,
): { readonly ok: true; readonly value: Contract } | { readonly ok: false; readonly complaints: readonly Complaint[] } {
  const apis = apisOf(written);
  const complaints = [
    ...complaintsOfApis(written, apis),
    ...complaintsOfSites(written, apis),
    ...complaintsOfRoutes(written, apis),
  ];
  if (complaints.length > 0) return { ok: false, complaints };
  return {
    ok: true,
    value: {
      apis: apis.map(apiOf),
      sites: written.sites,
      session: sessionOf(written, apis),
      routes: numbered(written.routes.flatMap((route) => routesOf(route, written, apis))),
      start: written.start ?? null,
      ready: toUrl(written.ready),
      reset: toUrl(written.reset),
      rules: written.rules,
    },
  };
}

function apisOf({ api, upstream }: WrittenContract): WrittenApi[] {
  if (typeof api === 'string') return [{ base: new URL(api), upstream, path: ['api'] }];
  return api.map((each, index) => ({ base: new URL(each.api), upstream: each.upstream, path: ['api', index, 'api'] }));
}

function apiOf({ base: { origin }, upstream }: WrittenApi): ContractApi {
  if (typeof upstream !== 'object') return { origin, upstream: toUrl(upstream) };
  const { config: file, resource = null, backend, parameters } = upstream;
  return { origin, upstream: null, config: { file, resource, backend: toUrl(backend), parameters } };
}

function complaintsOfApis({ api, upstream }: WrittenContract, apis: readonly WrittenApi[]): Complaint[] {
  const taken = new Set<string>();
  const twice = apis.flatMap(({ base: { origin }, path }) => {
    if (!taken.has(origin)) {
      taken.add(origin);
      return [];
    }
    return [{ path, message: `${origin} is listed twice: one API has one entry, and its routes name the paths` }];
  });
  if (upstream === undefined || typeof api === 'string') return twice;
  return [...twice, { path: ['upstream'], message: 'goes with its API: write it into the list, as { api, upstream }' }];
}

function complaintsOfSites({ sites, routes }: WrittenContract, apis: readonly WrittenApi[]): Complaint[] {
  const origins = new Set(apis.map(({ base }) => base.origin));
  const own = (origin: string, path: readonly PropertyKey[]): Complaint[] =>
    origins.has(origin) ? [{ path, message: `${origin} is the API itself: its own pages need no permission` }] : [];
  const duplicates = sites.flatMap((site, index) =>
    sites.indexOf(site) < index ? [{ path: ['sites', index], message: `${site} is listed twice` }] : [],
  );
  const readers = routes.flatMap((route, index) =>
    Array.isArray(route.readers)
      ? route.readers.flatMap((origin, place) => own(origin, ['routes', index, 'readers', place]))
      : [],
  );
  return [...duplicates, ...sites.flatMap((site, index) => own(site, ['sites', index])), ...readers];
}

function complaintsOfRoutes(written: WrittenContract, apis: readonly WrittenApi[]): Complaint[] {
  const complaints = written.routes.flatMap((route, index) => {
    const path = ['routes', index];
    return [
      ...unplaced(route.route, apis, [...path, 'route']),
      ...contentTypes(route.headers, [...path, 'headers']),
      ...bodyless(route, [...path, 'body']),
      ...invisible(route, [...path, 'exposes']),
      ...(route.readers === 'anyone' && route.credentials === true
        ? [{ path: [...path, 'credentials'], message: 'anyone reads without credentials: name the origins instead' }]
        : []),
    ];
  });
  const login = written.session?.login;
  if (login === undefined) return complaints;
  return [
    ...complaints,
    ...unplaced(login.route, apis, ['session', 'login', 'route']),
    ...contentTypes(login.headers, ['session', 'login', 'headers']),
  ];
}

function unplaced(route: string, apis: readonly WrittenApi[], path: readonly PropertyKey[]): Complaint[] {
  const { target } = splitRoute(route);
  if (target.startsWith('/')) return [];
  if (!URL.canParse(target)) return [{ path, message: `${target} is not a URL a browser can parse` }];
  const { origin } = new URL(target);
  if (apis.some(({ base }) => base.origin === origin)) return [];
  const known = apis.map(({ base }) => base.origin).join(', ');
  return [{ path, message: `${origin} is no API of this contract: there is ${known}` }];
}

function contentTypes(headers: Headers, path: readonly PropertyKey[]): Complaint[] {
  const names = Object.keys(headers).filter((name) => name.toLowerCase() === 'content-type');
  const [name = ''] = names;
  if (names.length < 2 && typeof headers[name] !== 'object') return [];
  return [{ path: [...path, name], message: 'is given more than once' }];
}

/** https://fetch.spec.whatwg.org/#dom-request, step 36: a GET or HEAD has no body. */
function bodyless({ route, body }: WrittenRoute, path: readonly PropertyKey[]): Complaint[] {
  const { method } = splitRoute(route);
  if (body === undefined || !/^(GET|HEAD)$/i.test(method)) return [];
  return [{ path, message: `a page cannot send a body with ${method}` }];
}

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
function invisible({ exposes }: WrittenRoute, path: readonly PropertyKey[]): Complaint[] {
  return exposes.flatMap((name, index) => {
    const message = `${name} is kept from script, whatever a server exposes`;
    return isForbiddenResponseHeaderName(name) ? [{ path: [...path, index], message }] : [];
  });
}

/** A route that names no API stands once for each. */
function routesOf(written: WrittenRoute, contract: WrittenContract, apis: readonly WrittenApi[]): ContractRoute[] {
  const { method, target } = splitRoute(written.route);
  const readers = readersOf(written, contract);
  return urlsOf(target, apis).map((url) => ({
    name: apis.length === 1 ? written.route : `${method} ${url.href}`,
    method,
    url,
    ...headersOf(written.headers),
    body: written.body ?? null,
    status: { least: written.status ?? 200, most: written.status ?? 299 },
    exposes: written.exposes.map((name) => name.toLowerCase()),
    readers,
    credentials: readers.kind === 'anyone' ? false : (written.credentials ?? contract.credentials),
    cached: written.cached,
  }));
}

function urlsOf(target: string, apis: readonly Pick<WrittenApi, 'base'>[]): URL[] {
  if (!target.startsWith('/')) return [new URL(target)];
  return apis.map(({ base }) => new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${target}`));
}

function readersOf({ readers }: WrittenRoute, { sites }: WrittenContract): Readers {
  if (readers === 'anyone' || readers === 'nobody') return { kind: readers };
  return { kind: 'sites', origins: readers ?? sites };
}

function headersOf(written: Headers): Pick<ContractRoute, 'headers' | 'contentType'> {
  const pairs = Object.entries(written).flatMap(([name, value]) =>
    [value].flat().map((each): HeaderPair => [name, each]),
  );
  const contentType = pairs.find(([name]) => name.toLowerCase() === 'content-type');
  return { headers: pairs.filter((pair) => pair !== contentType), contentType: contentType?.[1] ?? null };
}

function sessionOf({ session }: WrittenContract, apis: readonly WrittenApi[]): ContractSession | null {
  if (session?.cookies !== undefined) {
    return { kind: 'cookies', cookies: session.cookies.map((cookie) => ({ ...cookie, path: cookie.path ?? '/' })) };
  }
  if (session?.login === undefined) return null;
  const { method, target } = splitRoute(session.login.route);
  const [url] = urlsOf(target, apis) as [URL];
  const { headers, contentType } = headersOf(session.login.headers);
  return { kind: 'login', method, url, headers, contentType, body: session.login.body ?? null };
}

/** A name may be asked for once: the report and the tests find a route by it. */
function numbered(routes: readonly ContractRoute[]): ContractRoute[] {
  const seen = new Map<string, number>();
  return routes.map((route) => {
    const count = (seen.get(route.name) ?? 0) + 1;
    seen.set(route.name, count);
    return count === 1 ? route : { ...route, name: `${route.name}#${count}` };
  });
}

function toUrl(text: string | undefined): URL | null {
  return text === undefined ? null : new URL(text);
}
