import type { Drafts } from '../configured.ts';
import { HTTP_API_NAMES } from '../names.ts';
import { Places } from '../places.ts';
import { believingAuthorizer } from './authorizers.ts';
import { httpApi } from './http-api.ts';
import { DEFAULT_HEADERS, type Event, eventsOf, type Fields, listOf, record, unique } from './serverless-events.ts';

/** What ANY stands for: https://github.com/serverless/serverless/blob/b9d7ea5/lib/plugins/aws/package/compile/events/http-api.js */
const ALL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE'];
const LISTS = ['allowedOrigins', 'allowedHeaders', 'allowedMethods', 'exposedResponseHeaders'];
const AT = ['provider', 'httpApi'];

const NOTHING: Drafts = { drafts: [], remarks: [] };

/** The one HTTP API of a service, of its `httpApi` events. */
export function httpApiOfService(service: Fields): Drafts {
  const events = eventsOf(service, 'httpApi');
  const said = record(record(service.provider).httpApi);
  if (said.id !== undefined) return elsewhere(said);
  if (events.length === 0 && said.cors === undefined) return NOTHING;
  const places = new Places(AT);
  const authorizers: Record<string, object> = {};
  const routes = events.map(({ method, path, fields, at }) => {
    const key = path === '*' ? '$default' : `${method} /${path.replace(/^\//, '')}`;
    places.note(['routes', key], at);
    const authorizerId = authorizerOf(fields);
    if (authorizerId !== undefined) {
      const { identitySource } = record(record(said.authorizers)[authorizerId]);
      authorizers[authorizerId] = believingAuthorizer(identitySource);
    }
    return [key, { integration: { type: 'AWS_PROXY' }, ...(authorizerId !== undefined && { authorizerId }) }] as const;
  });
  return httpApi(String(service.service), {
    cors: said.cors === undefined || said.cors === false ? undefined : withDefaults(record(said.cors), events),
    names: HTTP_API_NAMES.serverless,
    at: [...AT, 'cors'],
    authorizers,
    elsewhere: (path) => places.saidAt(path),
    ...(routes.length > 0 && { routes: Object.fromEntries(routes) }),
  });
}

/** An API that another stack has made has its CORS there. */
function elsewhere({ cors }: Fields): Drafts {
  if (cors !== undefined && cors !== false) {
    const message = 'Cannot setup CORS rules for externally configured HTTP API';
    return { drafts: [], remarks: [{ rule: 'aws-refuses', path: [...AT, 'cors'], message }] };
  }
  const message = 'this API was made elsewhere, and its CORS configuration stands there';
  return { drafts: [], remarks: [{ rule: 'not-emulated', path: [...AT, 'id'], message }] };
}

/** By its name, by its id, or AWS_IAM. */
function authorizerOf({ authorizer }: Fields): string | undefined {
  const { name, id, type } = record(authorizer);
  const found = typeof authorizer === 'string' ? authorizer : (name ?? id ?? type);
  return found === undefined ? undefined : String(found);
}

/** https://www.serverless.com/framework/docs/providers/aws/events/http-api */
function withDefaults(cors: Fields, events: readonly Event[]): Fields {
  const ofRoutes = events.flatMap(({ method }) => (method === 'ANY' ? ALL_METHODS : [method]));
  const lists = LISTS.filter((name) => cors[name] !== undefined).map((name) => [name, listOf(cors[name])]);
  return {
    allowedOrigins: ['*'],
    allowedHeaders: DEFAULT_HEADERS,
    allowedMethods: unique(['OPTIONS', ...ofRoutes]),
    ...cors,
    ...Object.fromEntries(lists),
  };
}
