import type { RestGatewayRules } from './rest-rules.ts';

type RestMethods = NonNullable<RestGatewayRules['resources']>[string];

/** What tools write otherwise than the console. */
interface MockOptions {
  /** The request template, which says the status that the mock answers with. */
  readonly requestTemplate?: string;
  /** The status of the method response. */
  readonly status?: number;
  /** A mapping template that overrides headers, for several origins. */
  readonly responseTemplate?: string;
}

/**
 * The OPTIONS method that "Enable CORS" in the console makes of a resource, as CDK, SAM and Serverless do: a mock whose
 * headers are the same for everybody.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 * @param headers what it answers with, without the quotes that a literal has in a file
 */
export function mockOptions(
  headers: Readonly<Record<string, string>>,
  { requestTemplate = '{"statusCode": 200}', status = 200, responseTemplate }: MockOptions = {},
): NonNullable<RestMethods['OPTIONS']> {
  const parameters = Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value] as const);
  const literals = Object.fromEntries(parameters.map(([parameter, value]) => [parameter, `'${value}'`]));
  const declared = Object.fromEntries(parameters.map(([parameter]) => [parameter, true]));
  return {
    integration: {
      type: 'MOCK',
      requestTemplates: { 'application/json': requestTemplate },
      integrationResponses: {
        [status]: {
          responseParameters: literals,
          ...(responseTemplate !== undefined && { responseTemplates: { 'application/json': responseTemplate } }),
        },
      },
    },
    methodResponses: { [status]: { responseParameters: declared } },
  };
}
