import type { Path } from '../../model/data-file.ts';
import type { Drafts, Remark } from '../configured.ts';
import { Places } from '../places.ts';
import { believingAuthorizer } from './authorizers.ts';
import { gatewayResponseOf, integrationResponse, requestTemplatesFor } from './rest-parts.ts';
import { type Plan, type Planned, section } from './terraform-plan.ts';

const API = 'aws_api_gateway_rest_api';
const RESOURCE = 'aws_api_gateway_resource';

type Methods = Record<string, Record<string, Record<string, unknown>>>;

/** A method of an API, and a resource of the plan that says something of it. */
interface Part {
  readonly path: string;
  readonly verb: string;
  readonly planned: Planned;
}

/**
 * A REST API put together from the resources of a plan that point to it.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_method
 */
export function restApiOfPlan(api: Planned, plan: Plan): Drafts {
  const places = new Places(api.at);
  const remarks: Remark[] = [];
  const partsOf = (name: string): Part[] =>
    ofApi(plan, api, `aws_api_gateway_${name}`).flatMap((planned) => {
      const path = pathOf(planned, plan);
      if (path === undefined) remarks.push(untied(planned, 'resource_id'));
      const verb = String(planned.values.http_method).toUpperCase();
      return path === undefined ? [] : [{ path, verb, planned }];
    });
  const methods = partsOf('method');
  if (methods.length === 0 && remarks.length === 0) {
    const message = 'no method of this API is in the plan';
    return { drafts: [], remarks: [{ rule: 'not-emulated', path: api.at, message }] };
  }
  const resources: Methods = {};
  for (const { path, verb, planned } of methods) {
    resources[path] ??= {};
    resources[path][verb] = methodOf(planned, plan);
    places.note(['resources', path], planned.at);
    places.note(['resources', path, verb], planned.at);
  }
  addIntegrations(resources, partsOf('integration'), places);
  remarks.push(...withoutIntegration(methods, resources));
  addAnswers(resources, partsOf('integration_response'), partsOf('method_response'), places);
  const authorizers = ofApi(plan, api, 'aws_api_gateway_authorizer').map(
    ({ address, values }) => [address, believingAuthorizer(values.identity_source ?? undefined)] as const,
  );
  const gatewayResponses = ofApi(plan, api, 'aws_api_gateway_gateway_response').map((planned) =>
    gatewayResponseIn(planned, places),
  );
  const rules = {
    resources,
    authorizers: Object.fromEntries(authorizers),
    gatewayResponses: Object.fromEntries(gatewayResponses),
  };
  return {
    drafts: [{ kind: 'rest-api', name: api.address, rules, saidAt: (path: Path) => places.saidAt(path) }],
    remarks,
  };
}

/** Every part of a REST API of which the plan does not say whose it is. */
export function strayParts({ resources, refersTo }: Plan): Remark[] {
  return resources
    .filter(({ type }) => /^aws_api_gateway_(method|integration|gateway_response)$/.test(type))
    .filter((planned) => refersTo(planned, 'rest_api_id', [API]) === undefined)
    .map((planned) => untied(planned, 'rest_api_id'));
}

function untied({ address, at }: Planned, attribute: string): Remark {
  const message = `the plan does not say which resource of it ${address} means by ${attribute}`;
  return { rule: 'not-emulated', path: [...at, attribute], message };
}

function ofApi({ resources, refersTo }: Plan, api: Planned, type: string): Planned[] {
  return resources.filter((each) => each.type === type && refersTo(each, 'rest_api_id', [API])?.resource === api);
}

/** `/orders/{id}`, from what `resource_id` points to up to the root. */
function pathOf(planned: Planned, { refersTo }: Plan): string | undefined {
  const parts: string[] = [];
  let target = refersTo(planned, 'resource_id', [RESOURCE, API]);
  while (target !== undefined && target.resource.type === RESOURCE && parts.length < 100) {
    parts.unshift(String(target.resource.values.path_part));
    target = refersTo(target.resource, 'parent_id', [RESOURCE, API]);
  }
  return target === undefined ? undefined : `/${parts.join('/')}`;
}

function methodOf(planned: Planned, { refersTo }: Plan): Record<string, unknown> {
  const { authorization, api_key_required: needsKey } = planned.values;
  const guard = refersTo(planned, 'authorizer_id', ['aws_api_gateway_authorizer']);
  return {
    ...given({ authorizationType: authorization, apiKeyRequired: needsKey }),
    ...(guard && { authorizerId: guard.resource.address }),
    integration: {},
    methodResponses: {},
  };
}

/** A plan writes `null` for what is not said. */
function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function addIntegrations(resources: Methods, integrations: readonly Part[], places: Places): void {
  for (const { path, verb, planned } of integrations) {
    const method = resources[path]?.[verb];
    if (method === undefined) continue;
    const { type, request_templates: templates, passthrough_behavior: passthrough } = planned.values;
    const { timeout_milliseconds: timeoutInMillis } = planned.values;
    method.integration = {
      type,
      ...given({ requestTemplates: requestTemplatesFor(type, templates), passthroughBehavior: passthrough }),
      ...(type !== 'MOCK' && given({ timeoutInMillis })),
      integrationResponses: {},
    };
    places.note(['resources', path, verb, 'integration'], planned.at);
  }
}

/** Takes out every method that has none. */
function withoutIntegration(methods: readonly Part[], resources: Methods): Remark[] {
  return methods.flatMap(({ path, verb, planned }): Remark[] => {
    if (section(resources[path]?.[verb]?.integration).type !== undefined) return [];
    delete resources[path]?.[verb];
    const message = `No integration defined for method: ${verb} ${path}`;
    return [{ rule: 'aws-refuses', path: planned.at, message }];
  });
}

function addAnswers(resources: Methods, mapped: readonly Part[], declared: readonly Part[], places: Places): void {
  for (const { path, verb, planned } of mapped) {
    const { status_code: status, selection_pattern: pattern, ...said } = given(planned.values);
    const { response_parameters: responseParameters, response_templates: responseTemplates } = said;
    const responses = section(resources[path]?.[verb]?.integration).integrationResponses as Record<string, unknown>;
    if (responses === undefined) continue;
    responses[String(status)] = integrationResponse(pattern, { responseParameters, responseTemplates });
    const place = ['resources', path, verb, 'integration', 'integrationResponses', String(status)];
    places.note(place, planned.at);
    places.note([...place, 'responseParameters'], [...planned.at, 'response_parameters'], true);
  }
  for (const { path, verb, planned } of declared) {
    const { status_code: status, response_parameters: responseParameters } = given(planned.values);
    const responses = resources[path]?.[verb]?.methodResponses as Record<string, unknown> | undefined;
    if (responses === undefined) continue;
    responses[String(status)] = given({ responseParameters });
    const place = ['resources', path, verb, 'methodResponses', String(status)];
    places.note(place, planned.at);
    places.note([...place, 'responseParameters'], [...planned.at, 'response_parameters'], true);
  }
}

function gatewayResponseIn({ values, at }: Planned, places: Places): readonly [string, object] {
  const { response_type: type, status_code: statusCode, ...said } = given(values);
  const { response_parameters: responseParameters, response_templates: responseTemplates } = said;
  const place = ['gatewayResponses', String(type)];
  places.note(place, at);
  places.note([...place, 'responseParameters'], [...at, 'response_parameters'], true);
  return [String(type), gatewayResponseOf(given({ statusCode, responseParameters, responseTemplates }))];
}
