import type { Path } from '../../model/data-file.ts';
import type { Drafts, Remark } from '../configured.ts';
import { HTTP_API_NAMES, S3_NAMES } from '../names.ts';
import { isRecord } from '../rename.ts';
import { resolveTemplate, Unresolved } from '../resolve.ts';
import { believingAuthorizer, IAM } from './authorizers.ts';
import { distributionOfResources } from './cloudfront-resources.ts';
import { coerced } from './coerced.ts';
import { httpApi } from './http-api.ts';
import { openApi } from './openapi.ts';
import { responseHeadersPolicy } from './response-headers-policy.ts';
import { restApiOfResources, strayMethod, withGatewayResponses } from './rest-resources.ts';
import { bucket } from './s3.ts';
import { samFunctionEvents, serverlessApi, serverlessHttpApi } from './sam.ts';
import { propertiesOf, type Resource, type Template } from './template.ts';

type Reader = (resource: Resource, template: Template) => Drafts;

const NOTHING: Drafts = { drafts: [], remarks: [] };

/** What of a template has to do with CORS, by the type of its resource. */
const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Reader>({
    'AWS::S3::Bucket': ({ name, properties, at }) =>
      properties.CorsConfiguration === undefined
        ? NOTHING
        : bucket(name, properties.CorsConfiguration, S3_NAMES.cloudFormation, [...at, 'CorsConfiguration']),
    'AWS::ApiGatewayV2::Api': readHttpApi,
    'AWS::ApiGateway::RestApi': readRestApi,
    'AWS::ApiGateway::Method': strayMethod,
    'AWS::CloudFront::Distribution': distributionOfResources,
    'AWS::CloudFront::ResponseHeadersPolicy': ({ name, properties, at }) =>
      responseHeadersPolicy(name, properties.ResponseHeadersPolicyConfig, [...at, 'ResponseHeadersPolicyConfig']),
    'AWS::Serverless::Api': serverlessApi,
    'AWS::Serverless::HttpApi': serverlessHttpApi,
    'AWS::Serverless::Function': ({ properties, at }) =>
      functionUrl(properties.FunctionUrlConfig, [...at, 'FunctionUrlConfig']),
    'AWS::Lambda::Url': ({ properties, at }) => functionUrl(properties, at),
    'AWS::CloudFormation::Stack': ({ at }) => anotherFile([...at, 'TemplateURL']),
    'AWS::Serverless::Application': ({ at }) => anotherFile([...at, 'Location']),
  }),
);

/** What it answers by itself is like an HTTP API, and is not one. */
export function functionUrl(configuration: unknown, at: Path, name = 'Cors'): Drafts {
  if (!isRecord(configuration) || configuration[name] === undefined) return NOTHING;
  const message = 'the CORS of a function URL was not checked';
  return { drafts: [], remarks: [{ rule: 'not-emulated', path: [...at, name], message }] };
}

function anotherFile(path: Path): Drafts {
  const message = 'what is said in another file was not read: give that file itself';
  return { drafts: [], remarks: [{ rule: 'not-emulated', path, message }] };
}

function readRestApi(resource: Resource, template: Template): Drafts {
  const { name, properties, at } = resource;
  if (properties.BodyS3Location !== undefined) return anotherFile([...at, 'BodyS3Location']);
  if (properties.Body === undefined) return restApiOfResources(resource, template);
  return openApi(name, properties.Body, [...at, 'Body'], 'rest-api');
}

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
      properties: coerced(String(resource.Type), propertiesOf(resource)),
      at: ['Resources', name, 'Properties'],
    }));
  const globals = isRecord(resolved.Globals) ? resolved.Globals : {};
  const template: Template = { resources, globals };
  const parts = resources.map((resource) => READERS.get(resource.type)?.(resource, template) ?? NOTHING);
  const implicit = samFunctionEvents(template);
  const all = [...parts, ...implicit];
  const drafts = all.flatMap((part) => part.drafts);
  return {
    drafts: drafts.map((draft) => (draft.kind === 'rest-api' ? withGatewayResponses(draft, resources) : draft)),
    remarks: [...unexpanded(data), ...all.flatMap(({ remarks }) => remarks)],
  };
}

/** Loops, and what macros put in. */
function unexpanded({ Resources: resources }: Readonly<Record<string, unknown>>): Remark[] {
  const names = Object.keys(isRecord(resources) ? resources : {}).filter((name) => name.startsWith('Fn::'));
  const message = 'what this comes to was not read';
  return names.map((name) => ({ rule: 'not-emulated', path: ['Resources', name], message }));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html */
function readHttpApi({ name, properties, at }: Resource, { resources }: Template): Drafts {
  if (properties.ProtocolType === 'WEBSOCKET') return NOTHING;
  if (properties.BodyS3Location !== undefined) return anotherFile([...at, 'BodyS3Location']);
  if (properties.Body !== undefined) return openApi(name, properties.Body, [...at, 'Body'], 'http-api');
  const ofThis = (type: string) => resources.filter((each) => each.type === type && each.properties.ApiId === name);
  const authorizers = ofThis('AWS::ApiGatewayV2::Authorizer');
  const routes = ofThis('AWS::ApiGatewayV2::Route');
  const entries = routes.map(({ properties }) => {
    const authorizerId = authorizerOf(properties);
    const route = { integration: { type: 'AWS_PROXY' }, ...(authorizerId !== undefined && { authorizerId }) };
    return [String(properties.RouteKey), route] as const;
  });
  const elsewhere = routes
    .map(({ properties }) => properties.AuthorizerId)
    .filter((id) => id instanceof Unresolved)
    .map((id) => [String(id), believingAuthorizer(undefined)] as const);
  const places = new Map(routes.map((route) => [String(route.properties.RouteKey), route.at]));
  return httpApi(name, {
    cors: properties.CorsConfiguration,
    names: HTTP_API_NAMES.api,
    at: [...at, 'CorsConfiguration'],
    authorizers: Object.fromEntries([
      ...elsewhere,
      ...authorizers.map((each) => [each.name, believingAuthorizer(each.properties.IdentitySource)] as const),
    ]),
    elsewhere: ([, key]) => places.get(String(key)) ?? at,
    ...(entries.length > 0 && { routes: Object.fromEntries(entries) }),
  });
}

/** By its logical id; one that stands in another stack by what is said of it. */
function authorizerOf({ AuthorizationType: type, AuthorizerId: id }: Resource['properties']): string | undefined {
  if (type === IAM) return IAM;
  return id === undefined ? undefined : String(id);
}
