import type { Path } from '../../model/data-file.ts';
import type { Draft, Drafts, Remark } from '../configured.ts';
import { HTTP_API_NAMES } from '../names.ts';
import { Places } from '../places.ts';
import { isRecord, unknownKey } from '../rename.ts';
import { believingAuthorizer } from './authorizers.ts';
import { httpApi } from './http-api.ts';
import { openApi } from './openapi.ts';
import { literal, type MockCors, mockFor, mockPath } from './rest-cors.ts';
import { gatewayResponseOf } from './rest-parts.ts';
import type { Resource, Template } from './template.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A request that a function is to answer. */
interface Event {
  readonly method: string;
  readonly path: string;
  readonly auth: Properties;
  readonly at: Path;
}

/** The API that SAM makes for events which name none, and where its properties are said. */
const IMPLICIT = {
  Api: { name: 'ServerlessRestApi', at: ['Globals', 'Api'] },
  HttpApi: { name: 'ServerlessHttpApi', at: ['Globals', 'HttpApi'] },
} as const;

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html */
const CORS_FIELDS = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];

/** The field that says each part of a mock. */
const SAID_BY = [
  ['origin', 'AllowOrigin'],
  ['methods', 'AllowMethods'],
  ['headers', 'AllowHeaders'],
  ['maxAge', 'MaxAge'],
  ['credentials', 'AllowCredentials'],
] as const;

const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** AWS::Serverless::Api: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html */
export function serverlessApi({ name, properties, at }: Resource, template: Template): Drafts {
  const own = { ...section(template.globals.Api), ...properties };
  if (own.DefinitionBody !== undefined && own.Cors === undefined) {
    return openApi(name, own.DefinitionBody, [...at, 'DefinitionBody'], 'rest-api');
  }
  return restApi(name, own, at, eventsOf(template, 'Api', 'RestApiId', name));
}

/** AWS::Serverless::HttpApi: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
export function serverlessHttpApi({ name, properties, at }: Resource, template: Template): Drafts {
  const own = { ...section(template.globals.HttpApi), ...properties };
  if (own.DefinitionBody !== undefined && own.CorsConfiguration === undefined) {
    return openApi(name, own.DefinitionBody, [...at, 'DefinitionBody'], 'http-api');
  }
  return http(name, own, at, eventsOf(template, 'HttpApi', 'ApiId', name));
}

/** The APIs that nobody declares: those of functions whose events name none. */
export function samFunctionEvents(template: Template): Drafts[] {
  const rest = eventsOf(template, 'Api', 'RestApiId', undefined);
  const httpEvents = eventsOf(template, 'HttpApi', 'ApiId', undefined);
  return [
    ...(rest.length > 0 ? [restApi(IMPLICIT.Api.name, section(template.globals.Api), IMPLICIT.Api.at, rest)] : []),
    ...(httpEvents.length > 0
      ? [http(IMPLICIT.HttpApi.name, section(template.globals.HttpApi), IMPLICIT.HttpApi.at, httpEvents)]
      : []),
  ];
}

function section(value: unknown): Properties {
  return isRecord(value) ? value : {};
}

/** @param api the API's logical id; `undefined` for events that name none */
function eventsOf({ resources }: Template, type: 'Api' | 'HttpApi', key: string, api: string | undefined): Event[] {
  return resources
    .filter((resource) => resource.type === 'AWS::Serverless::Function')
    .flatMap(({ properties, at }) =>
      Object.entries(section(properties.Events)).map(([name, event]) => ({ at, name, event: section(event) })),
    )
    .filter(({ event }) => event.Type === type && section(event.Properties)[key] === api)
    .map(({ at, name, event }) => {
      const { Path: path, Method: method, Auth: auth } = section(event.Properties);
      const verb = String(method ?? 'ANY').toUpperCase();
      return {
        method: verb === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : verb,
        path: String(path ?? '$default'),
        auth: section(auth),
        at: [...at, 'Events', name],
      };
    });
}

function restApi(name: string, properties: Properties, at: Path, events: readonly Event[]): Drafts {
  const places = new Places(at);
  const auth = section(properties.Auth);
  const resources: Record<string, Record<string, unknown>> = {};
  for (const { method, path, auth: own, at: saidAt } of events) {
    places.note(['resources', path], saidAt);
    places.note(['resources', path, method], saidAt);
    resources[path] ??= {};
    resources[path][method] = {
      integration: { type: 'AWS_PROXY' },
      ...guard(own.Authorizer ?? auth.DefaultAuthorizer),
      ...keyed(own, auth),
    };
  }
  const cors = corsOf(properties.Cors, [...at, 'Cors']);
  if (cors.value !== undefined) {
    for (const [path, methods] of Object.entries(resources)) {
      if ('OPTIONS' in methods) continue;
      const options = ['resources', path, 'OPTIONS'];
      places.note(options, [...at, 'Cors']);
      for (const [key, field] of SAID_BY) places.note(mockPath(options, key), [...at, 'Cors', field]);
      const isGuarded = auth.AddDefaultAuthorizerToCorsPreflight !== false;
      methods.OPTIONS = {
        ...mockFor({ methods: methodsOf(Object.keys(methods)), ...cors.value }),
        ...(isGuarded ? guard(auth.DefaultAuthorizer) : {}),
      };
    }
  }
  const responses = responsesOf(properties.GatewayResponses, [...at, 'GatewayResponses'], places);
  const rules = { resources, authorizers: authorizersOf(auth), gatewayResponses: responses.value };
  const draft: Draft = { kind: 'rest-api', name, rules, saidAt: (path) => places.saidAt(path) };
  return { drafts: [draft], remarks: [...cors.remarks, ...responses.remarks] };
}

