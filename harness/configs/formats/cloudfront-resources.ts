import { corsConfigurationSchema } from '../../../servers/s3/cors-rules.ts';
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
import type { Resource, Template } from './template.ts';

type Fields = Readonly<Record<string, unknown>>;

const PARTS = ['DefaultCacheBehavior', 'CacheBehaviors', 'Origins', 'OriginGroups', 'CustomErrorResponses'];

/** AWS::CloudFront::Distribution: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudfront-distribution.html */
export function distributionOfResources({ name, properties, at }: Resource, { resources }: Template): Drafts {
  const config = record(properties.DistributionConfig);
  const place = [...at, 'DistributionConfig'];
  const behavior = (fields: unknown, ...path: (string | number)[]): SaidBehavior => ({
    fields: record(fields),
    saidAt: (below) => [...place, ...path, ...below],
    remarks: misspeltKeys(record(fields), OF_CONSEQUENCE, (field) => [...place, ...path, field]),
    policyOf: (kind) => policyOf(kind, record(fields)[`${kind}Id`], resources),
  });
  const groups = listIn(record(config.OriginGroups).Items).map((group) => {
    const [first] = listIn(record(record(group).Members).Items);
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

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** By its logical id or, of a managed one, by its id. */
function policyOf(kind: PolicyKind, id: unknown, resources: readonly Resource[]): SaidPolicy | undefined {
  if (id === undefined) return undefined;
  const own = resources.find(({ name, type }) => name === id && type === `AWS::CloudFront::${kind}`);
  if (own !== undefined) return { config: own.properties[`${kind}Config`], at: [...own.at, `${kind}Config`] };
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
