import type { Path } from '../../model/data-file.ts';
import type { Drafts } from '../configured.ts';
import { Places } from '../places.ts';
import { isRecord } from '../rename.ts';
import { believingAuthorizer } from './authorizers.ts';
import { gatewayResponseOf, integrationResponse } from './rest-parts.ts';
import type { Resource, Template } from './template.ts';

/** A REST API put together from the resources that name it. */
export function restApiOfResources(api: Resource, { resources: all }: Template): Drafts {
  const ofThis = (type: string) =>
    all.filter((each) => each.type === `AWS::ApiGateway::${type}` && each.properties.RestApiId === api.name);
  const places = new Places(api.at);
  const resources: Record<string, Record<string, unknown>> = {};
  for (const method of ofThis('Method')) {
    const path = pathOf(String(method.properties.ResourceId), api.name, all);
    const verb = String(method.properties.HttpMethod).toUpperCase();
    resources[path] ??= {};
    resources[path][verb] = methodOf(method.properties);
    places.note(['resources', path], method.at);
    places.note(['resources', path, verb], method.at);
  }
  const responses = ofThis('GatewayResponse').map(({ properties, at }) => {
    const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
    places.note(['gatewayResponses', String(ResponseType)], at);
    const said = {
      statusCode: StatusCode,
      responseParameters: ResponseParameters,
      responseTemplates: ResponseTemplates,
    };
    return [String(ResponseType), gatewayResponseOf(said)] as const;
  });
  const authorizers = ofThis('Authorizer').map(
    ({ name, properties }) => [name, believingAuthorizer(properties.IdentitySource)] as const,
  );
  const rules = {
    resources,
    authorizers: Object.fromEntries(authorizers),
    gatewayResponses: Object.fromEntries(responses),
  };
  return {
    drafts: [{ kind: 'rest-api', name: api.name, rules, saidAt: (path: Path) => places.saidAt(path) }],
    remarks: [],
  };
}

/** `/orders/{id}`, from a resource up to the root. */
function pathOf(id: string, api: string, all: readonly Resource[]): string {
  const parts: string[] = [];
  for (let current = id; current !== `${api}.RootResourceId` && parts.length < 100; ) {
    const resource = all.find(({ name, type }) => name === current && type === 'AWS::ApiGateway::Resource');
    if (resource === undefined) break;
    parts.unshift(String(resource.properties.PathPart));
    current = String(resource.properties.ParentId);
  }
  return `/${parts.join('/')}`;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html */
function methodOf({
  AuthorizationType,
  AuthorizerId,
  ApiKeyRequired,
  Integration,
  MethodResponses,
}: Resource['properties']) {
  const { Type, RequestTemplates, PassthroughBehavior, IntegrationResponses } = isRecord(Integration)
    ? Integration
    : {};
  return {
    ...(AuthorizationType !== undefined && { authorizationType: AuthorizationType }),
    ...(AuthorizerId !== undefined && { authorizerId: AuthorizerId }),
    ...(ApiKeyRequired !== undefined && { apiKeyRequired: ApiKeyRequired }),
    integration: {
      type: Type,
      ...(RequestTemplates !== undefined && { requestTemplates: RequestTemplates }),
      ...(PassthroughBehavior !== undefined && { passthroughBehavior: PassthroughBehavior }),
      integrationResponses: byStatus(IntegrationResponses, (each) =>
        integrationResponse(each.SelectionPattern, {
          responseParameters: each.ResponseParameters,
          responseTemplates: each.ResponseTemplates,
        }),
      ),
    },
    methodResponses: byStatus(MethodResponses, ({ ResponseParameters }) =>
      isRecord(ResponseParameters) ? { responseParameters: ResponseParameters } : {},
    ),
  };
}

function byStatus(list: unknown, read: (each: Record<string, unknown>) => object): Record<string, object> {
  const entries = (Array.isArray(list) ? list : []).filter(isRecord);
  return Object.fromEntries(entries.map((each) => [String(each.StatusCode), read(each)]));
}
