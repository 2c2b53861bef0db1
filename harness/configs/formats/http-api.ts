import type { Path } from '../../model/data-file.ts';
import type { Drafts } from '../configured.ts';
import { HTTP_API_NAMES } from '../names.ts';
import { type Names, rename } from '../rename.ts';
import { believingAuthorizer, IAM } from './authorizers.ts';

/** One function behind everything: what an HTTP API of which only the CORS configuration is known is taken to have. */
const ONE_FUNCTION = { $default: { integration: { type: 'AWS_PROXY' } } } as const;

/**
 * A CORS configuration alone, as `aws apigatewayv2 update-api --cors-configuration file://…` takes it, or in what
 * `get-api` answers.
 */
export function httpApiFromJson(data: Readonly<Record<string, unknown>>): Drafts {
  const { CorsConfiguration: inside, Name: name } = data;
  if (inside === undefined) return httpApi('api', { cors: data, names: HTTP_API_NAMES.api, at: [] });
  const own = typeof name === 'string' ? name : 'api';
  return httpApi(own, { cors: inside, names: HTTP_API_NAMES.api, at: ['CorsConfiguration'] });
}

/** What a tool says of an HTTP API. */
export interface SaidOfHttpApi {
  /** `undefined` where nothing is said of CORS. */
  readonly cors: unknown;
  readonly names: Names;
  /** Where `cors` stands. */
  readonly at: Path;
  /** By route key; one function behind everything where nothing is known of routes. */
  readonly routes?: Readonly<Record<string, object>>;
  readonly authorizers?: Readonly<Record<string, object>>;
  /** Where anything but `cors` was said. */
  readonly elsewhere?: (path: Path) => Path;
}

/** An HTTP API, in a tool's words. */
export function httpApi(name: string, { cors, names, at, routes, authorizers, elsewhere }: SaidOfHttpApi): Drafts {
  const renamed = rename(cors, names, at);
  const guards = { ...(usesIam(routes) && { [IAM]: believingAuthorizer(undefined) }), ...authorizers };
  const rules = {
    ...(cors !== undefined && { corsConfiguration: renamed.value }),
    routes: routes ?? ONE_FUNCTION,
    authorizers: guards,
  };
  const saidAt = (path: Path) =>
    path[0] === 'corsConfiguration' ? renamed.saidAt(path.slice(1)) : (elsewhere?.(path) ?? at);
  return { drafts: [{ kind: 'http-api', name, rules, saidAt }], remarks: renamed.remarks };
}

function usesIam(routes: SaidOfHttpApi['routes'] = {}): boolean {
  return Object.values(routes).some((route) => 'authorizerId' in route && route.authorizerId === IAM);
}
