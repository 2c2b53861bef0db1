import { parseDocument } from 'yaml';
import type { Draft, Drafts } from '../configured.ts';
import { HTTP_API_NAMES, RESPONSE_HEADERS_NAMES, S3_NAMES } from '../names.ts';
import { Places } from '../places.ts';
import { isRecord, rename } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import { believingAuthorizer } from './authorizers.ts';
import { functionUrl } from './cloudformation.ts';
import { httpApi } from './http-api.ts';
import { openApi } from './openapi.ts';
import { bucketOfRules } from './s3.ts';
import { blockIn, blocksOf, said } from './terraform-blocks.ts';
import { distributionOfPlan } from './terraform-cloudfront.ts';
import { list, type Plan, type Planned, planOf } from './terraform-plan.ts';
import { restApiOfPlan, strayParts } from './terraform-rest.ts';

/** The CORS of a resource is put over that of its body. */
const CORS = 'x-amazon-apigateway-cors';

const NOTHING: Drafts = { drafts: [], remarks: [] };

type Reader = (planned: Planned, plan: Plan) => Drafts;

const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries<Reader>({
    aws_s3_bucket_cors_configuration: s3Bucket,
    /** Before version 4 of the provider the rules stood in the bucket itself. */
    aws_s3_bucket: (planned, plan) => (list(planned.values.cors_rule).length > 0 ? ownRules(planned, plan) : NOTHING),
    aws_apigatewayv2_api: readHttpApi,
    aws_api_gateway_rest_api: (api, plan) => (hasBody(api) ? body(api, 'rest-api') : restApiOfPlan(api, plan)),
    aws_lambda_function_url: ({ values, at }) =>
      list(values.cors).length > 0 ? functionUrl(values, at, 'cors') : NOTHING,
    aws_cloudfront_distribution: distributionOfPlan,
    aws_cloudfront_response_headers_policy: readResponseHeadersPolicy,
  }),
);

/** A plan of Terraform: everything in it that has to do with CORS. */
export function terraformPlan(data: Readonly<Record<string, unknown>>): Drafts {
  const plan = planOf(data);
  const parts = plan.resources.map((each) => READERS.get(each.type)?.(each, plan) ?? NOTHING);
  return {
    drafts: parts.flatMap(({ drafts }) => drafts),
    remarks: [...parts.flatMap(({ remarks }) => remarks), ...strayParts(plan)],
  };
}

/** Since then a state repeats there what the other resource says. */
function ownRules(bucket: Planned, { resources, refersTo }: Plan): Drafts {
  const isSaidApart = resources.some(
    (each) =>
      each.type === 'aws_s3_bucket_cors_configuration' &&
      refersTo(each, 'bucket', ['aws_s3_bucket'])?.resource === bucket,
  );
  return isSaidApart ? NOTHING : s3Bucket(bucket);
}

function s3Bucket({ address, values, at }: Planned): Drafts {
  const rules = said(values.cors_rule);
  // An empty ID is none.
  const withoutId = (rule: unknown) => (isRecord(rule) && rule.id === '' ? { ...rule, id: undefined } : rule);
  return bucketOfRules(address, Array.isArray(rules) ? rules.map(withoutId) : rules, S3_NAMES.terraform, [
    ...at,
    'cors_rule',
  ]);
}

function hasBody({ values }: Planned): boolean {
  return typeof values.body === 'string' || values.body instanceof Unresolved;
}

function readHttpApi(planned: Planned, plan: Plan): Drafts {
  const { address, values, at } = planned;
  if (values.protocol_type === 'WEBSOCKET') return NOTHING;
  const cors = blockIn(values.cors_configuration);
  if (hasBody(planned))
    return body(planned, 'http-api', cors && rename(said(cors), HTTP_API_NAMES.terraform, []).value);
  const { routes, authorizers, places } = routesOf(planned, plan);
  return httpApi(address, {
    cors: said(cors),
    names: HTTP_API_NAMES.terraform,
    at: [...at, 'cors_configuration', 0],
    authorizers,
    elsewhere: (path) => places.saidAt(path),
    ...(Object.keys(routes).length > 0 && { routes }),
  });
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_route */
function routesOf(api: Planned, { resources, refersTo }: Plan) {
  const places = new Places(api.at);
  const authorizers: Record<string, object> = {};
  const own = resources.filter(
    (each) =>
      each.type === 'aws_apigatewayv2_route' && refersTo(each, 'api_id', ['aws_apigatewayv2_api'])?.resource === api,
  );
  const entries = own.map((route) => {
    const key = String(route.values.route_key);
    places.note(['routes', key], route.at);
    const { resource } = refersTo(route, 'authorizer_id', ['aws_apigatewayv2_authorizer']) ?? {};
    const { authorization_type: type = 'NONE' } = route.values;
    const authorizerId = type === 'NONE' ? undefined : (resource?.address ?? String(type));
    if (authorizerId !== undefined) {
      authorizers[authorizerId] = believingAuthorizer(resource?.values.identity_sources ?? undefined);
    }
    return [key, { integration: { type: 'AWS_PROXY' }, ...(authorizerId !== undefined && { authorizerId }) }] as const;
  });
  return { routes: Object.fromEntries(entries), authorizers, places };
}

/** Of a policy only the block that has to do with CORS is read. */
function readResponseHeadersPolicy(planned: Planned): Drafts {
  const { address, at, values } = planned;
  const cors = blockIn(values.cors_config);
  if (cors === undefined) return NOTHING;
  const { value, remarks, saidAt } = rename(blocksOf(cors), RESPONSE_HEADERS_NAMES, [...at, 'cors_config', 0]);
  const draft: Draft = {
    kind: 'response-headers-policy',
    name: address,
    rules: { CorsConfig: value },
    saidAt: (path) => saidAt(path.slice(1)),
  };
  return { drafts: [draft], remarks };
}

/** An OpenAPI document inside a text, in JSON or YAML: its places are the text's. */
function body({ address, values, at }: Planned, kind: 'http-api' | 'rest-api', cors?: unknown): Drafts {
  const place = [...at, 'body'];
  if (values.body instanceof Unresolved) return openApi(address, values.body, place, kind);
  const document = documentIn(String(values.body));
  if (document === undefined) {
    const message = 'is neither JSON nor YAML: an OpenAPI document is expected';
    return { drafts: [], remarks: [{ rule: 'wrong-value', path: place, message }] };
  }
  const whole = cors === undefined || !isRecord(document) ? document : { ...document, [CORS]: cors };
  const { drafts, remarks } = openApi(address, whole, [], kind);
  return {
    drafts: drafts.map((draft) => ({ ...draft, saidAt: () => place })),
    remarks: remarks.map(({ rule, path, message }) => ({
      rule,
      path: place,
      message: path.length === 0 ? message : `${path.join('.')}: ${message}`,
    })),
  };
}

function documentIn(text: string): unknown {
  try {
    const document = parseDocument(text, { merge: true, logLevel: 'error' });
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch {
    return undefined;
  }
}
