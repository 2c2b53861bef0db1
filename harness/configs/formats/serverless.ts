import type { Draft, Drafts } from '../configured.ts';
import { isRecord } from '../rename.ts';
import { cloudFormation, functionUrl } from './cloudformation.ts';
import { type Fields, functionsOf, record, unknownParts } from './serverless-events.ts';
import { httpApiOfService } from './serverless-http.ts';
import { restApiOfService } from './serverless-rest.ts';
import { fillVariables } from './serverless-variables.ts';

/** What the framework calls the REST API of its events, for those who add to it: https://www.serverless.com/framework/docs/providers/aws/guide/resources */
const REST_API = 'ApiGatewayRestApi';

/**
 * A service of the Serverless Framework: its `http` events are one REST API, its `httpApi` events one HTTP API, and its
 * `resources` are CloudFormation, which may add gateway responses to the former.
 * @param given values of its variables, as in `opt:stage`
 */
export function serverless(data: unknown, given: Readonly<Record<string, string>>): Drafts {
  const service = record(fillVariables(data, given));
  const own = resourcesOf(service, given);
  const added = own.flatMap(({ drafts }) => drafts.filter(({ name }) => name === REST_API));
  const rest = restApiOfService(service);
  const parts = [
    { ...rest, drafts: rest.drafts.map((draft) => added.reduce(withAdded, draft)) },
    httpApiOfService(service),
    ...functionsOf(service).map(({ fields, at }) => functionUrl(record(fields).url, [...at, 'url'], 'cors')),
    { drafts: [], remarks: unknownParts(service) },
    ...own.map((each) => ({ ...each, drafts: each.drafts.filter((draft) => !added.includes(draft)) })),
  ];
  return { drafts: parts.flatMap(({ drafts }) => drafts), remarks: parts.flatMap(({ remarks }) => remarks) };
}

/** Resources may be a list of templates, of which some stand in files of their own. */
function resourcesOf({ resources }: Fields, given: Readonly<Record<string, string>>): Drafts[] {
  if (Array.isArray(resources)) return resources.map((each, index) => templateAt(each, ['resources', index], given));
  return [templateAt(resources, ['resources'], given)];
}

function templateAt(template: unknown, at: readonly PropertyKey[], given: Readonly<Record<string, string>>): Drafts {
  if (!isRecord(template) || !isRecord(template.Resources)) return { drafts: [], remarks: [] };
  const known = { [REST_API]: { Type: 'AWS::ApiGateway::RestApi' }, ...template.Resources };
  const { drafts, remarks } = cloudFormation({ ...template, Resources: known }, given);
  return {
    drafts: drafts.map((draft) => ({ ...draft, saidAt: (path) => [...at, ...draft.saidAt(path)] })),
    remarks: remarks.map((remark) => ({ ...remark, path: [...at, ...remark.path] })),
  };
}

/** A REST API with the gateway responses that a template adds. */
function withAdded(api: Draft, added: Draft): Draft {
  const { gatewayResponses } = record(added.rules);
  return {
    ...api,
    rules: {
      ...record(api.rules),
      gatewayResponses: { ...record(record(api.rules).gatewayResponses), ...record(gatewayResponses) },
    },
    saidAt: (path) => (path[0] === 'gatewayResponses' && path.length > 1 ? added.saidAt(path) : api.saidAt(path)),
  };
}
