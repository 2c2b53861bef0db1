import { afterEach, describe, expect, it } from 'vitest';
import { type S3Rules, type S3Server, s3 } from '../s3.ts';
import type { CorsConfiguration, CorsRule } from './cors-rules.ts';

/** Recorded answers of AWS. */
const LOCALSTACK =
  'https://github.com/localstack/localstack/blob/8b9a79f/tests/aws/services/s3/test_s3_cors.snapshot.json';
const HOST = 'my-bucket.s3.us-east-1.amazonaws.com';
const APP = 'https://localhost:4200';
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

const ENABLED = 'CORSResponse: CORS is not enabled for this bucket.';
const NOT_FOUND = 'CORSResponse: Bucket not found';
const NO_ORIGIN = 'Insufficient information. Origin request header needed.';
const REFUSED =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

const open: S3Server[] = [];
afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

interface Asked {
  readonly method?: 'OPTIONS' | 'GET' | 'HEAD' | 'PUT';
  readonly path?: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A bucket with one object, `key`, that anybody may read and write. */
function bucketWith(cors: CorsConfiguration | undefined): S3Server {
  const objects = { key: { body: 'test-cors' } };
  const bucket: S3Rules['buckets'][string] = { publicAccess: 'read-write', objects, ...(cors && { cors }) };
  const server = s3({ buckets: { 'my-bucket': bucket } });
  open.push(server);
  return server;
}

async function ask(cors: CorsConfiguration | undefined, asked: Asked) {
  const { method = 'GET', path = '/key', host = HOST, headers = {} } = asked;
  const { app } = bucketWith(cors);
  return app.inject({ method, url: path, headers: { host, ...headers } });
}

const rule = (more: Partial<CorsRule>): CorsConfiguration => ({
  CORSRules: [
    { AllowedOrigins: [APP], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'], MaxAgeSeconds: 3000, ...more },
  ],
});
const preflight = (origin: string, method = 'PUT', requested?: string): Asked => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': method,
    ...(requested !== undefined && { 'access-control-request-headers': requested }),
  },
});
const atBucket = (asked: Asked): Asked => ({ ...asked, path: '/' });

/** The answer's CORS headers and Vary, as the first three of them are always named here. */
function permission(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(headers).filter((name) => name.startsWith('access-control-') || name === 'vary');
  return Object.fromEntries(names.map((name) => [name, headers[name]]));
}

const WITH_CREDENTIALS = {
  'access-control-allow-origin': APP,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, PUT',
  'access-control-max-age': '3000',
  vary: VARY,
};
const FOR_ALL = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, PUT',
  'access-control-max-age': '3000',
  vary: VARY,
};
const GET_ONLY = { ...WITH_CREDENTIALS, 'access-control-allow-methods': 'GET' };
const SPELLED = rule({
  AllowedMethods: ['GET'],
  AllowedHeaders: ['x-amz-expected-bucket-owner', 'x-AMZ-server-SIDE-encryption'],
});

