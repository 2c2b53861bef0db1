import { z } from 'zod';
import { isRecord, misspeltKeys } from './rename.ts';

/** The bones of each format: what has to be where, so that nothing is passed over because it is of another kind. */

const anything = z.looseObject({});
const fieldMap = z.record(z.string(), z.unknown());
const texts = z.record(z.string(), z.string());

/** A text, or an object of this shape: with a union nobody would hear what is wrong inside the object. */
function textOr(schema: z.ZodType): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    if (typeof value === 'string') return;
    for (const issue of schema.safeParse(value).error?.issues ?? [])
      context.addIssue({ ...issue, input: value } as never);
  });
}

/** Names every field that is like the part that has to do with CORS, and is none. */
function misspelt(fields: object, known: readonly string[]): string[] {
  return Object.keys(fields).filter((key) => /^cor|cors|gateway_?resp/i.test(key) && !known.includes(key));
}

/** What the resources that are looked at call the parts that have to do with CORS. */
const RESOURCE_PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    'AWS::S3::Bucket': ['CorsConfiguration'],
    'AWS::ApiGatewayV2::Api': ['CorsConfiguration'],
    'AWS::ApiGateway::RestApi': [],
    'AWS::Serverless::Api': ['Cors', 'GatewayResponses'],
    'AWS::Serverless::HttpApi': ['CorsConfiguration'],
    'AWS::CloudFront::ResponseHeadersPolicy': [],
  }),
);

const resource = z
  .looseObject({
    Type: z.string({ error: 'Every Resources object must contain a Type member.' }),
    Properties: anything.optional(),
  })
  .superRefine(({ Type, Properties = {} }, context) => {
    const keys = misspelt(Properties, RESOURCE_PROPERTIES.get(Type) ?? Object.keys(Properties));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, path: ['Properties'], input: Properties });
  });

/** A loop stands among the resources, and is none. */
const resources = z.unknown().superRefine((value, context) => {
  const isFunction = (name: string) => name.startsWith('Fn::');
  const listed = isRecord(value) ? Object.entries(value).filter(([name]) => !isFunction(name)) : undefined;
  const parsed = z.record(z.string(), resource).safeParse(listed ? Object.fromEntries(listed) : value);
  for (const issue of parsed.error?.issues ?? []) context.addIssue({ ...issue, input: value } as never);
});

export const cloudFormationShape = z.looseObject({
  Parameters: z.record(z.string(), anything).optional(),
  Resources: resources,
});

/** https://spec.openapis.org/oas/v3.0.3#path-item-object, https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
const METHODS = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'trace', 'x-amazon-apigateway-any-method'];

/** Extensions that are not of API Gateway may stand anywhere. */
const pathItem = z
  .looseObject({
    ...Object.fromEntries(METHODS.map((method) => [method, anything.optional()])),
    $ref: z.string().optional(),
    summary: z.string().optional(),
    description: z.string().optional(),
    parameters: z.array(z.unknown()).optional(),
    servers: z.array(z.unknown()).optional(),
  })
  .superRefine((fields, context) => {
    const known = [...METHODS, '$ref', 'summary', 'description', 'parameters', 'servers'];
    const isForeign = (key: string) => key.startsWith('x-') && !key.startsWith('x-amazon-apigateway-');
    const keys = Object.keys(fields).filter((key) => !known.includes(key) && !isForeign(key));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: fields });
  });

/** What of the extensions of a document is read. */
const EXTENSIONS = ['x-amazon-apigateway-cors', 'x-amazon-apigateway-gateway-responses'];

const gatewayResponseShape = z.looseObject({
  statusCode: z.union([z.int(), z.string().regex(/^\d{3}$/)], { error: 'is a status' }).optional(),
  responseParameters: texts.optional(),
  responseTemplates: texts.optional(),
});

export const openApiShape = z
  .looseObject({
    paths: z.record(z.string().regex(/^(\/|\$default$)/, { error: 'a path begins with "/"' }), pathItem),
    'x-amazon-apigateway-cors': fieldMap.optional(),
    'x-amazon-apigateway-gateway-responses': z.record(z.string(), gatewayResponseShape).optional(),
  })
  .superRefine((document, context) => {
    const keys = misspeltKeys(document, EXTENSIONS, (name) => [name]).map(({ path: [name] }) => String(name));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: document });
  });

/** What stands in another file, or is known elsewhere, is a variable here. */
function orVariable(schema: z.ZodType): z.ZodType {
  return z.unknown().superRefine((value, context) => {
    if (typeof value === 'string' && value.startsWith('${')) return;
    for (const issue of schema.safeParse(value).error?.issues ?? [])
      context.addIssue({ ...issue, input: value } as never);
  });
}

/** A variable may stand for either. */
const switchOrFields = z.union([z.boolean(), fieldMap, z.string().regex(/^\$\{/)], {
  error: 'is true, false, or an object',
});

function correct<Schema extends z.ZodObject>(schema: Schema): Schema {
  return schema.superRefine((fields, context) => {
    const keys = misspelt(fields as object, Object.keys(schema.shape));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: fields });
  });
}

/** https://www.serverless.com/framework/docs/providers/aws/events/apigateway */
const httpEvent = textOr(
  correct(z.looseObject({ path: z.string(), method: z.string(), cors: switchOrFields.optional() })),
);
const httpApiEvent = textOr(z.looseObject({ path: z.string().optional(), method: z.string().optional() }));

const serverlessEvent = orVariable(
  z.looseObject({ http: httpEvent.optional(), httpApi: httpApiEvent.optional() }).or(z.string()),
);
const serverlessFunction = orVariable(
  z.looseObject({ events: orVariable(z.array(serverlessEvent).nullish()).optional() }),
);
const serverlessFunctions = z.record(z.string(), serverlessFunction);

export const serverlessShape = z.looseObject({
  provider: textOr(
    z.looseObject({
      httpApi: orVariable(correct(z.looseObject({ cors: switchOrFields.optional() }))).optional(),
    }),
  ),
  functions: orVariable(
    z.unknown().superRefine((value, context) => {
      const schema = Array.isArray(value) ? z.array(orVariable(serverlessFunctions)) : serverlessFunctions.nullish();
      for (const issue of schema.safeParse(value).error?.issues ?? [])
        context.addIssue({ ...issue, input: value } as never);
    }),
  ).optional(),
});

const planned = z.looseObject({ address: z.string(), type: z.string(), values: anything.optional() });
const module = z.looseObject({
  resources: z.array(planned).optional(),
  get child_modules() {
    return z.array(module).optional();
  },
});

export const terraformShape = z
  .looseObject({
    planned_values: z.looseObject({ root_module: module }).optional(),
    values: z.looseObject({ root_module: module }).optional(),
  })
  .refine((plan) => (plan.planned_values ?? plan.values) !== undefined, {
    error: 'has neither planned_values nor values: print the plan with terraform show -json',
  });
