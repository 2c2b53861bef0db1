import type { Path } from '../../model/data-file.ts';
import type { Draft, Drafts, Remark } from '../configured.ts';
import { HTTP_API_NAMES } from '../names.ts';
import { Places } from '../places.ts';
import { isRecord, unknownKey } from '../rename.ts';
import { believingAuthorizer } from './authorizers.ts';
import { httpApi } from './http-api.ts';
import { literal, mockFor } from './rest-cors.ts';
import { fillVariables } from './serverless-variables.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What `cors: true` allows: https://www.serverless.com/framework/docs/providers/aws/events/apigateway */
const DEFAULT_HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

const CORS_FIELDS = ['origin', 'origins', 'headers', 'methods', 'allowCredentials', 'maxAge', 'cacheControl'];

/** An event of a function. */
interface Event {
  readonly method: string;
  readonly path: string;
  readonly fields: Fields;
  readonly at: Path;
}

/**
 * A service of the Serverless Framework: its `http` events are one REST API, its `httpApi` events one HTTP API.
 * @param given values of its variables, as in `opt:stage`
 */
export function serverless(data: unknown, given: Readonly<Record<string, string>>): Drafts {
  const service = record(fillVariables(data, given));
  const parts = [restApi(service), http(service)];
  return { drafts: parts.flatMap(({ drafts }) => drafts), remarks: parts.flatMap(({ remarks }) => remarks) };
}

function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function eventsOf({ functions }: Fields, type: 'http' | 'httpApi'): Event[] {
  return Object.entries(record(functions)).flatMap(([name, each]) => {
    const events = record(each).events;
    return (Array.isArray(events) ? events : []).flatMap((event, index) => {
      const said = record(event)[type];
      if (said === undefined) return [];
      const fields = record(said);
      const [verb = 'ANY', path = '*'] = typeof said === 'string' ? said.trim().split(/\s+/) : [];
      const method = String(fields.method ?? (verb === '*' ? 'ANY' : verb)).toUpperCase();
      const at = ['functions', name, 'events', index, type];
      return [{ method: method === '*' ? 'ANY' : method, path: String(fields.path ?? path), fields, at }];
    });
  });
}

function restApi(service: Fields): Drafts {
  const events = eventsOf(service, 'http');
  if (events.length === 0) return { drafts: [], remarks: [] };
  const places = new Places(['functions']);
  const authorizers: Record<string, object> = {};
  const resources: Record<string, Record<string, unknown>> = {};
  for (const { method, path, fields, at } of events) {
    const resource = `/${path.replace(/^\/|\/$/g, '')}`;
    places.note(['resources', resource], at);
    places.note(['resources', resource, method], at);
    resources[resource] ??= {};
    resources[resource][method] = { integration: { type: 'AWS_PROXY' }, ...guard(fields, authorizers) };
  }
  const remarks = events.flatMap(({ fields, at }) => unknownFields(fields.cors, [...at, 'cors']));
  for (const [resource, methods] of Object.entries(resources)) {
    const ofPath = events.filter(({ path, fields }) => `/${path.replace(/^\/|\/$/g, '')}` === resource && fields.cors);
    if (ofPath.length === 0 || 'OPTIONS' in methods) continue;
    places.note(['resources', resource, 'OPTIONS'], [...(ofPath[0]?.at ?? []), 'cors']);
    methods.OPTIONS = preflight(ofPath);
  }
  const responses = record(record(record(service.provider).apiGateway).gatewayResponses);
  const rules = { resources, authorizers, gatewayResponses: responses };
  const draft: Draft = {
    kind: 'rest-api',
    name: String(service.service),
    rules,
    saidAt: (path) => places.saidAt(path),
  };
  return { drafts: [draft], remarks };
}

function unknownFields(cors: unknown, at: Path): Remark[] {
  return Object.keys(record(cors))
    .filter((key) => !CORS_FIELDS.includes(key))
    .map((key) => unknownKey([...at, key], CORS_FIELDS));
}

