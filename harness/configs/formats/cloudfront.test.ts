import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ConfigRuleId } from '../config-rules.ts';
import { emulate } from '../emulate.ts';
import { readConfig } from '../read-config.ts';
import { sitesOf } from '../sites.ts';
import { type Asked, answerOf, ask, saidOf } from '../testing-configs.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';
const SAMPLE = readFileSync(new URL('../samples/cloudfront.yaml', import.meta.url), 'utf8');
const PLAN = readFileSync(new URL('../samples/terraform-cdn-plan.json', import.meta.url), 'utf8');
const CDN = 'distribution';
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

/** The sample with one text replaced. */
function changed(from: string, to: string): string {
  if (!SAMPLE.includes(from)) throw new Error(`the sample has no ${from}`);
  return SAMPLE.replace(from, to);
}

const ALLOWS = (more: object) => expect.objectContaining({ 'access-control-allow-origin': SHOP, ...more });

describe('a distribution, of a template and of a plan', () => {
  it.each<[what: string, asked: Asked, says: object]>([
    [
      'the bucket behind it answers a preflight by its rules',
      { path: '/index.html' },
      { status: 200, cors: ALLOWS({ 'access-control-allow-methods': 'GET, HEAD' }) },
    ],
    ['and refuses a stranger', { path: '/index.html', origin: EVIL }, { status: 403, cors: {} }],
    ['and a read of its object', { method: 'GET', path: '/index.html' }, { status: 200, cors: ALLOWS({}) }],
    [
      'another path goes to the backend, and has the headers of the policy',
      { path: '/api/orders' },
      {
        status: 200,
        cors: ALLOWS({ 'access-control-allow-methods': 'GET, PUT', 'access-control-allow-headers': 'content-type' }),
      },
    ],
    [
      'which a stranger has not',
      { method: 'GET', path: '/api/orders', origin: EVIL },
      { status: 200, cors: { vary: 'Origin' } },
    ],
  ])('%s', async (_what, asked, says) => {
    expect(await answerOf(SAMPLE, 'template.yaml', { kind: CDN, ...asked })).toEqual(says);
    expect(await answerOf(PLAN, 'plan.json', { kind: CDN, ...asked })).toEqual(says);
  });
});

describe('a distribution of a template', () => {
  it('keeps two sites apart, as its key has the origin', async () => {
    const both = changed('[!Ref Site]\n            MaxAge', `[!Ref Site, ${EVIL}]\n            MaxAge`);
    const cdn = readConfig(both, 'template.yaml').configured.find(({ kind }) => kind === CDN);
    if (cdn === undefined) throw new Error('no distribution');
    const server = emulate(cdn);
    for (const origin of [SHOP, EVIL, SHOP]) {
      const { cors } = await ask(cdn, { method: 'GET', path: '/index.html', origin }, server);
      expect(cors['access-control-allow-origin']).toBe(origin);
    }
  });

  it('counts what is done behind several of its origins once', async () => {
    const two = changed('- Id: api', '- { Id: other, DomainName: other.shop.com }\n          - Id: api');
    const cdn = readConfig(two, 'template.yaml').configured.find(({ kind }) => kind === CDN);
    if (cdn === undefined) throw new Error('no distribution');
    const server = emulate(cdn);
    await ask(cdn, { method: 'PUT', path: '/api/orders' }, server);
    expect(server.effects?.()).toBe(1);
  });

  it('says who is to read', () => {
    const cdn = readConfig(SAMPLE, 'template.yaml').configured.find(({ kind }) => kind === CDN);
    expect(cdn && sitesOf(cdn)).toEqual([SHOP]);
  });

  it('takes a group for its first origin', async () => {
    const grouped = changed(
      'DefaultCacheBehavior:\n          TargetOriginId: assets',
      'OriginGroups: { Quantity: 1, Items: [{ Id: g, Members: { Quantity: 2, Items: [{ OriginId: assets }, { OriginId: api }] } }] }\n        DefaultCacheBehavior:\n          TargetOriginId: g',
    );
    expect(await answerOf(grouped, 'template.yaml', { kind: CDN, path: '/index.html', origin: EVIL })).toMatchObject({
      status: 403,
    });
  });
});

/** A template with a distribution whose one behavior is this. */
const behaving = (behavior: string, more = '') =>
  `Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Origins: [{ Id: o, DomainName: o.shop.com }]\n        DefaultCacheBehavior: { TargetOriginId: o, ${behavior} }\n${more}`;
const forwarding = (values: string) => behaving(`ForwardedValues: { ${values} }`);

