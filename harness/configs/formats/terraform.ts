import type { Path } from '../../model/data-file.ts';
import type { Draft, Drafts } from '../configured.ts';
import { HTTP_API_NAMES, RESPONSE_HEADERS_NAMES, S3_NAMES } from '../names.ts';
import { isRecord, rename } from '../rename.ts';
import { httpApi } from './http-api.ts';
import { openApi } from './openapi.ts';
import { bucketOfRules } from './s3.ts';

/** A resource as a plan has it: what it will be, and where the plan says so. */
interface Planned {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly at: Path;
}

const NOTHING: Drafts = { drafts: [], remarks: [] };

const READERS: Readonly<Record<string, (planned: Planned) => Drafts>> = {
  aws_s3_bucket_cors_configuration: (planned) => s3Bucket(planned),
  /** Before version 4 of the provider the rules stood in the bucket itself. */
  aws_s3_bucket: (planned) => (listIn(planned, 'cors_rule').length > 0 ? s3Bucket(planned) : NOTHING),
  aws_apigatewayv2_api: readHttpApi,
  aws_api_gateway_rest_api: readRestApi,
  aws_cloudfront_response_headers_policy: readResponseHeadersPolicy,
};

/**
 * A plan of Terraform, as `terraform show -json plan.out` prints it.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformPlan(plan: Readonly<Record<string, unknown>>): Drafts {
  const { planned_values: planned, values } = plan;
  const [root, at] = isRecord(planned)
    ? [planned.root_module, ['planned_values']]
    : [section(values).root_module, ['values']];
  const parts = resourcesOf(root, [...at, 'root_module']).map((each) => READERS[each.type]?.(each) ?? NOTHING);
  return { drafts: parts.flatMap(({ drafts }) => drafts), remarks: parts.flatMap(({ remarks }) => remarks) };
}

function section(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function resourcesOf(module: unknown, at: Path): Planned[] {
  const { resources, child_modules: children } = section(module);
  const own = (Array.isArray(resources) ? resources : []).map((resource, index) => ({
    address: String(section(resource).address),
    type: String(section(resource).type),
    values: section(section(resource).values),
    at: [...at, 'resources', index, 'values'],
  }));
  const nested = (Array.isArray(children) ? children : []).flatMap((child, index) =>
    resourcesOf(child, [...at, 'child_modules', index]),
  );
  return [...own, ...nested];
}

function listIn({ values }: Planned, name: string): unknown[] {
  return Array.isArray(values[name]) ? values[name] : [];
}

/** A plan writes `null` for what is not said. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, said(each)]),
  );
}

function s3Bucket({ address, values, at }: Planned): Drafts {
  const rules = (said(values.cors_rule) as Readonly<Record<string, unknown>>[]).map((rule) =>
    // An empty ID is none.
    Object.fromEntries(Object.entries(rule).filter(([key, value]) => key !== 'id' || value !== '')),
  );
  return bucketOfRules(address, rules, S3_NAMES.terraform, [...at, 'cors_rule']);
}

/** A block is a list of one. */
function readHttpApi(planned: Planned): Drafts {
  const { address, values, at } = planned;
  if (values.protocol_type === 'WEBSOCKET') return NOTHING;
  const [cors] = listIn(planned, 'cors_configuration');
  if (cors === undefined && typeof values.body === 'string') return body(planned, 'http-api');
  return httpApi(address, {
    cors: said(cors),
    names: HTTP_API_NAMES.terraform,
    at: [...at, 'cors_configuration', 0],
    elsewhere: () => at,
  });
}

/** Of a policy only the block that has to do with CORS is read. */
function readResponseHeadersPolicy(planned: Planned): Drafts {
  const { address, at } = planned;
  const [cors] = listIn(planned, 'cors_config');
  if (cors === undefined) return NOTHING;
  const { value, remarks, saidAt } = rename(unwrapped(said(cors)), RESPONSE_HEADERS_NAMES, [...at, 'cors_config', 0]);
  const draft: Draft = {
    kind: 'response-headers-policy',
    name: address,
    rules: { CorsConfig: value },
    saidAt: (path) => saidAt(path.slice(1)),
  };
  return { drafts: [draft], remarks };
}

/** Blocks inside a block without their lists of one. */
function unwrapped(block: unknown): unknown {
  const entries = Object.entries(section(block)).map(([key, value]) => [
    key,
    Array.isArray(value) && value.length === 1 && isRecord(value[0]) ? value[0] : value,
  ]);
  return Object.fromEntries(entries);
}

function readRestApi(planned: Planned): Drafts {
  if (typeof planned.values.body === 'string') return body(planned, 'rest-api');
  const message =
    'the methods of this API stand in resources of their own, which a plan does not tie together: give it a body (OpenAPI), or check the exported API';
  return { drafts: [], remarks: [{ rule: 'not-emulated', path: planned.at, message }] };
}

/** An OpenAPI document inside a text: its places are the text's. */
function body({ address, values, at }: Planned, kind: 'http-api' | 'rest-api'): Drafts {
  const place = [...at, 'body'];
  try {
    const { drafts, remarks } = openApi(address, JSON.parse(String(values.body)), [], kind);
    return {
      drafts: drafts.map((draft) => ({ ...draft, saidAt: () => place })),
      remarks: remarks.map((remark) => ({
        ...remark,
        path: place,
        message: `${remark.path.join('.')}: ${remark.message}`,
      })),
    };
  } catch {
    return {
      drafts: [],
      remarks: [{ rule: 'wrong-value', path: place, message: 'is no JSON: an OpenAPI document is expected' }],
    };
  }
}
