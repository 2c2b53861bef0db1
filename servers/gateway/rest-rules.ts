import { z } from 'zod';
import { fieldNameSchema } from '../rules.ts';
import { authorizerSchema } from './authorizer.ts';
import { gatewayResponsesSchema, gatewayResponseTypeSchema } from './gateway-responses.ts';
import { isPattern } from './java-pattern.ts';
import { quotaSchema, throttleSchema } from './limits.ts';
import { mappingTemplateSchema } from './mapping-template.ts';
import {
  headerName,
  headerParameterSchema,
  integrationValueSchema,
  requestParameterSchema,
} from './parameter-mapping.ts';

const methodNameSchema = z.enum(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);
const statusSchema = z.string().regex(/^[2-5]\d\d$/, { error: 'must be a status' });

const patternSchema = z.string().refine(isPattern, { error: 'is no regular expression' });

/** https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html */
const integrationResponseSchema = z.strictObject({
  /** Which statuses of the integration it is for; the one without is for all others. */
  selectionPattern: patternSchema.optional(),
  responseParameters: z.record(headerParameterSchema('method.response.header'), integrationValueSchema).default({}),
  /** By media type. */
  responseTemplates: z.record(z.string(), mappingTemplateSchema).default({}),
});

const mapping = {
  /** What becomes of a media type that no request template is for. */
  passthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).default('WHEN_NO_MATCH'),
  /** By status. A proxy has no use for them. */
  integrationResponses: z.record(statusSchema, integrationResponseSchema).default({}),
};

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html */
const integrationSchema = z.discriminatedUnion('type', [
  /** Asks nobody: its status is what a request template says, as in `{"statusCode": 200}`. */
  z.strictObject({
    type: z.literal('MOCK'),
    ...mapping,
    /** By media type. */
    requestTemplates: z.record(z.string(), mappingTemplateSchema).default({}),
  }),
  /** Asks the server behind. A proxy passes everything on, the others map the answer. */
  z.strictObject({
    type: z.enum(['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY']),
    ...mapping,
    /** By media type; the server behind gets the request as it is, so only the media types count. */
    requestTemplates: z.record(z.string(), z.string()).default({}),
    /** After so many milliseconds without an answer the gateway gives up; the work may have been done. */
    timeoutInMillis: z.int().min(50).max(29_000).default(29_000),
  }),
]);

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html */
const methodSchema = z
  .strictObject({
    authorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']).default('NONE'),
    /** One of `authorizers`, for CUSTOM and COGNITO_USER_POOLS. */
    authorizerId: z.string().optional(),
    /** Wants a known key in x-api-key. */
    apiKeyRequired: z.boolean().default(false),
    /** For this method alone; `{ burstLimit: 0, rateLimit: 0 }` shuts it. */
    throttle: throttleSchema.optional(),
    /** What a request must have where it is true, as in `{ 'method.request.header.X-Tenant': true }`. */
    requestParameters: z.record(requestParameterSchema, z.boolean()).default({}),
    integration: integrationSchema,
    /** By status: the headers that the method may answer with. */
    methodResponses: z
      .record(
        statusSchema,
        z.strictObject({
          responseParameters: z.record(headerParameterSchema('method.response.header'), z.boolean()).default({}),
        }),
      )
      .default({}),
    /** What it ends in whatever is asked: for gateway responses that nothing here leads to, as EXPIRED_TOKEN. */
    raises: gatewayResponseTypeSchema.optional(),
  })
  .superRefine(({ integration, methodResponses }, context) => {
    for (const [status, { responseParameters }] of Object.entries(integration.integrationResponses)) {
      const declared = Object.keys(methodResponses[status]?.responseParameters ?? {}).map(headerName);
      for (const parameter of Object.keys(responseParameters).filter((one) => !declared.includes(headerName(one)))) {
        const path = ['integration', 'integrationResponses', status, 'responseParameters', parameter];
        context.addIssue({ code: 'custom', path, message: `is not declared by methodResponses.${status}` });
      }
    }
  });

/** A byte match statement of AWS WAF: https://docs.aws.amazon.com/waf/latest/APIReference/API_ByteMatchStatement.html */
const wafBlockSchema = z.strictObject({
  fieldToMatch: z.union([
    z.enum(['method', 'uriPath', 'queryString']),
    z.strictObject({ singleHeader: fieldNameSchema }),
  ]),
  searchString: z.string().min(1),
});

/** The rules of a REST API, in the words of the API Gateway API; files have them under these names or near ones. */
export const restGatewaySchema = z
  .strictObject({
    /** By path, as in `/orders/{id}` and `/{proxy+}`, then by method. */
    resources: z.record(z.string().startsWith('/'), z.partialRecord(methodNameSchema, methodSchema)).default({}),
    /** Without any, what the gateway answers by itself has no CORS headers. */
    gatewayResponses: gatewayResponsesSchema.default({}),
    authorizers: z.record(z.string(), authorizerSchema).default({}),
    /** Keys that x-api-key may hold. */
    apiKeys: z.array(z.string()).default([]),
    /** For all methods of the stage together, OPTIONS included. */
    throttle: throttleSchema.optional(),
    /** For all API keys together: what has been used up is not given back here. */
    quota: quotaSchema.optional(),
    /** What a web ACL in front of the API blocks. */
    waf: z.array(wafBlockSchema).default([]),
    /** Longest body in bytes. API Gateway has 10 MiB; a test may do with less. */
    payloadLimit: z.int().min(0).max(10_485_760).default(10_485_760),
  })
  .superRefine(({ resources, authorizers }, context) => {
    for (const [path, methods] of Object.entries(resources)) {
      for (const [method, { authorizationType, authorizerId }] of Object.entries(methods)) {
        const wantsOne = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
        if (!wantsOne || Object.hasOwn(authorizers, authorizerId ?? '')) continue;
        const message = `${authorizationType} needs one of authorizers`;
        context.addIssue({ code: 'custom', path: ['resources', path, method, 'authorizerId'], message });
      }
    }
  });

/** What somebody writes. */
export type RestGatewayRules = z.input<typeof restGatewaySchema>;

/** What the gateway goes by. */
export type ParsedRestRules = z.output<typeof restGatewaySchema>;

export type RestMethod = z.output<typeof methodSchema>;
export type WafBlock = z.output<typeof wafBlockSchema>;
export type RestIntegration = RestMethod['integration'];