describe('a behavior without policies', () => {
  const rulesOf = (file: string) => readConfig(file, 'template.yaml').configured[0];

  it('keys what it forwards', () => {
    const file = behaving(
      'MinTTL: 1, DefaultTTL: 2, MaxTTL: 3, ForwardedValues: { QueryString: true, QueryStringCacheKeys: [q], Headers: [Origin], Cookies: { Forward: whitelist, WhitelistedNames: [sid] } }',
    );
    expect(rulesOf(file)).toMatchObject({
      rules: {
        DefaultCacheBehavior: {
          CachePolicy: {
            MinTTL: 1,
            DefaultTTL: 2,
            MaxTTL: 3,
            ParametersInCacheKeyAndForwardedToOrigin: {
              HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Origin'] },
              CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['sid'] },
              QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['q'] },
            },
          },
        },
      },
    });
  });

  it('keeps nothing where all headers are forwarded', () => {
    expect(rulesOf(forwarding("QueryString: false, Headers: ['*']"))).toMatchObject({
      rules: { DefaultCacheBehavior: { CachePolicy: 'CachingDisabled', OriginRequestPolicy: 'AllViewer' } },
    });
  });
});

describe('what is said of a distribution', () => {
  const CORS_S3 = '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf';
  const PREFLIGHT = '5cc3b908-e619-4b99-88e5-2cf7f45965bd';

  it.each<[rule: ConfigRuleId, file: string, message: string]>([
    ['no-cors-here', behaving(`CachePolicyId: ${OPTIMIZED}`), 'the origin is not told who asks'],
    [
      'cache-mixes-answers',
      behaving(`CachePolicyId: ${OPTIMIZED}, OriginRequestPolicyId: ${CORS_S3}`),
      'origin: forwarded to the origin, and not in the cache key',
    ],
    [
      'cache-mixes-answers',
      behaving(
        `CachePolicyId: ${OPTIMIZED}, OriginRequestPolicyId: ${CORS_S3}, AllowedMethods: [GET, HEAD, OPTIONS], CachedMethods: [GET, HEAD, OPTIONS]`,
      ),
      'origin, access-control-request-method, access-control-request-headers: forwarded',
    ],
    [
      'options-not-allowed',
      behaving(`CachePolicyId: ${OPTIMIZED}, ResponseHeadersPolicyId: ${PREFLIGHT}`),
      'OPTIONS is none of AllowedMethods',
    ],
    ['aws-refuses', behaving('Compress: true'), 'has neither CachePolicyId nor ForwardedValues'],
    [
      'aws-refuses',
      behaving(`CachePolicyId: ${OPTIMIZED}`).replace('{ Id: o,', '{ Id: p,'),
      'o is none of the origins: p',
    ],
    [
      'aws-refuses',
      behaving(`CachePolicyId: ${OPTIMIZED}, AllowedMethods: [GET]`),
      'must be GET and HEAD; these and OPTIONS',
    ],
    ['wrong-value', behaving('CachePolicyId: Managed-CachingOptimized'), `its id is ${OPTIMIZED}`],
    ['unknown-key', behaving(`CachePolicyId: ${OPTIMIZED}, AllowedMethod: [GET]`), 'did you mean AllowedMethods'],
    [
      'unknown-key',
      behaving(`CachePolicyId: ${OPTIMIZED}`, '        CacheBehaviours: []\n'),
      'did you mean CacheBehaviors',
    ],
    [
      'unresolved-value',
      behaving('CachePolicyId: 11111111-2222-3333-4444-555555555555'),
      'the policy 11111111-2222-3333-4444-555555555555 is known when it is deployed',
    ],
    [
      'not-emulated',
      behaving(`CachePolicyId: ${OPTIMIZED}, FunctionAssociations: [{ EventType: viewer-request, FunctionARN: a }]`),
      'code at the edge',
    ],
    [
      'not-emulated',
      behaving(
        `CachePolicyId: ${OPTIMIZED}`,
        '        CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: /index.html }]\n',
      ),
      'an error page takes the place',
    ],
  ])('%s: %#', (rule, file, message) => {
    const said = saidOf(file, 'template.yaml').filter((each) => each.startsWith(`${rule}: `));
    expect(said).toContainEqual(expect.stringContaining(message));
  });

  it.each<[what: string, file: string]>([
    [
      'a policy with OriginOverride says it all',
      behaving(
        `CachePolicyId: ${OPTIMIZED}, ResponseHeadersPolicyId: !Ref P`,
        `  P:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Properties:
      ResponseHeadersPolicyConfig: { Name: p, CorsConfig: { AccessControlAllowOrigins: { Items: ["${SHOP}"] }, AccessControlAllowHeaders: { Items: [] }, AccessControlAllowMethods: { Items: [GET] }, AccessControlAllowCredentials: false, OriginOverride: true } }
`,
      ),
    ],
    [
      'nothing is kept',
      behaving(
        'CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad, OriginRequestPolicyId: 216adef6-5c7f-47e4-b989-5492eafa07d3',
      ),
    ],
    ['the key has it', forwarding('QueryString: false, Headers: [Origin]')],
  ])('nothing is mixed where %s', (_what, file) => {
    expect(saidOf(file, 'template.yaml')).toEqual([]);
  });

  it('that has no policy is said once', () => {
    expect(saidOf(behaving('Compress: true'), 'template.yaml')).toEqual([
      'aws-refuses: has neither CachePolicyId nor ForwardedValues: CloudFront wants one of them',
    ]);
  });

  it('of a policy is said where the policy stands', () => {
    const wrong = readConfig(changed('HeaderBehavior: whitelist', 'HeaderBehavior: some'), 'template.yaml').issues;
    const { line = 0 } = wrong.find(({ rule }) => rule === 'wrong-value') ?? {};
    expect(SAMPLE.split('\n')[line - 1]).toContain('HeaderBehavior');
  });
});

