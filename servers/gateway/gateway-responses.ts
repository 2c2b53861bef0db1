import { z } from 'zod';
import type { OnwardAnswer, OnwardRequest } from '../behind.ts';
import { headerParameterSchema, mappedHeaders, requestValueSchema } from './parameter-mapping.ts';
import { chosenTemplate } from './response-templates.ts';

interface BuiltIn {
  readonly status: number;
  readonly message: string;
  /** x-amzn-ErrorType */
  readonly errorType: string;
}

const INTERNAL = { message: 'Internal server error', errorType: 'InternalServerErrorException' };

/**
 * Everything that a REST API answers by itself, with its status. DEFAULT_4XX and DEFAULT_5XX stand for their families and
 * for what has no type; AWS lists no status for those two.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const BUILT_IN = {
  ACCESS_DENIED: {
    status: 403,
    message: 'User is not authorized to access this resource',
    errorType: 'AccessDeniedException',
  },
  API_CONFIGURATION_ERROR: { status: 500, ...INTERNAL },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, ...INTERNAL, errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { status: 500, ...INTERNAL },
  BAD_REQUEST_BODY: { status: 400, message: 'Invalid request body', errorType: 'BadRequestException' },
  BAD_REQUEST_PARAMETERS: {
    status: 400,
    message: 'Missing required request parameters',
    errorType: 'BadRequestException',
  },
  DEFAULT_4XX: { status: 400, message: 'Bad Request', errorType: 'BadRequestException' },
  DEFAULT_5XX: { status: 500, ...INTERNAL },
  EXPIRED_TOKEN: {
    status: 403,
    message: 'The security token included in the request is expired',
    errorType: 'ExpiredTokenException',
  },
  INTEGRATION_FAILURE: { status: 504, ...INTERNAL },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
  INVALID_API_KEY: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  INVALID_SIGNATURE: {
    status: 403,
    message: 'The request signature does not match',
    errorType: 'InvalidSignatureException',
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    errorType: 'MissingAuthenticationTokenException',
  },
  QUOTA_EXCEEDED: { status: 429, message: 'Limit Exceeded', errorType: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', errorType: 'RequestTooLargeException' },
  RESOURCE_NOT_FOUND: { status: 404, message: 'Not Found', errorType: 'NotFoundException' },
  THROTTLED: { status: 429, message: 'Too Many Requests', errorType: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: 'Unsupported Media Type',
    errorType: 'UnsupportedMediaTypeException',
  },
  WAF_FILTERED: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
} as const satisfies Readonly<Record<string, BuiltIn>>;

export type GatewayResponseType = keyof typeof BUILT_IN;

/** Every type there is. */
export const gatewayResponseTypeSchema = z.enum(Object.keys(BUILT_IN) as [GatewayResponseType]);

/**
 * Gateway responses that somebody has customised, by type.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html
 */
export const gatewayResponsesSchema = z.partialRecord(
  gatewayResponseTypeSchema,
  z.strictObject({
    statusCode: z.int().min(200).max(599).optional(),
    /** By `gatewayresponse.header.NAME`. */
    responseParameters: z.record(headerParameterSchema('gatewayresponse.header'), requestValueSchema).default({}),
    /** By media type. They are no Velocity: only variables are filled in. */
    responseTemplates: z.record(z.string(), z.string()).default({}),
  }),
);

export type GatewayResponses = z.output<typeof gatewayResponsesSchema>;

/** Something that the gateway answers by itself. */
export interface GatewayError {
  readonly type: GatewayResponseType;
  /** Another status than its type has. */
  readonly status?: number;
}

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/**
 * What the gateway answers by itself: the response customised for the very type, else the one for its family, else the
 * built-in one, which has no CORS headers.
 */
export function gatewayResponse(
  error: GatewayError,
  customised: GatewayResponses,
  request: OnwardRequest,
): OnwardAnswer {
  const { status: own, message, errorType } = BUILT_IN[error.type];
  const status = error.status ?? own;
  const chosen = customised[error.type] ?? customised[status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
  const { mediaType, template = DEFAULT_TEMPLATE } = chosenTemplate(chosen?.responseTemplates ?? {});
  return {
    status: chosen?.statusCode ?? status,
    headers: {
      'content-type': mediaType,
      'x-amzn-errortype': errorType,
      ...mappedHeaders(chosen?.responseParameters ?? {}, sourcesOf(request)),
    },
    body: Buffer.from(filledIn(template, error.type, message)),
  };
}

function filledIn(template: string, type: GatewayResponseType, message: string): string {
  return template
    .replaceAll('$context.error.messageString', () => JSON.stringify(message))
    .replaceAll('$context.error.message', () => message)
    .replaceAll('$context.error.responseType', () => type);
}

function sourcesOf({ url, headers }: OnwardRequest): Parameters<typeof mappedHeaders>[1] {
  const { searchParams } = new URL(url, 'http://any');
  return {
    header: (name) => headers[name.toLowerCase()]?.toString(),
    querystring: (name) => searchParams.get(name) ?? undefined,
  };
}
