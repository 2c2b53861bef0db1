import { managedPolicyId } from '../../../servers/cloudfront/managed-policies.ts';
import type { Path } from '../../model/data-file.ts';
import type { BucketOrigin, Drafts, Remark } from '../configured.ts';
import { Places } from '../places.ts';
import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import { legacyPolicies } from './forwarded-values.ts';

type Fields = Readonly<Record<string, unknown>>;

export const POLICY_KINDS = ['CachePolicy', 'OriginRequestPolicy', 'ResponseHeadersPolicy'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** A behavior in the words of CloudFormation, whatever tool says it. */
export interface SaidBehavior {
  readonly fields: Fields;
  /** Where in the file a part of it stands. */
  readonly saidAt: (path: Path) => Path;
  /** What is to be said of its fields by themselves. */
  readonly remarks: readonly Remark[];
  /** What the id of a policy stands for. */
  readonly policyOf: (kind: PolicyKind) => SaidPolicy | undefined;
}

/** A policy that a behavior names by an id: a managed one by the id, an own one as it is, with its place. */
export interface SaidPolicy {
  readonly config: unknown;
  readonly at?: Path;
}

/** What a tool says of a distribution. */
export interface SaidDistribution {
  readonly name: string;
  readonly at: Path;
  /** What is to be said of its fields by themselves. */
  readonly remarks: readonly Remark[];
  readonly defaultBehavior: SaidBehavior;
  /** For single paths. */
  readonly behaviors: readonly SaidBehavior[];
  readonly origins: readonly SaidOrigin[];
  /** The first origin of each group of origins. */
  readonly groups: ReadonlyMap<string, string>;
  /** Where it is said that error answers are replaced. */
  readonly errorPages: Path | undefined;
}

/** An origin, and the bucket that it is, where the file has it. */
export interface SaidOrigin {
  readonly id: string;
  readonly domainName: unknown;
  readonly bucket: BucketOrigin | undefined;
}

/** What has to do with CORS in a behavior: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-cachebehavior.html */
export const OF_CONSEQUENCE = [
  'AllowedMethods',
  'CachedMethods',
  'CachePolicyId',
  'OriginRequestPolicyId',
  'ResponseHeadersPolicyId',
  'ForwardedValues',
  'PathPattern',
  'TargetOriginId',
  'FunctionAssociations',
  'LambdaFunctionAssociations',
];
/** Code at the edge, which is in no configuration file. */
const CODE = ['FunctionAssociations', 'LambdaFunctionAssociations'];

/** A distribution, put together. */
export function distribution(said: SaidDistribution): Drafts {
  const places = new Places(said.at);
  const written = (behavior: SaidBehavior, place: Path) => behaviorOf(behavior, place, said, places);
  const rules = {
    Origins: Object.fromEntries(said.origins.map((each) => [each.id, { DomainName: domainOf(each) }])),
    DefaultCacheBehavior: written(said.defaultBehavior, ['DefaultCacheBehavior']),
    CacheBehaviors: said.behaviors.map((each, index) => ({
      PathPattern: each.fields.PathPattern,
      ...written(each, ['CacheBehaviors', index]),
    })),
  };
  const buckets = said.origins.flatMap(({ id, bucket }) => (bucket === undefined ? [] : [[id, bucket] as const]));
  const draft = {
    kind: 'distribution',
    name: said.name,
    rules,
    buckets: Object.fromEntries(buckets),
    saidAt: (path: Path) => places.saidAt(path),
  } as const;
  const behaviors = [said.defaultBehavior, ...said.behaviors];
  const isWhole = behaviors.every(({ fields }) => hasPolicy(fields));
  return {
    drafts: isWhole ? [draft] : [],
    remarks: [...said.remarks, ...behaviors.flatMap(remarksOn), ...errorPages(said)],
  };
}

/** A policy of somebody's own that was made elsewhere has an id that tells nothing. */
export function managedOrUnknown(kind: PolicyKind, id: unknown): unknown {
  const isElsewhere = typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) && managedPolicyId(kind, id) === undefined;
  return isElsewhere ? new Unresolved(`the policy ${id}`) : id;
}

/** A domain that is known when it is deployed is another's, here. */
function domainOf({ id, domainName }: SaidOrigin): string {
  const plain = id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return typeof domainName === 'string' && domainName !== '' ? domainName : `${plain}.example.com`;
}

function behaviorOf(behavior: SaidBehavior, place: Path, said: SaidDistribution, places: Places): Fields {
  const { fields, saidAt, policyOf } = behavior;
  const { AllowedMethods: allowed, CachedMethods: cached, TargetOriginId: target } = fields;
  places.note(place, saidAt([]));
  for (const name of OF_CONSEQUENCE) places.note([...place, name], saidAt([name]), true);
  const policies = POLICY_KINDS.flatMap((kind) => {
    const policy = policyOf(kind);
    if (policy === undefined) return [];
    places.note([...place, kind], policy.at ?? saidAt([`${kind}Id`]), policy.at !== undefined);
    return [[kind, policy.config] as const];
  });
  const legacy = fields.ForwardedValues === undefined ? {} : legacyPolicies(fields);
  if ('CachePolicy' in legacy) places.note([...place, 'CachePolicy'], saidAt(['ForwardedValues']));
  return {
    ...(target !== undefined && { TargetOriginId: said.groups.get(String(target)) ?? target }),
    ...(allowed !== undefined && { AllowedMethods: allowed }),
    ...(cached !== undefined && { CachedMethods: cached }),
    ...legacy,
    ...Object.fromEntries(policies),
  };
}

function hasPolicy({ CachePolicyId, ForwardedValues }: Fields): boolean {
  return CachePolicyId !== undefined || ForwardedValues !== undefined;
}

function remarksOn({ fields, saidAt, remarks }: SaidBehavior): Remark[] {
  const message = 'has neither CachePolicyId nor ForwardedValues: CloudFront wants one of them';
  return [
    ...remarks,
    ...(hasPolicy(fields) ? [] : [{ rule: 'aws-refuses' as const, path: saidAt([]), message }]),
    ...POLICY_KINDS.flatMap((kind) => remarksOnId(kind, fields[`${kind}Id`], saidAt([`${kind}Id`]))),
    ...CODE.filter((name) => isThere(fields[name])).map((name): Remark => {
      return {
        rule: 'not-emulated',
        path: saidAt([name]),
        message: 'code at the edge may add headers, and take some away',
      };
    }),
  ];
}

/** A list, as the API writes it or plain, that has something in it. */
function isThere(list: unknown): boolean {
  const items = isRecord(list) ? list.Items : list;
  return Array.isArray(items) && items.length > 0;
}

/** The console shows names, and files want ids. */
function remarksOnId(kind: PolicyKind, said: unknown, path: Path): Remark[] {
  const id = typeof said === 'string' ? managedPolicyId(kind, said) : undefined;
  if (id === undefined || id === said) return [];
  return [{ rule: 'wrong-value', path, message: `${said} is the name of a managed policy: its id is ${id}` }];
}

function errorPages({ errorPages: path }: SaidDistribution): Remark[] {
  if (path === undefined) return [];
  const message = 'an error page takes the place of what the origin answers, of a refused preflight too';
  return [{ rule: 'not-emulated', path, message }];
}
