import type { Drafts } from '../configured.ts';
import { HTTP_API_NAMES } from '../names.ts';
import { Places } from '../places.ts';
import { isRecord } from '../rename.ts';
import { httpApi } from './http-api.ts';
import { openApi } from './openapi.ts';
import { authorizersOf, type Event, type OwnAndGlobal, type Properties, section } from './sam-events.ts';

const CORS = 'x-amazon-apigateway-cors';

/** An HTTP API as SAM makes it, of a definition in the template or of the events that name it. */
export function samHttpApi(name: string, said: OwnAndGlobal, events: readonly Event[]): Drafts {
  const { DefinitionBody: body, CorsConfiguration: cors } = said.properties;
  // `true` is every origin, and no more.
  const configuration = cors === true ? { AllowOrigins: ['*'] } : cors;
  if (body === undefined) return ofEvents(name, said, configuration, events);
  return openApi(name, withCors(body, configuration), said.placeOf(['DefinitionBody']), 'http-api');
}

/**
 * A definition with the CORS configuration of its API over its own.
 * https://github.com/aws/serverless-application-model/blob/7000d0a/samtranslator/open_api/open_api.py
 */
function withCors(body: unknown, configuration: unknown): unknown {
  if (!isRecord(body) || !isRecord(configuration)) return body;
  const names: Properties = HTTP_API_NAMES.api;
  const added = Object.entries(configuration).map(([key, value]) => [names[key] ?? key, value]);
  return { ...body, [CORS]: { ...section(body[CORS]), ...Object.fromEntries(added) } };
}

function ofEvents(name: string, said: OwnAndGlobal, cors: unknown, events: readonly Event[]): Drafts {
  const places = new Places(said.placeOf([]));
  const auth = section(said.properties.Auth);
  const routes = events.map(({ method, path, auth: own, at: saidAt }) => {
    const key = path === '$default' ? path : `${method} ${path}`;
    places.note(['routes', key], saidAt);
    const authorizerId = own.Authorizer ?? auth.DefaultAuthorizer;
    const isOpen = authorizerId === undefined || authorizerId === 'NONE';
    return [key, { integration: { type: 'AWS_PROXY' }, ...(!isOpen && { authorizerId }) }] as const;
  });
  return httpApi(name, {
    cors,
    names: HTTP_API_NAMES.api,
    at: said.placeOf(['CorsConfiguration']),
    authorizers: authorizersOf(auth),
    elsewhere: (path) => places.saidAt(path),
    ...(routes.length > 0 && { routes: Object.fromEntries(routes) }),
  });
}
