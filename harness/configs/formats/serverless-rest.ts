import type { Path } from '../../model/data-file.ts';
import type { Draft, Drafts, Remark } from '../configured.ts';
import { Places } from '../places.ts';
import { unknownKey } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import { believingAuthorizer } from './authorizers.ts';
import { literal, mockFor, mockPath } from './rest-cors.ts';
import { DEFAULT_HEADERS, type Event, eventsOf, type Fields, listOf, record, unique } from './serverless-events.ts';

const CORS_FIELDS = ['origin', 'origins', 'headers', 'methods', 'allowCredentials', 'maxAge', 'cacheControl'];

/** The fields that say each part of a mock, the first wins. */
const SAID_BY = [
  ['origin', ['origins', 'origin']],
  ['headers', ['headers']],
  ['methods', ['methods']],
  ['credentials', ['allowCredentials']],
  ['maxAge', ['maxAge']],
] as const;

/** The one REST API of a service, of its `http` events. */
export function restApiOfService(service: Fields): Drafts {
  const events = eventsOf(service, 'http');
  if (events.length === 0) return { drafts: [], remarks: [] };
  const places = new Places(['functions']);
  const authorizers: Record<string, object> = {};
  const resources: Record<string, Record<string, unknown>> = {};
  for (const event of events) {
    const { method, path, fields, at } = event;
    const resource = resourceOf(path);
    places.note(['resources', resource], at);
    places.note(['resources', resource, method], at);
    resources[resource] ??= {};
    resources[resource][method] = { ...integrationOf(event), ...guard(fields, authorizers) };
  }
  for (const [resource, methods] of Object.entries(resources)) {
    const ofPath = events.filter(({ path, fields }) => resourceOf(path) === resource && fields.cors);
    if (ofPath.length === 0 || 'OPTIONS' in methods) continue;
    noteCors(places, ['resources', resource, 'OPTIONS'], ofPath);
    methods.OPTIONS = preflight(ofPath);
  }
  const draft: Draft = {
    kind: 'rest-api',
    name: String(service.service),
    rules: { resources, authorizers },
    saidAt: (path) => places.saidAt(path),
  };
  return { drafts: [draft], remarks: events.flatMap(({ fields, at }) => remarksOnCors(fields.cors, [...at, 'cors'])) };
}

/** Each part is said by the last event that says it at all, else by `cors` itself. */
function noteCors(places: Places, options: Path, events: readonly Event[]): void {
  const saysIt = (name: string) => events.findLast(({ fields }) => record(fields.cors)[name] !== undefined);
  places.note(options, [...(events.at(-1)?.at ?? []), 'cors']);
  for (const [key, names] of SAID_BY) {
    const [name, event] = names.map((each) => [each, saysIt(each)] as const).find(([, found]) => found) ?? [];
    if (name !== undefined && event !== undefined) places.note(mockPath(options, key), [...event.at, 'cors', name]);
  }
}

function resourceOf(path: string): string {
  return `/${path.replace(/^\/|\/$/g, '')}`;
}

function remarksOnCors(cors: unknown, at: Path): Remark[] {
  const { maxAge } = record(cors);
  const unknown = Object.keys(record(cors))
    .filter((key) => !CORS_FIELDS.includes(key))
    .map((key) => unknownKey([...at, key], CORS_FIELDS));
  if (typeof maxAge !== 'number' || maxAge >= 1) return unknown;
  return [...unknown, { rule: 'wrong-value', path: [...at, 'maxAge'], message: 'must be 1 or more' }];
}

/**
 * A proxy passes on what the function answers. The others map it: where several origins are listed, all of them go into one
 * header, which matches nobody.
 * https://github.com/serverless/serverless/blob/b9d7ea5/lib/plugins/aws/package/compile/events/api-gateway/lib/method/integration.js
 */