/** Events of one path share their OPTIONS. The first origin is the default; a template answers with another's own. */
function preflight(events: readonly Event[]): object {
  const cors = events.map(({ fields }) => record(fields.cors));
  const origins = unique(cors.flatMap(({ origin, origins: list }) => listOf(list ?? origin ?? '*')));
  const headers = unique(cors.flatMap(({ headers: list }) => (list === undefined ? DEFAULT_HEADERS : listOf(list))));
  const said = unique(cors.flatMap(({ methods }) => listOf(methods ?? [])));
  const methods = said.length > 0 ? said : ['OPTIONS', ...unique(events.map(({ method }) => method))];
  const last = (key: string) => cors.findLast((each) => each[key] !== undefined)?.[key];
  return mockFor(
    {
      origin: literal(origins[0] ?? '*'),
      headers: literal(headers.join(',')),
      methods: literal(methods.join(',')),
      ...(last('allowCredentials') === true && { credentials: literal(true) }),
      ...(last('maxAge') !== undefined && { maxAge: literal(String(last('maxAge'))) }),
      ...(last('cacheControl') !== undefined && { cacheControl: literal(String(last('cacheControl'))) }),
    },
    origins.length > 1 ? template(origins) : undefined,
  );
}

/** A list may be written as one text with commas. */
function listOf(said: unknown): string[] {
  const list = Array.isArray(said) ? said : String(said).split(',');
  return list.map((each) => String(each).trim());
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

/** How the framework lets a mock answer with one of several origins: a dot is a dot, the first `*` is anything. */
function template(origins: readonly string[]): string {
  const matches = origins.map((origin) => {
    const pattern = origin.replaceAll('.', '[.]').replace('*', '.+');
    return `$origin.matches("${pattern}")`;
  });
  return [
    '#set($origin = $input.params("Origin"))',
    '#if($origin == "") #set($origin = $input.params("origin")) #end',
    `#if(${matches.join(' || ')}) #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end`,
  ].join('\n');
}

function guard({ private: isPrivate, authorizer }: Fields, authorizers: Record<string, object>): object {
  const named = record(authorizer);
  const name = typeof authorizer === 'string' ? authorizer : (named.name ?? named.arn);
  if (authorizer === 'aws_iam' || named.type === 'aws_iam') return { authorizationType: 'AWS_IAM' };
  if (name !== undefined) authorizers[String(name)] = believingAuthorizer(named.identitySource);
  return {
    ...(name !== undefined && { authorizationType: 'CUSTOM', authorizerId: String(name) }),
    ...(isPrivate === true && { apiKeyRequired: true }),
  };
}

function http(service: Fields): Drafts {
  const events = eventsOf(service, 'httpApi');
  const said = record(record(service.provider).httpApi);
  if (events.length === 0 && said.cors === undefined) return { drafts: [], remarks: [] };
  const places = new Places(['provider', 'httpApi']);
  const authorizers: Record<string, object> = {};
  const routes = events.map(({ method, path, fields, at }) => {
    const key = path === '*' ? '$default' : `${method} /${path.replace(/^\//, '')}`;
    places.note(['routes', key], at);
    const name = typeof fields.authorizer === 'string' ? fields.authorizer : record(fields.authorizer).name;
    if (name !== undefined) authorizers[String(name)] = believingAuthorizer(undefined);
    return [
      key,
      { integration: { type: 'AWS_PROXY' }, ...(name !== undefined && { authorizerId: String(name) }) },
    ] as const;
  });
  return httpApi(String(service.service), {
    cors: said.cors === undefined || said.cors === false ? undefined : withDefaults(record(said.cors), events),
    names: HTTP_API_NAMES.serverless,
    at: ['provider', 'httpApi', 'cors'],
    authorizers,
    elsewhere: (path) => places.saidAt(path),
    ...(routes.length > 0 && { routes: Object.fromEntries(routes) }),
  });
}

/** https://www.serverless.com/framework/docs/providers/aws/events/http-api */
function withDefaults(cors: Fields, events: readonly Event[]): Fields {
  const methods = unique(['OPTIONS', ...events.map(({ method }) => method)]).filter((method) => method !== 'ANY');
  return {
    allowedOrigins: ['*'],
    allowedHeaders: DEFAULT_HEADERS,
    allowedMethods: events.some(({ method }) => method === 'ANY') ? ['*'] : methods,
    ...cors,
  };
}