describe('what AWS was seen to answer when a rule matches', () => {
  it.each<[fact: string, source: string, CorsConfiguration, Asked, Record<string, string>]>([
    ['a preflight: all of the rule', LOCALSTACK, rule({}), preflight(APP), WITH_CREDENTIALS],
    ['a GET: the same headers as a preflight', LOCALSTACK, rule({}), { headers: { origin: APP } }, WITH_CREDENTIALS],
    ['`*`: no credentials', LOCALSTACK, rule({ AllowedOrigins: ['*'] }), preflight('http://random:1234'), FOR_ALL],
    [
      '`*` and a GET: no credentials',
      LOCALSTACK,
      rule({ AllowedOrigins: ['*'] }),
      { headers: { origin: 'http://random:1234' } },
      FOR_ALL,
    ],
    [
      'a wildcard in an origin: echo and credentials',
      LOCALSTACK,
      rule({ AllowedOrigins: ['http://*.origin.com'] }),
      atBucket(preflight('http://test.origin.com', 'GET')),
      { ...WITH_CREDENTIALS, 'access-control-allow-origin': 'http://test.origin.com' },
    ],
    ['one method', LOCALSTACK, rule({ AllowedMethods: ['GET'] }), preflight(APP, 'GET'), GET_ONLY],
    [
      'requested headers: those, and only where they were requested',
      LOCALSTACK,
      rule({ AllowedMethods: ['GET'] }),
      preflight(APP, 'GET', 'x-amz-request-payer, x-amz-expected-bucket-owner'),
      { ...GET_ONLY, 'access-control-allow-headers': 'x-amz-request-payer, x-amz-expected-bucket-owner' },
    ],
    [
      'requested headers in any case: in lower case',
      LOCALSTACK,
      SPELLED,
      preflight(APP, 'GET', 'x-AMZ-expected-BUCKET-owner, x-amz-server-side-encryption'),
      { ...GET_ONLY, 'access-control-allow-headers': 'x-amz-expected-bucket-owner, x-amz-server-side-encryption' },
    ],
    [
      'requested headers without a space between',
      LOCALSTACK,
      SPELLED,
      preflight(APP, 'GET', 'x-amz-expected-bucket-owner,x-amz-server-side-encryption'),
      { ...GET_ONLY, 'access-control-allow-headers': 'x-amz-expected-bucket-owner, x-amz-server-side-encryption' },
    ],
    [
      'a GET with a header that no rule allows: the real headers are not looked at',
      LOCALSTACK,
      SPELLED,
      { headers: { origin: APP, 'x-amz-request-payer': 'requester' } },
      GET_ONLY,
    ],
    [
      'exposed headers as they stand; without MaxAgeSeconds no Max-Age',
      LOCALSTACK,
      {
        CORSRules: [
          {
            AllowedOrigins: ['*'],
            AllowedMethods: ['GET'],
            ExposeHeaders: ['x-amz-id-2', 'x-amz-request-id', 'x-amz-request-payer'],
          },
        ],
      },
      preflight(APP, 'GET'),
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET',
        'access-control-expose-headers': 'x-amz-id-2, x-amz-request-id, x-amz-request-payer',
        vary: VARY,
      },
    ],
  ])('%s [%s]', async (_fact, _source, cors, asked, expected) => {
    const answer = await ask(cors, asked);
    expect(answer.statusCode).toBe(200);
    expect(permission(answer.headers)).toEqual(expected);
    expect(answer.headers.server).toBe('AmazonS3');
    if (asked.method !== 'OPTIONS') return expect(answer.body).toBe('test-cors');
    expect(answer.headers['content-length']).toBe('0');
    expect(answer.headers).not.toHaveProperty('content-type');
  });
});

