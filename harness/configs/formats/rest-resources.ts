import type { Path } from '../../model/data-file.ts';
import type { Draft, Drafts, Remark } from '../configured.ts';
import { Places } from '../places.ts';
import { isRecord } from '../rename.ts';
import { believingAuthorizer } from './authorizers.ts';
import { gatewayResponseOf, integrationResponse, requestTemplatesFor } from './rest-parts.ts';
import type { Resource, Template } from './template.ts';

/** A REST API put together from the resources that name it. */
export function restApiOfResources(api: Resource, { resources: all }: Template): Drafts {
  const ofThis = (type: string) =>
    all.filter((each) => each.type === `AWS::ApiGateway::${type}` && each.properties.RestApiId === api.name);
  const places = new Places(api.at);
  const remarks: Remark[] = [];
  const resources: Record<string, Record<string, unknown>> = {};
  for (const method of ofThis('Method')) {
    const path = pathOf(String(method.properties.ResourceId), api.name, all);
    if (path === undefined) {
      const message = 'the path of this method is not in the template';
      remarks.push({ rule: 'not-emulated', path: [...method.at, 'ResourceId'], message });
      continue;
    }
    const verb = String(method.properties.HttpMethod).toUpperCase();
    resources[path] ??= {};
    resources[path][verb] = methodOf(method.properties);
    places.note(['resources', path], method.at);
    places.note(['resources', path, verb], method.at);
  }
  const authorizers = ofThis('Authorizer').map(
    ({ name, properties }) => [name, believingAuthorizer(properties.IdentitySource)] as const,
  );
  const rules = { resources, authorizers: Object.fromEntries(authorizers) };
  return {
    drafts: [{ kind: 'rest-api', name: api.name, rules, saidAt: (path: Path) => places.saidAt(path) }],
    remarks,
  };
}

/** A REST API with the gateway responses that are resources of their own. */
export function withGatewayResponses(api: Draft, resources: readonly Resource[]): Draft {
  const own = resources.filter(
    ({ type, properties }) => type === 'AWS::ApiGateway::GatewayResponse' && properties.RestApiId === api.name,
  );
  const places = new Places([]);
  const responses = own.map(({ properties, at }) => {
    const { ResponseType: type, StatusCode: statusCode, ...said } = properties;
    places.note(['gatewayResponses', String(type)], at);
    const { ResponseParameters: responseParameters, ResponseTemplates: responseTemplates } = said;
    return [String(type), gatewayResponseOf({ statusCode, responseParameters, responseTemplates })] as const;
  });
  if (responses.length === 0) return api;
  const rules = isRecord(api.rules) ? api.rules : {};
  const others = isRecord(rules.gatewayResponses) ? rules.gatewayResponses : {};
  return {
    ...api,
    rules: { ...rules, gatewayResponses: { ...others, ...Object.fromEntries(responses) } },
    saidAt: (path) => places.noted(path) ?? api.saidAt(path),
  };
}

/** A method of an API that is not in the template, or that another language has made. */
export function strayMethod({ properties, at }: Resource, { resources }: Template): Drafts {
  const isHere = resources.some(
    ({ name, type }) => type === 'AWS::ApiGateway::RestApi' && name === properties.RestApiId,
  );
  if (isHere) return { drafts: [], remarks: [] };
  const message = 'the REST API of this method is none that this template makes of methods';
  return { drafts: [], remarks: [{ rule: 'not-emulated', path: [...at, 'RestApiId'], message }] };
}

/** `/orders/{id}`, from a resource up to the root; `undefined` where that is not in the template. */
function pathOf(id: string, api: string, all: readonly Resource[]): string | undefined {
  const parts: string[] = [];
  let current = id;
  while (current !== `${api}.RootResourceId`) {
    const resource = all.find(({ name, type }) => name === current && type === 'AWS::ApiGateway::Resource');
    if (resource === undefined || parts.length > 100) return undefined;
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
      ...(RequestTemplates !== undefined && { requestTemplates: requestTemplatesFor(Type, RequestTemplates) }),
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
