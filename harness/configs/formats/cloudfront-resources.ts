import { corsConfigurationSchema } from '../../../servers/s3/cors-rules.ts';
import type { Path } from '../../model/data-file.ts';
import type { BucketOrigin, Drafts } from '../configured.ts';
import { S3_NAMES } from '../names.ts';
import { isRecord, misspeltKeys, rename } from '../rename.ts';
import {
  distribution,
  managedOrUnknown,
  OF_CONSEQUENCE,
  type PolicyKind,
  type SaidBehavior,
  type SaidOrigin,
  type SaidPolicy,
} from './distribution.ts';
import { withoutNames } from './response-headers-policy.ts';
import type { Resource, Template } from './template.ts';

type Fields = Readonly<Record<string, unknown>>;

const PARTS = ['DefaultCacheBehavior', 'CacheBehaviors', 'Origins', 'OriginGroups', 'CustomErrorResponses'];

/**
 * A distribution in JSON: its configuration as `aws cloudfront create-distribution` takes it, or what the API answers
 * around it.
 */
export function distributionFromJson(data: Fields): Drafts {
  const { Distribution: whole = data } = data;
  const at = whole === data ? [] : ['Distribution'];
  const { DistributionConfig: config } = record(whole);
  const resource = (properties: Fields) => ({
    name: 'distribution',
    type: 'AWS::CloudFront::Distribution',
    properties,
    at,
  });
  const template = { resources: [], globals: {} };
  if (config !== undefined) return distributionOfResources(resource(record(whole)), template);
  const { drafts, remarks } = distributionOfResources(resource({ DistributionConfig: whole }), template);
  const outside = (path: Path) => [...at, ...path.slice(at.length + 1)];
  return {
    drafts: drafts.map((draft) => ({ ...draft, saidAt: (path) => outside(draft.saidAt(path)) })),
    remarks: remarks.map((remark) => ({ ...remark, path: outside(remark.path) })),
  };
}

/** AWS::CloudFront::Distribution: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudfront-distribution.html */
export function distributionOfResources({ name, properties, at }: Resource, { resources }: Template): Drafts {
  const config = record(properties.DistributionConfig);
  const place = [...at, 'DistributionConfig'];
  const behavior = (fields: unknown, ...path: (string | number)[]): SaidBehavior => ({
    fields: withPlainMethods(record(fields)),
    saidAt: (below) => [...place, ...path, ...below],
    remarks: misspeltKeys(record(fields), OF_CONSEQUENCE, (field) => [...place, ...path, field]),
    policyOf: (kind) => policyOf(kind, record(fields)[`${kind}Id`], resources),
  });
  const groups = listIn(config.OriginGroups).map((group) => {
    const [first] = listIn(record(group).Members);
    return [String(record(group).Id), String(record(first).OriginId)] as const;
  });
  return distribution({
    name,
    at: place,
    remarks: misspeltKeys(config, PARTS, (field) => [...place, field]),
    defaultBehavior: behavior(config.DefaultCacheBehavior, 'DefaultCacheBehavior'),
    behaviors: listIn(config.CacheBehaviors).map((each, index) => behavior(each, 'CacheBehaviors', index)),
    origins: listIn(config.Origins).map((each) => originOf(record(each), resources)),
    groups: new Map(groups),
    errorPages: listIn(config.CustomErrorResponses).length > 0 ? [...place, 'CustomErrorResponses'] : undefined,
  });
}

function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** A list as the API writes it, too: `{ Quantity, Items }`. */
function listIn(value: unknown): readonly unknown[] {
  const items = isRecord(value) ? value.Items : value;
  return Array.isArray(items) ? items : [];
}

/** The API has the methods that are kept inside those that are allowed. */
function withPlainMethods(fields: Fields): Fields {
  const { AllowedMethods: allowed } = fields;
  if (!isRecord(allowed) || !isRecord(allowed.CachedMethods)) return fields;
  const { CachedMethods: cached, ...others } = allowed;
  return { ...fields, AllowedMethods: others, CachedMethods: cached };
}

/** By its logical id or, of a managed one, by its id. */
function policyOf(kind: PolicyKind, id: unknown, resources: readonly Resource[]): SaidPolicy | undefined {
  if (id === undefined) return undefined;
  const own = resources.find(({ name, type }) => name === id && type === `AWS::CloudFront::${kind}`);
  if (own !== undefined)
    return { config: withoutNames(own.properties[`${kind}Config`]), at: [...own.at, `${kind}Config`] };
  return { config: managedOrUnknown(kind, id) };
}

function originOf({ Id: id, DomainName: domainName }: Fields, resources: readonly Resource[]): SaidOrigin {
  const bucket = resources.find((each) => each.type === 'AWS::S3::Bucket' && isDomainOf(each, String(domainName)));
  return { id: String(id), domainName, bucket: bucket && bucketOf(bucket) };
}

/** A website endpoint is another server: it has no CORS of its own. */
function isDomainOf({ name, properties }: Resource, domain: string): boolean {
  const names = [name, properties.BucketName].filter((each) => typeof each === 'string');
  const [first = ''] = domain.split('.');
  return names.includes(first) && /^[^.]+\.(RegionalDomainName|DomainName|s3[.-].*amazonaws\.com)$/.test(domain);
}

function bucketOf({ name, properties: { CorsConfiguration: cors } }: Resource): BucketOrigin {
  const parsed = corsConfigurationSchema.safeParse(rename(cors, S3_NAMES.cloudFormation, []).value);
  return { name, ...(parsed.success && { cors: parsed.data }) };
}