describe('what AWS was seen to answer to a preflight that it refuses', () => {
  it.each<[fact: string, source: string, CorsConfiguration | undefined, Asked, number, string[]]>([
    ['no Origin, no configuration', LOCALSTACK, undefined, { method: 'OPTIONS' }, 400, ['BadRequest', NO_ORIGIN]],
    [
      'no Origin, no such bucket',
      LOCALSTACK,
      undefined,
      { method: 'OPTIONS', host: 'fake-bucket.s3.amazonaws.com' },
      400,
      ['BadRequest', NO_ORIGIN],
    ],
    ['no Origin, a rule', LOCALSTACK, rule({}), { method: 'OPTIONS' }, 400, ['BadRequest', NO_ORIGIN]],
    [
      'a Referer is no Origin',
      LOCALSTACK,
      rule({}),
      { method: 'OPTIONS', headers: { referer: APP, 'access-control-request-method': 'PUT' } },
      400,
      ['BadRequest', NO_ORIGIN],
    ],
    [
      'no such bucket',
      LOCALSTACK,
      undefined,
      { method: 'OPTIONS', host: 'fake-bucket.s3.amazonaws.com', headers: { origin: 'whatever' } },
      403,
      ['AccessForbidden', NOT_FOUND, 'OPTIONS', 'BUCKET'],
    ],
    [
      'no configuration, although a key is asked for',
      LOCALSTACK,
      undefined,
      preflight('whatever'),
      403,
      ['AccessForbidden', ENABLED, 'PUT', 'BUCKET'],
    ],
    [
      'no configuration, no Access-Control-Request-Method',
      LOCALSTACK,
      undefined,
      { method: 'OPTIONS', headers: { origin: 'whatever' } },
      403,
      ['AccessForbidden', ENABLED, 'OPTIONS', 'BUCKET'],
    ],
    [
      'another scheme',
      LOCALSTACK,
      rule({}),
      preflight('http://localhost:4200'),
      403,
      ['AccessForbidden', REFUSED, 'PUT', 'OBJECT'],
    ],
    [
      'a slash at the end of an origin, at the bucket',
      LOCALSTACK,
      rule({ AllowedOrigins: ['http://*.origin.com'] }),
      atBucket(preflight('http://test.origin.com/', 'GET')),
      403,
      ['AccessForbidden', REFUSED, 'GET', 'BUCKET'],
    ],
    [
      'another method',
      LOCALSTACK,
      rule({ AllowedMethods: ['GET'] }),
      preflight(APP),
      403,
      ['AccessForbidden', REFUSED, 'PUT', 'OBJECT'],
    ],
    [
      'a header that is not listed',
      LOCALSTACK,
      SPELLED,
      preflight(APP, 'GET', 'x-amz-request-payer'),
      403,
      ['AccessForbidden', REFUSED, 'GET', 'OBJECT'],
    ],
    [
      'any header, where a rule has no AllowedHeaders',
      LOCALSTACK,
      { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }] },
      preflight(APP, 'GET', 'x-amz-request-payer'),
      403,
      ['AccessForbidden', REFUSED, 'GET', 'OBJECT'],
    ],
    [
      'the service itself, as in ListBuckets',
      'https://github.com/aws/aws-sdk-js/issues/1939',
      rule({}),
      { ...atBucket(preflight(APP)), host: 's3.amazonaws.com' },
      403,
      ['AccessForbidden', NOT_FOUND, 'PUT', 'BUCKET'],
    ],
    [
      'no Access-Control-Request-Method, a rule (the text is a choice)',
      'https://github.com/ceph/s3-tests/blob/8f0ae7b/s3tests_boto3/functional/test_s3.py',
      rule({}),
      { method: 'OPTIONS', headers: { origin: APP } },
      400,
      ['BadRequest', 'Invalid Access-Control-Request-Method: null'],
    ],
  ])('%s [%s]', async (_fact, _source, cors, asked, status, texts) => {
    const answer = await ask(cors, asked);
    expect(answer.statusCode).toBe(status);
    const names = ['Code', 'Message', ...(texts.length > 2 ? ['Method', 'ResourceType'] : []), 'RequestId', 'HostId'];
    expect([...answer.body.matchAll(/<(\w+)>[^<]*<\/\1>/g)].map(([, name]) => name)).toEqual(names);
    expect([...answer.body.matchAll(/<\w+>([^<]*)<\//g)].map(([, text]) => text).slice(0, texts.length)).toEqual(texts);
    expect(permission(answer.headers)).toEqual({});
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(answer.headers).not.toHaveProperty('content-length');
  });
});

describe('what AWS was seen to answer when no rule matches', () => {
  it.each<[fact: string, source: string, CorsConfiguration | undefined, Asked]>([
    ['a GET without Origin: no CORS, and no Vary', LOCALSTACK, rule({}), {}],
    ['a GET with a Referer only', LOCALSTACK, rule({}), { headers: { referer: APP } }],
    ['a GET of another origin', LOCALSTACK, rule({}), { headers: { origin: 'http://localhost:4200' } }],
    ['a GET, and no configuration', LOCALSTACK, undefined, { headers: { origin: APP } }],
    [
      'a GET that says Access-Control-Request-Method: PUT, which is used for matching',
      LOCALSTACK,
      rule({ AllowedMethods: ['GET'] }),
      { headers: { origin: APP, 'access-control-request-method': 'PUT' } },
    ],
    [
      'a GET that says Access-Control-Request-Headers, which are used for matching',
      LOCALSTACK,
      SPELLED,
      { headers: { origin: APP, 'access-control-request-headers': 'x-amz-acl' } },
    ],
  ])('%s [%s]', async (_fact, _source, cors, asked) => {
    const answer = await ask(cors, asked);
    expect([answer.statusCode, answer.body]).toEqual([200, 'test-cors']);
    expect(permission(answer.headers)).toEqual({});
    expect(answer.headers).toMatchObject({
      'content-type': 'binary/octet-stream',
      'content-length': '9',
      etag: '"e94e402d42b2ca551212dbac49d5a38b"',
    });
  });

  it(`a PUT that no rule has is carried out all the same [${LOCALSTACK}]`, async () => {
    const server = bucketWith(rule({ AllowedMethods: ['GET'] }));
    const answer = await server.app.inject({ method: 'PUT', url: '/new', headers: { host: HOST, origin: APP } });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"d41d8cd98f00b204e9800998ecf8427e"']);
    expect(permission(answer.headers)).toEqual({});
    expect([server.effects?.(), server.object('my-bucket', 'new')?.body.length]).toEqual([1, 0]);
  });
});

describe('what other sources say of matching', () => {
  const S3TESTS = 'https://github.com/ceph/s3-tests/blob/8f0ae7b/s3tests_boto3/functional/test_s3.py';
  const REPOST = 'https://repost.aws/knowledge-center/s3-configure-cors';
  const PUT_BUCKET_CORS = 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html';

  it.each<[fact: string, source: string, pattern: string, origin: string, matches: boolean]>([
    ['`*` stands for nothing, too', S3TESTS, 'start*end', 'startend', true],
    ['`*` stands for anything', S3TESTS, 'start*end', 'start1end', true],
    ['the end is an end', S3TESTS, 'start*end', 'startend1', false],
    ['the start is a start', S3TESTS, 'start*end', '0startend', false],
    ['start and end do not overlap', S3TESTS, 'start*art', 'start', false],
    ['a wildcard in front', S3TESTS, '*suffix', 'foo.suffix', true],
    ['a wildcard behind', S3TESTS, 'prefix*', 'prefix.suffix', true],
    ['an origin need not be a URL', S3TESTS, 'example.com', 'example.com', true],
    ['a port is text', REPOST, 'http://www.example.com:80', 'http://www.example.com', false],
  ])('%s [%s]', async (_fact, _source, pattern, origin, isMatch) => {
    const { headers } = await ask(rule({ AllowedOrigins: [pattern] }), { headers: { origin } });
    expect(headers['access-control-allow-origin']).toBe(isMatch ? origin : undefined);
  });

  it(`the first rule that has origin, method and headers all together [${PUT_BUCKET_CORS}]`, async () => {
    const cors: CorsConfiguration = {
      CORSRules: [
        { AllowedOrigins: [APP], AllowedMethods: ['GET'], MaxAgeSeconds: 1 },
        { AllowedOrigins: ['*'], AllowedMethods: ['PUT'], MaxAgeSeconds: 2 },
        { AllowedOrigins: [APP], AllowedMethods: ['PUT'], AllowedHeaders: ['content-*'], MaxAgeSeconds: 3 },
        { AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'], MaxAgeSeconds: 4 },
      ],
    };
    const maxAge = async (asked: Asked) => (await ask(cors, asked)).headers['access-control-max-age'];
    expect(await maxAge(preflight(APP, 'GET'))).toBe('1');
    expect(await maxAge(preflight(APP, 'PUT'))).toBe('2');
    expect(await maxAge(preflight(APP, 'PUT', 'content-type'))).toBe('3');
    expect(await maxAge(preflight(APP, 'PUT', 'content-type, x-amz-acl'))).toBe('4');
  });

  it(`a rule that matches decorates a 403 and a 404 [${S3TESTS}]`, async () => {
    const answer = await ask(rule({}), { path: '/nothing', headers: { origin: APP } });
    expect(answer.statusCode).toBe(403);
    expect(permission(answer.headers)).toEqual(WITH_CREDENTIALS);
  });

  it(`OPTIONS is answered without a look at the signature [${S3TESTS}]`, async () => {
    const answer = await ask(rule({}), { ...preflight(APP), path: '/key?X-Amz-Signature=none' });
    expect(answer.statusCode).toBe(200);
  });
});

describe('what was chosen where nothing says it', () => {
  it('origins are compared with regard to case', async () => {
    const { headers } = await ask(rule({ AllowedOrigins: ['https://SHOP.com'] }), {
      headers: { origin: 'https://shop.com' },
    });
    expect(permission(headers)).toEqual({});
  });

  it('`*` beside other origins answers `*`', async () => {
    const { headers } = await ask(rule({ AllowedOrigins: [APP, '*'] }), { headers: { origin: APP } });
    expect(permission(headers)).toEqual(FOR_ALL);
  });
});
