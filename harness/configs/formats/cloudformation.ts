import type { Drafts } from '../configured.ts';
import { HTTP_API_NAMES, S3_NAMES } from '../names.ts';
import { isRecord } from '../rename.ts';
import { resolveTemplate } from '../resolve.ts';
import { believingAuthorizer } from './authorizers.ts';
import { distributionOfResources } from './cloudfront-resources.ts';
import { httpApi } from './http-api.ts';
import { openApi } from './openapi.ts';
import { responseHeadersPolicy } from './response-headers-policy.ts';
import { restApiOfResources } from './rest-resources.ts';
import { bucket } from './s3.ts';
import { samFunctionEvents, serverlessApi, serverlessHttpApi } from './sam.ts';
import { propertiesOf, type Resource, type Template } from './template.ts';

type Reader = (resource: Resource, template: Template) => Drafts;

const NOTHING: Drafts = { drafts: [], remarks: [] };

/** What of a template has to do with CORS, by the type of its resource. */
const READERS: Readonly<Record<string, Reader>> = {
  'AWS::S3::Bucket': ({ name, properties, at }) =>
    properties.CorsConfiguration === undefined
      ? NOTHING
      : bucket(name, properties.CorsConfiguration, S3_NAMES.cloudFormation, [...at, 'CorsConfiguration']),
  'AWS::ApiGatewayV2::Api': readHttpApi,
  'AWS::ApiGateway::RestApi': (resource, template) =>
    resource.properties.Body === undefined
      ? restApiOfResources(resource, template)
      : openApi(resource.name, resource.properties.Body, [...resource.at, 'Body'], 'rest-api'),
  'AWS::CloudFront::Distribution': distributionOfResources,
  'AWS::CloudFront::ResponseHeadersPolicy': ({ name, properties, at }) =>
    responseHeadersPolicy(name, properties.ResponseHeadersPolicyConfig, [...at, 'ResponseHeadersPolicyConfig']),
  'AWS::Serverless::Api': serverlessApi,
  'AWS::Serverless::HttpApi': serverlessHttpApi,
};

/**
 * A CloudFormation template, with the types of SAM.
 * @param given values of its parameters
 */
export function cloudFormation(
  data: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>>,
): Drafts {
  const resolved = resolveTemplate(data, given);
  const resources = Object.entries(isRecord(resolved.Resources) ? resolved.Resources : {})
    .filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]))
    .map(([name, resource]) => ({
      name,
      type: String(resource.Type),
      properties: propertiesOf(resource),
      at: ['Resources', name, 'Properties'],
    }));
  const globals = isRecord(resolved.Globals) ? resolved.Globals : {};
  const template: Template = { resources, globals };
  const parts = resources.map((resource) => READERS[resource.type]?.(resource, template) ?? NOTHING);
  const implicit = samFunctionEvents(template);
  const all = [...parts, ...implicit];
  return { drafts: all.flatMap(({ drafts }) => drafts), remarks: all.flatMap(({ remarks }) => remarks) };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html */
function readHttpApi({ name, properties, at }: Resource, { resources }: Template): Drafts {
  if (properties.ProtocolType === 'WEBSOCKET') return NOTHING;
  if (properties.Body !== undefined) return openApi(name, properties.Body, [...at, 'Body'], 'http-api');
  const ofThis = (type: string) => resources.filter((each) => each.type === type && each.properties.ApiId === name);
  const authorizers = ofThis('AWS::ApiGatewayV2::Authorizer');
  const routes = ofThis('AWS::ApiGatewayV2::Route');
  const entries = routes.map(({ properties: { RouteKey, AuthorizerId } }) => [
    String(RouteKey),
    { integration: { type: 'AWS_PROXY' }, ...(AuthorizerId !== undefined && { authorizerId: AuthorizerId }) },
  ]);
  const places = new Map(routes.map((route) => [String(route.properties.RouteKey), route.at]));
  return httpApi(name, {
    cors: properties.CorsConfiguration,
    names: HTTP_API_NAMES.api,
    at: [...at, 'CorsConfiguration'],
    authorizers: Object.fromEntries(
      authorizers.map((each) => [each.name, believingAuthorizer(each.properties.IdentitySource)]),
    ),
    elsewhere: ([, key]) => places.get(String(key)) ?? at,
    ...(entries.length > 0 && { routes: Object.fromEntries(entries) }),
  });
}
