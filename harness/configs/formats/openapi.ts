import type { Path } from '../../model/data-file.ts';
import type { Drafts, Remark } from '../configured.ts';
import { HTTP_API_NAMES } from '../names.ts';
import { Places } from '../places.ts';
import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import { believingAuthorizer, IAM } from './authorizers.ts';
import { httpApi } from './http-api.ts';
import { gatewayResponses, headersOf, integrationOf } from './rest-parts.ts';

const ANY = 'x-amazon-apigateway-any-method';
const INTEGRATION = 'x-amazon-apigateway-integration';
const CORS = 'x-amazon-apigateway-cors';
const GATEWAY_RESPONSES = 'x-amazon-apigateway-gateway-responses';
const METHODS = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put', ANY];

/** An operation of an OpenAPI document. */
interface Operation {
  readonly path: string;
  /** As the gateway names it: `GET`, `ANY`. */
  readonly method: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly at: Path;
}

/**
 * An API by its OpenAPI document with the extensions of API Gateway.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 * @param kind which of the two it is imported as; without it, what the document itself says: only HTTP APIs have
 * x-amazon-apigateway-cors, and all their integrations are proxies with a payload format version
 * @param at where in the file the document stands
 */
export function openApi(name: string, document: unknown, at: Path = [], kind = kindOf(document)): Drafts {
  if (!isRecord(document)) return { drafts: [], remarks: [noDocument(document, at)] };
  return kind === 'http-api' ? asHttpApi(name, document, at) : asRestApi(name, document, at);
}

/** As where a template includes the document from another file. */
function noDocument(document: unknown, path: Path): Remark {
  const included = document instanceof Unresolved ? /"Location":"([^"]*)"/.exec(document.what)?.[1] : undefined;
  if (included !== undefined) {
    const message = `the definition stands in ${included}, which is not read: give that file itself`;
    return { rule: 'not-emulated', path, message };
  }
  return document instanceof Unresolved
    ? { rule: 'unresolved-value', path, message: `${document.what} is known when it is deployed` }
    : { rule: 'wrong-value', path, message: 'is no OpenAPI document' };
}

function kindOf(document: unknown): 'http-api' | 'rest-api' {
  if (!isRecord(document)) return 'rest-api';
  const integrations = operationsOf(document, [])
    .map(({ value }) => value[INTEGRATION])
    .filter(isRecord);
  const maps = integrations.some(({ type }) => typeof type === 'string' && !/_proxy$/i.test(type));
  const isSaid = CORS in document || integrations.some((each) => 'payloadFormatVersion' in each);
  return isSaid && !maps ? 'http-api' : 'rest-api';
}

function operationsOf({ paths }: Readonly<Record<string, unknown>>, at: Path): Operation[] {
  return Object.entries(isRecord(paths) ? paths : {}).flatMap(([path, item]) =>
    Object.entries(isRecord(item) ? item : {})
      .filter(([method, value]) => METHODS.includes(method.toLowerCase()) && isRecord(value))
      .map(([method, value]) => ({
        path,
        method: method === ANY ? 'ANY' : method.toUpperCase(),
        value: value as Record<string, unknown>,
        at: [...at, 'paths', path, method],
      })),
  );
}

function asHttpApi(name: string, document: Readonly<Record<string, unknown>>, at: Path): Drafts {
  const places = new Places(at);
  const authorizers = authorizersOf(document);
  const routes = operationsOf(document, at).map(({ path, method, value, at: saidAt }) => {
    const key = /^\/?\$default$/.test(path) ? '$default' : `${method} ${path}`;
    places.note(['routes', key], saidAt);
    const named = securityOf(value, document).find((each) => Object.hasOwn(authorizers, each));
    const authorizerId = isSigned(value, document) ? IAM : named;
    const integration = isRecord(value[INTEGRATION]) ? value[INTEGRATION] : {};
    const type = String(integration.type ?? 'aws_proxy').toUpperCase();
    return [key, { integration: { type }, ...(authorizerId !== undefined && { authorizerId }) }] as const;
  });
  return httpApi(name, {
    cors: document[CORS],
    names: HTTP_API_NAMES.openApi,
    at: [...at, CORS],
    authorizers,
    elsewhere: (path) => places.saidAt(path),
    ...(routes.length > 0 && { routes: Object.fromEntries(routes) }),
  });
}

