import { parse as parseYaml } from 'yaml';
import type { AskBehind, OnwardAnswer, OnwardRequest } from '../behind.ts';
import { askInTime } from './ask-in-time.ts';
import type { GatewayError } from './gateway-responses.ts';
import { wholePattern } from './java-pattern.ts';
import type { Rendered } from './mapping-template.ts';
import { mappedHeaders } from './parameter-mapping.ts';
import { chosenTemplate, JSON_TYPE } from './response-templates.ts';
import type { RestIntegration } from './rest-rules.ts';

/** What an integration comes to: an answer, or something for the gateway to answer by itself. */
export type Integrated = OnwardAnswer | GatewayError;

const UNSUPPORTED: GatewayError = { type: 'UNSUPPORTED_MEDIA_TYPE' };
const CONFIGURATION: GatewayError = { type: 'API_CONFIGURATION_ERROR' };

/** Lets a method's integration answer a request. */
export async function integrate(
  integration: RestIntegration,
  request: OnwardRequest,
  ask: AskBehind,
): Promise<Integrated> {
  if (integration.type === 'MOCK') return mock(integration, request);
  const isProxy = integration.type.endsWith('_PROXY');
  if (!isProxy && !takes(integration, request)) return UNSUPPORTED;
  const asked = await askInTime(ask, request, integration.timeoutInMillis);
  switch (asked.kind) {
    case 'timed-out':
      return { type: 'INTEGRATION_TIMEOUT' };
    case 'broke-off':
      return failureOf(integration.type);
    case 'answered':
      return isProxy ? asked.answer : map(integration, request, asked.answer);
  }
}

/**
 * A function that fails is a 502 (https://repost.aws/knowledge-center/malformed-502-api-gateway), an address where nobody
 * answers a 504.
 */
function failureOf(type: RestIntegration['type']): GatewayError {
  const isFunction = type === 'AWS' || type === 'AWS_PROXY';
  return isFunction ? { type: 'DEFAULT_5XX', status: 502 } : { type: 'INTEGRATION_FAILURE' };
}

function mock(integration: Extract<RestIntegration, { type: 'MOCK' }>, request: OnwardRequest): Integrated {
  if (!takes(integration, request)) return UNSUPPORTED;
  const body = request.body.toString();
  const template = new Map(Object.entries(integration.requestTemplates)).get(mediaTypeOf(request));
  const rendered = template?.({ headers: request.headers, body });
  const status = statusIn(rendered?.text ?? body);
  if (status === undefined) return CONFIGURATION;
  return map(integration, request, { status, headers: {}, body: Buffer.alloc(0) }, rendered);
}

/** Whether a media type has a request template, or may do without: https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function takes({ passthroughBehavior, requestTemplates }: RestIntegration, request: OnwardRequest): boolean {
  if (Object.hasOwn(requestTemplates, mediaTypeOf(request)) || passthroughBehavior === 'WHEN_NO_MATCH') return true;
  return passthroughBehavior === 'WHEN_NO_TEMPLATES' && Object.keys(requestTemplates).length === 0;
}

/** What says nothing of its type is taken for JSON. */
function mediaTypeOf({ headers }: OnwardRequest): string {
  const [essence = ''] = (headers['content-type'] ?? JSON_TYPE).split(';');
  return essence.trim().toLowerCase();
}

/** The status in `{"statusCode": 200}`, which is often written without quotes; YAML takes both. */
function statusIn(text: string): number | undefined {
  try {
    const status = (parseYaml(text) as { statusCode?: unknown } | null)?.statusCode;
    return Number.isInteger(status) ? (status as number) : undefined;
  } catch {
    return undefined;
  }
}

/** The answer that a method gives for what its integration has answered. Headers that are not mapped stay behind. */
function map(
  { integrationResponses }: RestIntegration,
  request: OnwardRequest,
  answer: OnwardAnswer,
  earlier?: Rendered,
): Integrated {
  const entries = Object.entries(integrationResponses);
  const matching = entries.find(([, { selectionPattern }]) => selectionPattern && matches(selectionPattern, answer));
  const [status, response] = matching ?? entries.find(([, { selectionPattern }]) => !selectionPattern) ?? [];
  if (response === undefined) return CONFIGURATION;
  const { mediaType, template } = chosenTemplate(response.responseTemplates);
  const rendered = template?.({ headers: request.headers, body: answer.body.toString() });
  const header = (name: string) => answer.headers[name.toLowerCase()]?.toString();
  return {
    status: rendered?.status ?? earlier?.status ?? Number(status),
    headers: {
      'content-type': mediaType,
      ...mappedHeaders(response.responseParameters, { header }),
      ...earlier?.headers,
      ...rendered?.headers,
    },
    body: rendered === undefined ? answer.body : Buffer.from(rendered.text),
  };
}

function matches(selectionPattern: string, { status }: OnwardAnswer): boolean {
  return wholePattern(selectionPattern).test(String(status));
}
