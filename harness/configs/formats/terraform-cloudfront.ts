import { corsConfigurationSchema } from '../../../servers/s3/cors-rules.ts';
import type { BucketOrigin, Drafts, Remark } from '../configured.ts';
import { DISTRIBUTION_NAMES, POLICY_NAMES, RESPONSE_HEADERS_NAMES, S3_NAMES } from '../names.ts';
import { misspeltKeys, type Names, rename } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import {
  distribution,
  managedOrUnknown,
  type PolicyKind,
  type SaidBehavior,
  type SaidOrigin,
  type SaidPolicy,
} from './distribution.ts';
import { blocksOf, said } from './terraform-blocks.ts';
import { list, type Plan, type Planned, section } from './terraform-plan.ts';

type Fields = Readonly<Record<string, unknown>>;

const POLICIES: Readonly<Record<PolicyKind, { readonly type: string; readonly read: (values: Fields) => unknown }>> = {
  CachePolicy: { type: 'aws_cloudfront_cache_policy', read: (values) => policyIn(values) },
  OriginRequestPolicy: { type: 'aws_cloudfront_origin_request_policy', read: (values) => policyIn(values) },
  ResponseHeadersPolicy: { type: 'aws_cloudfront_response_headers_policy', read: responseHeadersIn },
};

const IDS: Readonly<Record<PolicyKind, string>> = {
  CachePolicy: 'cache_policy_id',
  OriginRequestPolicy: 'origin_request_policy_id',
  ResponseHeadersPolicy: 'response_headers_policy_id',
};

/** Blocks of which only matters that they are there. */
const CODE = ['function_association', 'lambda_function_association'];

/** aws_cloudfront_distribution: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudfront_distribution */
export function distributionOfPlan(planned: Planned, plan: Plan): Drafts {
  const { address, values, at } = planned;
  const behavior = (name: string, index: number) => behaviorIn(planned, plan, name, index);
  const origins = list(values.origin).map((each, index) => originIn(section(each), index, planned, plan));
  const groups = list(values.origin_group).map((group) => {
    const [first] = list(section(group).member);
    return [String(section(group).origin_id), String(section(first).origin_id)] as const;
  });
  return distribution({
    name: address,
    at,
    remarks: origins.flatMap(({ remarks }) => remarks),
    defaultBehavior: behavior('default_cache_behavior', 0),
    behaviors: list(values.ordered_cache_behavior).map((_, index) => behavior('ordered_cache_behavior', index)),
    origins: origins.map(({ origin }) => origin),
    groups: new Map(groups),
    errorPages: list(values.custom_error_response).length > 0 ? [...at, 'custom_error_response'] : undefined,
  });
}

function behaviorIn(planned: Planned, plan: Plan, name: string, index: number): SaidBehavior {
  const at = [...planned.at, name, index];
  const raw = section(list(planned.values[name])[index]);
  // An empty id is none; a lifetime that the provider works out is the one that goes without saying.
  const written = Object.entries(section(blocksOf(raw))).filter(
    ([key, value]) => value !== '' && !(key.endsWith('_ttl') && value instanceof Unresolved),
  );
  const code = CODE.map((key) => [key, list(raw[key]).map(() => true)] as const);
  const block = Object.fromEntries([...written, ...code.filter(([, each]) => each.length > 0)]);
  const { value, saidAt } = withNames(block, DISTRIBUTION_NAMES);
  return {
    fields: section(value),
    saidAt: (path) => [...at, ...saidAt(path)],
    remarks: misspeltKeys(block, Object.keys(DISTRIBUTION_NAMES), (key) => [...at, key]),
    policyOf: (kind) => policyOf(kind, section(value)[`${kind}Id`], planned, plan, [name, index, IDS[kind]]),
  };
}

/** Other fields are of no consequence. */
function withNames(block: Fields, names: Names) {
  const known = Object.fromEntries(Object.entries(block).filter(([key]) => Object.hasOwn(names, key)));
  return rename(known, names, []);
}

function policyOf(
  kind: PolicyKind,
  id: unknown,
  planned: Planned,
  { refersTo }: Plan,
  path: readonly (string | number)[],
): SaidPolicy | undefined {
  const { type, read } = POLICIES[kind];
  const own = refersTo(planned, path, [type])?.resource;
  if (own !== undefined) return { config: read(own.values), at: own.at };
  return id === undefined ? undefined : { config: managedOrUnknown(kind, id) };
}

function policyIn(values: Fields): unknown {
  return withNames(section(blocksOf(values)), POLICY_NAMES).value;
}

/** Of a policy only what has to do with CORS. */
function responseHeadersIn({ cors_config: cors }: Fields): unknown {
  if (cors instanceof Unresolved) return { CorsConfig: cors };
  const [block] = list(cors);
  return block === undefined ? {} : { CorsConfig: rename(blocksOf(block), RESPONSE_HEADERS_NAMES, []).value };
}

interface FoundOrigin {
  readonly origin: SaidOrigin;
  readonly remarks: readonly Remark[];
}

/** A plan and its configuration have the origins in orders of their own. */
function originIn(
  { origin_id: id, domain_name: domainName }: Fields,
  index: number,
  planned: Planned,
  plan: Plan,
): FoundOrigin {
  const configured = list(plan.expressionOf(planned, ['origin']));
  const named = configured.findIndex((each) => section(section(each).origin_id).constant_value === id);
  const place = configured.length === 1 ? 0 : named;
  const bucket =
    typeof domainName === 'string'
      ? plan.resources.find((each) => each.type === 'aws_s3_bucket' && isDomainOf(each, domainName))
      : bucketNamedBy(['origin', place, 'domain_name'], planned, plan);
  const origin = { id: String(id), domainName, bucket: bucket && bucketOf(bucket, plan) };
  if (typeof domainName === 'string' || place >= 0) return { origin, remarks: [] };
  const message = `the plan does not say which of the configured origins ${id} is: it is taken for another server`;
  return { origin, remarks: [{ rule: 'not-emulated', path: [...planned.at, 'origin', index], message }] };
}

function isDomainOf({ values }: Planned, domain: string): boolean {
  const own = [values.bucket_regional_domain_name, values.bucket_domain_name].includes(domain);
  return own || (typeof values.bucket === 'string' && domain.startsWith(`${values.bucket}.s3.`));
}

/** A website endpoint is another server: it has no CORS of its own. */
function bucketNamedBy(path: readonly (string | number)[], planned: Planned, plan: Plan): Planned | undefined {
  const { resource, attribute } = plan.refersTo(planned, path, ['aws_s3_bucket']) ?? {};
  return attribute?.startsWith('bucket') ? resource : undefined;
}

/** A bucket with the rules of the resource that names it, or with its own. */
function bucketOf(bucket: Planned, { resources, refersTo }: Plan): BucketOrigin {
  const configuration = resources.find(
    (each) =>
      each.type === 'aws_s3_bucket_cors_configuration' &&
      refersTo(each, 'bucket', ['aws_s3_bucket'])?.resource === bucket,
  );
  const rules = list(said((configuration ?? bucket).values.cors_rule)).map((rule) =>
    Object.fromEntries(Object.entries(section(rule)).filter(([, value]) => value !== '')),
  );
  const parsed = corsConfigurationSchema.safeParse({ CORSRules: rename(rules, S3_NAMES.terraform, []).value });
  const name = typeof bucket.values.bucket === 'string' ? bucket.values.bucket : bucket.address;
  return { name, ...(parsed.success && { cors: parsed.data }) };
}
