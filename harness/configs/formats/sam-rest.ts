import type { Draft, Drafts, Remark } from '../configured.ts';
import { Places } from '../places.ts';
import { isRecord, unknownKey } from '../rename.ts';
import { openApi } from './openapi.ts';
import { literal, type MockCors, mockFor, mockPath } from './rest-cors.ts';
import { gatewayResponseOf } from './rest-parts.ts';
import { authorizersOf, type Event, type OwnAndGlobal, type Properties, section } from './sam-events.ts';

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

/** A REST API as SAM makes it: of a definition in the template or of the events that name it, and a mock for each path. */
export function samRestApi(name: string, said: OwnAndGlobal, events: readonly Event[]): Drafts {
  const { DefinitionBody: body, GatewayResponses: responses } = said.properties;
  const base =
    body === undefined
      ? ofEvents(name, said, events)
      : openApi(name, body, said.placeOf(['DefinitionBody']), 'rest-api');
  const cors = corsOf(said);
  const answers = responsesOf(responses, said);
  return {
    drafts: base.drafts.map((draft) => withGatewayResponses(withMocks(draft, cors.value, said), answers.value, said)),
    remarks: [...base.remarks, ...cors.remarks, ...answers.remarks],
  };
}

function ofEvents(name: string, said: OwnAndGlobal, events: readonly Event[]): Drafts {
  const places = new Places(said.placeOf([]));
  const auth = section(said.properties.Auth);
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
  const rules = { resources, authorizers: authorizersOf(auth) };
  return { drafts: [{ kind: 'rest-api', name, rules, saidAt: (path) => places.saidAt(path) }], remarks: [] };
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

/** Adds a mock to each path that has no OPTIONS of its own. */
function withMocks(draft: Draft, cors: MockCors | undefined, said: OwnAndGlobal): Draft {
  if (cors === undefined) return draft;
  const places = new Places([]);
  const auth = section(said.properties.Auth);
  const isGuarded = auth.AddDefaultAuthorizerToCorsPreflight !== false;
  const rules = section(draft.rules);
  const resources = Object.entries(section(rules.resources)).map(([path, each]) => {
    const methods = section(each);
    if ('OPTIONS' in methods) return [path, methods];
    const options = ['resources', path, 'OPTIONS'];
    places.note(options, said.placeOf(['Cors']));
    for (const [key, field] of SAID_BY) places.note(mockPath(options, key), said.placeOf(['Cors', field]));
    const mock = mockFor({ methods: methodsOf(Object.keys(methods)), ...cors });
    return [path, { ...methods, OPTIONS: { ...mock, ...(isGuarded ? guard(auth.DefaultAuthorizer) : {}) } }];
  });
  return {
    ...draft,
    rules: { ...rules, resources: Object.fromEntries(resources) },
    saidAt: (path) => places.noted(path) ?? draft.saidAt(path),
  };
}

/** A method of its path, sorted, and OPTIONS; all of them for ANY. */
function methodsOf(methods: readonly string[]): unknown {
  const all = methods.includes('ANY') ? ALL_METHODS : [...new Set([...methods, 'OPTIONS'])].sort();
  return literal(all.join(','));
}

/** A text alone is the origin. */
function corsOf({ properties: { Cors: said }, placeOf }: OwnAndGlobal): {
  readonly value?: MockCors;
  readonly remarks: readonly Remark[];
} {
  if (said === undefined) return { remarks: [] };
  if (!isRecord(said)) return { value: { origin: said }, remarks: [] };
  const { AllowOrigin = literal('*'), AllowMethods, AllowHeaders, MaxAge, AllowCredentials } = said;
  const remarks = Object.keys(said)
    .filter((key) => !CORS_FIELDS.includes(key))
    .map((key) => unknownKey([...placeOf(['Cors', key])], CORS_FIELDS));
  const value = {
    origin: AllowOrigin,
    ...(AllowMethods !== undefined && { methods: AllowMethods }),
    headers: AllowHeaders,
    maxAge: MaxAge,
    ...(AllowCredentials === true && { credentials: literal(true) }),
  };
  if (AllowCredentials !== true || AllowOrigin !== literal('*')) return { value, remarks };
  const message = "AllowCredentials goes with an AllowOrigin that is not '*': SAM refuses the template";
  return {
    value,
    remarks: [...remarks, { rule: 'aws-refuses', path: placeOf(['Cors', 'AllowCredentials']), message }],
  };
}

interface Responses {
  readonly value: Readonly<Record<string, object>>;
  readonly remarks: readonly Remark[];
}

/** Headers are apart, without the place that they go to. */
function responsesOf(responses: unknown, { placeOf }: OwnAndGlobal): Responses {
  const known = ['StatusCode', 'ResponseParameters', 'ResponseTemplates'];
  const entries = Object.entries(section(responses));
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
      .map((key) => unknownKey([...placeOf(['GatewayResponses', type]), key], known)),
  );
  return { value: Object.fromEntries(value), remarks };
}

function withGatewayResponses(draft: Draft, responses: Responses['value'], { placeOf }: OwnAndGlobal): Draft {
  const rules = section(draft.rules);
  const isOurs = ([part, type]: readonly PropertyKey[]) =>
    part === 'gatewayResponses' && typeof type === 'string' && Object.hasOwn(responses, type);
  return {
    ...draft,
    rules: { ...rules, gatewayResponses: { ...section(rules.gatewayResponses), ...responses } },
    saidAt: (path) => (isOurs(path) ? placeOf(['GatewayResponses', String(path[1])]) : draft.saidAt(path)),
  };
}