function asRestApi(name: string, document: Readonly<Record<string, unknown>>, at: Path): Drafts {
  const places = new Places(at);
  const authorizers = authorizersOf(document);
  const operations = operationsOf(document, at);
  const remarks = ofHttpApis(document, at);
  const resources: Record<string, Record<string, unknown>> = {};
  for (const { path, method, value, at: saidAt } of operations) {
    places.note(['resources', path], [...at, 'paths', path]);
    places.note(['resources', path, method], saidAt);
    if (!isRecord(value[INTEGRATION])) {
      const message = `${method} ${path} has no ${INTEGRATION}: API Gateway does not deploy such a method`;
      remarks.push({ rule: 'aws-refuses', path: saidAt, message });
      continue;
    }
    const integration = integrationOf(value[INTEGRATION], [...saidAt, INTEGRATION]);
    remarks.push(...integration.remarks);
    for (const [status, pattern] of integration.patterns) {
      const response = ['resources', path, method, 'integration', 'integrationResponses', status];
      places.note(response, [...saidAt, INTEGRATION, 'responses', pattern], true);
    }
    resources[path] ??= {};
    resources[path][method] = {
      integration: integration.value,
      methodResponses: methodResponsesOf(value.responses),
      ...(isSigned(value, document)
        ? { authorizationType: IAM }
        : guards(securityOf(value, document), document, authorizers)),
    };
  }
  const responses = gatewayResponses(document[GATEWAY_RESPONSES], [...at, GATEWAY_RESPONSES]);
  places.note(['gatewayResponses'], [...at, GATEWAY_RESPONSES]);
  for (const type of Object.keys(responses.value)) {
    places.note(['gatewayResponses', type], [...at, GATEWAY_RESPONSES, type], true);
  }
  const rules = { resources, authorizers, gatewayResponses: responses.value };
  return {
    drafts: [{ kind: 'rest-api', name, rules, saidAt: (path) => places.saidAt(path) }],
    remarks: [...remarks, ...responses.remarks],
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-cors-configuration.html */
function ofHttpApis(document: Readonly<Record<string, unknown>>, at: Path): Remark[] {
  const message = `${CORS} is for HTTP APIs: a REST API does not read it`;
  return CORS in document ? [{ rule: 'unknown-key', path: [...at, CORS], message }] : [];
}

/** The headers that each status of an operation declares. */
function methodResponsesOf(responses: unknown): Record<string, object> {
  const entries = Object.entries(isRecord(responses) ? responses : {}).filter(([status]) => /^\d{3}$/.test(status));
  return Object.fromEntries(
    entries.map(([status, response]) => [
      status,
      headersOf(isRecord(response) ? Object.keys(response.headers ?? {}) : []),
    ]),
  );
}

function schemesOf(document: Readonly<Record<string, unknown>>): [string, Record<string, unknown>][] {
  const components = isRecord(document.components) ? document.components.securitySchemes : undefined;
  const schemes = components ?? document.securityDefinitions;
  return Object.entries(isRecord(schemes) ? schemes : {}).filter((entry): entry is [string, Record<string, unknown>] =>
    isRecord(entry[1]),
  );
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function authorizersOf(document: Readonly<Record<string, unknown>>): Record<string, object> {
  const entries = schemesOf(document).flatMap(([name, scheme]) => {
    const authorizer = scheme['x-amazon-apigateway-authorizer'];
    if (!isRecord(authorizer)) return [];
    const source = authorizer.identitySource ?? (scheme.in === 'header' ? `header.${scheme.name}` : undefined);
    return [[name, believingAuthorizer(source)] as const];
  });
  return Object.fromEntries(entries);
}

/** The names of the schemes that an operation is secured by: its own, else the document's. */
function securityOf(
  operation: Readonly<Record<string, unknown>>,
  document: Readonly<Record<string, unknown>>,
): string[] {
  const security = operation.security ?? document.security;
  return (Array.isArray(security) ? security : []).flatMap((each) => (isRecord(each) ? Object.keys(each) : []));
}

/** By the scheme of its security, or by what an export says beside it. */
function isSigned(operation: Readonly<Record<string, unknown>>, document: Readonly<Record<string, unknown>>): boolean {
  const auth = operation['x-amazon-apigateway-auth'];
  if (isRecord(auth) && auth.type === IAM) return true;
  const security = securityOf(operation, document);
  return schemesOf(document).some(
    ([name, scheme]) => security.includes(name) && /^awsSigv4$/i.test(String(scheme['x-amazon-apigateway-authtype'])),
  );
}

function guards(
  security: readonly string[],
  document: Readonly<Record<string, unknown>>,
  authorizers: Readonly<Record<string, object>>,
): object {
  const authorizerId = security.find((each) => Object.hasOwn(authorizers, each));
  const key = schemesOf(document).find(
    ([name, { in: place }]) => security.includes(name) && place === 'header' && !Object.hasOwn(authorizers, name),
  );
  return {
    ...(authorizerId !== undefined && { authorizationType: 'CUSTOM', authorizerId }),
    ...(key?.[1].name?.toString().toLowerCase() === 'x-api-key' && { apiKeyRequired: true }),
  };
}