function integrationOf(event: Event): object {
  const { integration = 'lambda-proxy', cors } = event.fields;
  const type = String(integration).toUpperCase().replace('-', '_').replace('LAMBDA', 'AWS');
  if (type.endsWith('_PROXY')) return { integration: { type } };
  const { origin, origins, fields } = corsOf(event);
  const literals = cors
    ? {
        'method.response.header.Access-Control-Allow-Origin': literal(
          origins.length > 0 ? origins.join(',') : `${origin}`,
        ),
        ...(fields.allowCredentials === true && {
          'method.response.header.Access-Control-Allow-Credentials': literal(true),
        }),
      }
    : {};
  const declared = Object.fromEntries(Object.keys(literals).map((name) => [name, true]));
  return {
    integration: { type, integrationResponses: { 200: { responseParameters: literals } } },
    methodResponses: { 200: { responseParameters: declared } },
  };
}

/** What one event says of CORS, as the framework fills it in. */
interface EventCors {
  readonly origin: unknown;
  readonly origins: readonly unknown[];
  readonly headers: readonly unknown[];
  readonly methods: readonly unknown[];
  readonly fields: Fields;
}

/** The event's own method and OPTIONS are always among its methods. */
function corsOf({ method, fields: { cors } }: Event): EventCors {
  const fields = record(cors);
  const { origin, origins, headers = DEFAULT_HEADERS, methods = [] } = fields;
  return {
    origin: origin === undefined && origins === undefined ? '*' : origin,
    origins: origins === undefined ? [] : listOf(origins),
    headers: listOf(headers),
    methods: unique([...listOf(methods), 'OPTIONS', method]),
    fields,
  };
}

/**
 * The OPTIONS mock that the events of one path share: their lists are united, the last event's first, and of what is no
 * list the last one counts. The first of several origins is the default; a template answers with another's own.
 * https://github.com/serverless/serverless/blob/b9d7ea5/lib/plugins/aws/package/compile/events/api-gateway/lib/validate.js
 */
function preflight(events: readonly Event[]): object {
  const latestFirst = events.map(corsOf).reverse();
  const united = (key: 'origins' | 'headers' | 'methods') => unique(latestFirst.flatMap((each) => each[key]));
  const latest = (key: string) => latestFirst.find(({ fields }) => fields[key])?.fields[key];
  const single = latestFirst[0]?.origin;
  const isList = typeof single === 'string' && single.includes(',');
  const origins = isList ? single.split(',').map((each) => each.trim()) : united('origins');
  const methods = united('methods').map((each) => (each === 'ANY' ? 'DELETE,GET,HEAD,PATCH,POST,PUT' : each));
  return mockFor(
    {
      origin: literal(origins.find((each) => each instanceof Unresolved) ?? origins[0] ?? single),
      headers: literal(...united('headers')),
      methods: literal(...methods),
      ...(latest('allowCredentials') === true && { credentials: literal(true) }),
      ...(latest('maxAge') !== undefined && { maxAge: literal(latest('maxAge')) }),
      ...(latest('cacheControl') !== undefined && { cacheControl: literal(latest('cacheControl')) }),
    },
    origins.length > 0 ? template(origins.map(String)) : undefined,
  );
}

/**
 * How the framework lets a mock answer with one of several origins: a dot is a dot, the first `*` is anything.
 * https://github.com/serverless/serverless/blob/b9d7ea5/lib/plugins/aws/package/compile/events/api-gateway/lib/cors.js
 */
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
  const name = typeof authorizer === 'string' ? authorizer : (named.name ?? named.arn ?? named.authorizerId);
  const isIam = [authorizer, named.type].some((each) => /^aws_iam$/i.test(String(each)));
  if (isIam) return { authorizationType: 'AWS_IAM' };
  if (name !== undefined) authorizers[String(name)] = believingAuthorizer(named.identitySource);
  return {
    ...(name !== undefined && { authorizationType: 'CUSTOM', authorizerId: String(name) }),
    ...(isPrivate === true && { apiKeyRequired: true }),
  };
}