/** SAM's own authorizers; those of AWS and none guard nothing here. */
function guard(authorizer: unknown): object {
  if (authorizer === undefined || authorizer === 'NONE') return {};
  return authorizer === 'AWS_IAM'
    ? { authorizationType: 'AWS_IAM' }
    : { authorizationType: 'CUSTOM', authorizerId: authorizer };
}

function keyed(own: Properties, auth: Properties): object {
  return (own.ApiKeyRequired ?? auth.ApiKeyRequired) === true ? { apiKeyRequired: true } : {};
}

function authorizersOf(auth: Properties): Record<string, object> {
  return Object.fromEntries(
    Object.entries(section(auth.Authorizers)).map(([name, authorizer]) => {
      const identity = section(section(authorizer).Identity);
      return [
        name,
        believingAuthorizer(
          identity.Header === undefined ? section(authorizer).IdentitySource : `header.${identity.Header}`,
        ),
      ];
    }),
  );
}

/** A method of its path, sorted, and OPTIONS; all of them for ANY. */
function methodsOf(methods: readonly string[]): string {
  const all = methods.includes('ANY') ? ALL_METHODS : [...new Set([...methods, 'OPTIONS'])].sort();
  return literal(all.join(','));
}

/** A text alone is the origin. */
function corsOf(said: unknown, at: Path): { readonly value?: MockCors; readonly remarks: readonly Remark[] } {
  if (said === undefined) return { remarks: [] };
  if (!isRecord(said)) return { value: { origin: said }, remarks: [] };
  const { AllowOrigin = literal('*'), AllowMethods, AllowHeaders, MaxAge, AllowCredentials } = said;
  const remarks = Object.keys(said)
    .filter((key) => !CORS_FIELDS.includes(key))
    .map((key) => unknownKey([...at, key], CORS_FIELDS));
  const value = {
    origin: AllowOrigin,
    ...(AllowMethods !== undefined && { methods: AllowMethods }),
    headers: AllowHeaders,
    maxAge: MaxAge,
    ...(AllowCredentials === true && { credentials: literal(true) }),
  };
  if (AllowCredentials !== true || AllowOrigin !== literal('*')) return { value, remarks };
  const message = "AllowCredentials goes with an AllowOrigin that is not '*': SAM refuses the template";
  return { value, remarks: [...remarks, { rule: 'aws-refuses', path: [...at, 'AllowCredentials'], message }] };
}

/** Headers are apart, without the place that they go to. */
function responsesOf(
  said: unknown,
  at: Path,
  places: Places,
): { readonly value: Record<string, object>; readonly remarks: readonly Remark[] } {
  const known = ['StatusCode', 'ResponseParameters', 'ResponseTemplates'];
  const entries = Object.entries(section(said));
  for (const [type] of entries) places.note(['gatewayResponses', type], [...at, type]);
  const value = entries.map(([type, response]) => {
    const { StatusCode, ResponseParameters, ResponseTemplates } = section(response);
    const headers = Object.entries(section(section(ResponseParameters).Headers));
    const responseParameters = Object.fromEntries(
      headers.map(([header, each]) => [`gatewayresponse.header.${header}`, each]),
    );
    return [
      type,
      gatewayResponseOf({ statusCode: StatusCode, responseParameters, responseTemplates: ResponseTemplates }),
    ] as const;
  });
  const remarks = entries.flatMap(([type, response]) =>
    Object.keys(section(response))
      .filter((key) => !known.includes(key))
      .map((key) => unknownKey([...at, type, key], known)),
  );
  return { value: Object.fromEntries(value), remarks };
}

function http(name: string, properties: Properties, at: Path, events: readonly Event[]): Drafts {
  const places = new Places(at);
  const auth = section(properties.Auth);
  const routes = events.map(({ method, path, auth: own, at: saidAt }) => {
    const key = path === '$default' ? path : `${method} ${path}`;
    places.note(['routes', key], saidAt);
    const authorizerId = own.Authorizer ?? auth.DefaultAuthorizer;
    const isOpen = authorizerId === undefined || authorizerId === 'NONE';
    return [key, { integration: { type: 'AWS_PROXY' }, ...(!isOpen && { authorizerId }) }] as const;
  });
  const { CorsConfiguration: cors } = properties;
  return httpApi(name, {
    // `true` is every origin, and no more.
    cors: cors === true ? { AllowOrigins: ['*'] } : cors,
    names: HTTP_API_NAMES.api,
    at: [...at, 'CorsConfiguration'],
    authorizers: authorizersOf(auth),
    elsewhere: (path) => places.saidAt(path),
    ...(routes.length > 0 && { routes: Object.fromEntries(routes) }),
  });
}
