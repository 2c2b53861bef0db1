import type { Path } from '../../model/data-file.ts';
import type { Remark } from '../configured.ts';
import { isRecord, otherKeys } from '../rename.ts';
import { Unresolved } from '../resolve.ts';

/** A part of a REST API in the words of the API Gateway API. */
export interface RestPart {
  readonly value: Record<string, unknown>;
  readonly remarks: readonly Remark[];
}

/** What an integration may have that is of no consequence to CORS: where it goes, and how. */
const OF_NO_CONSEQUENCE = [
  'uri',
  'httpMethod',
  'credentials',
  'cacheNamespace',
  'cacheKeyParameters',
  'connectionId',
  'connectionType',
  'contentHandling',
  'integrationTarget',
  'payloadFormatVersion',
  'requestParameters',
  'responseTransferMode',
  'tlsConfig',
];
const OF_CONSEQUENCE = ['type', 'passthroughBehavior', 'requestTemplates', 'responses', 'timeoutInMillis'];

/**
 * An integration as x-amazon-apigateway-integration has it: its responses go by a pattern for the backend's answer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
export function integrationOf(
  said: Readonly<Record<string, unknown>>,
  at: Path,
): RestPart & { readonly patterns: ReadonlyMap<string, string> } {
  const known = [...OF_CONSEQUENCE, ...OF_NO_CONSEQUENCE];
  const remarks = otherKeys(said, known, (key) => [...at, key]);
  const { type, passthroughBehavior, requestTemplates, responses, timeoutInMillis } = said;
  const value = {
    type: String(type ?? '').toUpperCase(),
    ...(passthroughBehavior !== undefined && { passthroughBehavior: String(passthroughBehavior).toUpperCase() }),
    ...(requestTemplates !== undefined && { requestTemplates: requestTemplatesFor(type, requestTemplates) }),
    ...(timeoutInMillis !== undefined && { timeoutInMillis }),
    integrationResponses: integrationResponses(responses),
  };
  return { value, remarks, patterns: patternsOf(responses) };
}

/** The pattern that leads to each status. */
function patternsOf(responses: unknown): Map<string, string> {
  const entries = Object.entries(isRecord(responses) ? responses : {});
  return new Map(entries.map(([pattern, each]) => [String(isRecord(each) ? each.statusCode : ''), pattern]));
}

/** Responses by pattern, as OpenAPI has them, by the status that they lead to. */
function integrationResponses(responses: unknown): Record<string, object> {
  const entries = Object.entries(isRecord(responses) ? responses : {}).filter(([, each]) => isRecord(each));
  return Object.fromEntries(
    entries.map(([pattern, each]) => {
      const { statusCode, ...mapping } = each as Record<string, unknown>;
      return [String(statusCode), integrationResponse(pattern === 'default' ? undefined : pattern, mapping)];
    }),
  );
}

/** What an integration response says of headers and bodies. */
export function integrationResponse(
  selectionPattern: unknown,
  { responseParameters, responseTemplates }: Readonly<Record<string, unknown>>,
): object {
  return {
    ...(selectionPattern !== undefined && selectionPattern !== '' && { selectionPattern: plain(selectionPattern) }),
    ...(isRecord(responseParameters) && { responseParameters }),
    ...(isRecord(responseTemplates) && { responseTemplates: textsOf(responseTemplates) }),
  };
}

/** Where somebody is asked only the media types count: what is asked may be known later. */
export function requestTemplatesFor(type: unknown, templates: unknown): unknown {
  if (!isRecord(templates) || /^mock$/i.test(String(type))) return templates;
  const entries = Object.entries(templates).map(([media, each]) => [media, each instanceof Unresolved ? '' : each]);
  return Object.fromEntries(entries);
}

/** A pattern that is a status is often written as a number. */
function plain(pattern: unknown): unknown {
  return typeof pattern === 'number' ? String(pattern) : pattern;
}

/** An empty template may be written as nothing at all. */
function textsOf(templates: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(templates).map(([type, template]) => [type, template ?? '']));
}

/** The headers that a method response declares. */
export function headersOf(names: readonly string[]): { responseParameters: Record<string, true> } {
  return { responseParameters: Object.fromEntries(names.map((name) => [`method.response.header.${name}`, true])) };
}

const RESPONSE_FIELDS = ['statusCode', 'responseParameters', 'responseTemplates'];

/**
 * Gateway responses by type.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html
 */
export function gatewayResponses(said: unknown, at: Path): RestPart {
  const entries = Object.entries(isRecord(said) ? said : {}).filter(([, response]) => isRecord(response));
  const remarks = entries.flatMap(([type, response]) =>
    otherKeys(response as Record<string, unknown>, RESPONSE_FIELDS, (key) => [...at, type, key]),
  );
  const value = entries.map(([type, response]) => [type, gatewayResponseOf(response as Record<string, unknown>)]);
  return { value: Object.fromEntries(value), remarks };
}

/** A status may be written as a text. */
export function gatewayResponseOf({
  statusCode,
  responseParameters,
  responseTemplates,
}: Record<string, unknown>): object {
  return {
    ...(statusCode !== undefined && { statusCode: Number(statusCode) }),
    ...(responseParameters !== undefined && { responseParameters }),
    ...(responseTemplates !== undefined && { responseTemplates }),
  };
}