describe('a distribution of a plan', () => {
  /** The sample with the values of its distribution changed. */
  const planWith = (values: object, configured: object = {}) => {
    const plan = JSON.parse(PLAN);
    const isCdn = ({ type }: { type: string }) => type === 'aws_cloudfront_distribution';
    Object.assign(plan.planned_values.root_module.resources.find(isCdn).values, values);
    Object.assign(plan.configuration.root_module.resources.find(isCdn).expressions, configured);
    return JSON.stringify(plan);
  };
  const behavior = { target_origin_id: 'o', allowed_methods: ['GET', 'HEAD'], cached_methods: ['GET', 'HEAD'] };
  const one = (more: object, origin: object = { origin_id: 'o', domain_name: 'o.shop.com' }) =>
    planWith({ default_cache_behavior: [{ ...behavior, ...more }], ordered_cache_behavior: [], origin: [origin] });
  const code = [{ event_type: 'viewer-response', function_arn: 'a' }];

  it.each<[what: string, file: string, said: string]>([
    [
      'code at the edge',
      one({ function_association: code }),
      'not-emulated: code at the edge may add headers, and take some away',
    ],
    [
      'error pages',
      planWith({ custom_error_response: [{ error_code: 403 }] }),
      'not-emulated: an error page takes the place of what the origin answers, of a refused preflight too',
    ],
    [
      'origins that are not told apart',
      planWith(
        {},
        { origin: [{ origin_id: { references: ['local.a'] } }, { origin_id: { references: ['local.b'] } }] },
      ),
      'not-emulated: the plan does not say which of the configured origins assets is: it is taken for another server',
    ],
    [
      'a policy that nobody knows yet',
      planWith({}, { default_cache_behavior: [{ cache_policy_id: { references: ['local.policy'] } }] }),
      'unresolved-value: aws_cloudfront_distribution.cdn.default_cache_behavior[0].cache_policy_id is known when it is deployed',
    ],
  ])('is said to have %s', (_what, file, said) => {
    expect(saidOf(file, 'plan.json')).toContain(said);
  });

  it('has lifetimes that the provider works out', () => {
    const forwarded = {
      query_string: false,
      headers: ['Origin'],
      cookies: [{ forward: 'none', whitelisted_names: null }],
    };
    const cdn = readConfig(
      planWith(
        {
          default_cache_behavior: [
            { ...behavior, target_origin_id: 'api', cache_policy_id: '', forwarded_values: [forwarded], min_ttl: 0 },
          ],
        },
        { default_cache_behavior: [{}] },
      ).replace('"cache_policy_id":true,"default_ttl":true', '"default_ttl":true'),
      'plan.json',
    ).configured.find(({ kind }) => kind === CDN);
    expect(cdn).toMatchObject({
      rules: {
        DefaultCacheBehavior: {
          CachePolicy: {
            MinTTL: 0,
            ParametersInCacheKeyAndForwardedToOrigin: {
              HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Origin'] },
            },
          },
        },
      },
    });
  });

  it('finds its bucket by the domain name, where that is known', async () => {
    const plan = planWith({
      origin: [
        { origin_id: 'assets', domain_name: 'shop-assets.s3.eu-central-1.amazonaws.com' },
        { origin_id: 'api', domain_name: 'api.shop.com' },
      ],
    });
    const known = plan.replace('"origin":[{},{"domain_name":true}]', '"origin":[]');
    const asked = { kind: CDN, path: '/index.html', origin: EVIL } as const;
    expect(await answerOf(known, 'plan.json', asked)).toEqual({ status: 403, cors: {} });
  });
});
