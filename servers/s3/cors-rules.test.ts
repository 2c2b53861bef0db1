import { describe, expect, it } from 'vitest';
import { s3 } from '../s3.ts';
import { corsConfigurationSchema, MALFORMED_XML, refusalOf } from './cors-rules.ts';
import { readCorsXml, writeCorsXml } from './cors-xml.ts';

const RULE = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] };
const LOCALSTACK =
  'https://github.com/localstack/localstack/blob/8b9a79f/tests/aws/services/s3/test_s3_cors.snapshot.json';

function refusal(configuration: unknown) {
  const parsed = corsConfigurationSchema.safeParse(configuration);
  return parsed.success ? undefined : refusalOf(parsed.error.issues);
}

describe('a configuration that S3 refuses', () => {
  it.each<[source: string, more: object, message: string]>([
    [
      LOCALSTACK,
      { AllowedMethods: ['GET', 'MYMETHOD'] },
      'Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD',
    ],
    [
      LOCALSTACK,
      { AllowedMethods: ['get'] },
      'Found unsupported HTTP method in CORS config. Unsupported method is get',
    ],
    [
      'https://github.com/versity/versitygw/issues/1870',
      { AllowedOrigins: ['https://*.*.com'] },
      'AllowedOrigin "https://*.*.com" can not have more than one wildcard.',
    ],
    [
      'a quoted deploy log',
      { ExposeHeaders: ['ETag', 'x-amz-*'] },
      'ExposeHeader "x-amz-*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    ],
    [
      'https://github.com/scality/cloudserver/pull/497',
      { ExposeHeaders: ['x amz'] },
      'AllowedHeader "x amz" contains invalid character.',
    ],
    ['a choice', { AllowedHeaders: ['*-*'] }, 'AllowedHeader "*-*" can not have more than one wildcard.'],
  ])('as InvalidRequest, in its words [%s]: %j', (_source, more, message) => {
    const configuration = { CORSRules: [{ ...RULE, ...more }] };
    expect(refusal(configuration)).toEqual({ status: 400, code: 'InvalidRequest', message });
    expect(() => s3({ buckets: { 'my-bucket': { cors: configuration } } })).toThrow(message);
  });

  it.each<[what: string, source: string, configuration: unknown]>([
    ['no rule', LOCALSTACK, { CORSRules: [] }],
    [
      'a rule without methods',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html',
      { CORSRules: [{ AllowedOrigins: ['*'] }] },
    ],
    [
      'a rule without origins',
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html',
      { CORSRules: [{ AllowedMethods: ['GET'] }] },
    ],
    ['101 rules', 'a choice', { CORSRules: Array.from({ length: 101 }, () => RULE) }],
    ['a negative age', 'a choice', { CORSRules: [{ ...RULE, MaxAgeSeconds: -1 }] }],
    ['an ID of 256 characters', 'a choice', { CORSRules: [{ ...RULE, ID: 'x'.repeat(256) }] }],
    ['an unknown field', 'a choice', { CORSRules: [{ ...RULE, AllowedOrigin: '*' }] }],
  ])('as MalformedXML: %s [%s]', (_what, _source, configuration) => {
    expect(refusal(configuration)).toEqual(MALFORMED_XML);
  });

  it('for its form before its values', () => {
    expect(refusal({ CORSRules: [{ ...RULE, AllowedMethods: ['X'] }, {}] })).toEqual(MALFORMED_XML);
  });
});

describe('a configuration that S3 takes', () => {
  it.each([
    ['an empty origin', { AllowedOrigins: [''] }],
    ['a header in any case', { AllowedHeaders: ['x-AMZ-server-SIDE-encryption'] }],
    ['an origin with a default port', { AllowedOrigins: ['http://test.com:80'] }],
  ])(`%s, and keeps it as it stands [${LOCALSTACK}]`, (_what, more) => {
    const configuration = { CORSRules: [{ ...RULE, ...more }] };
    expect(corsConfigurationSchema.parse(configuration)).toEqual(configuration);
  });
});

describe('the XML form', () => {
  it('says the same as JSON', () => {
    const configuration = {
      CORSRules: [
        {
          ID: 'a & b',
          AllowedHeaders: ['*'],
          AllowedMethods: ['GET', 'PUT'],
          AllowedOrigins: ['https://shop.com', 'https://*.shop.com'],
          ExposeHeaders: ['ETag'],
          MaxAgeSeconds: 3000,
        },
        RULE,
      ],
    };
    expect(readCorsXml(writeCorsXml(configuration))).toEqual({ ok: true, configuration });
  });

  it.each([
    ['no XML', 'CORSRules: []', 1],
    ['an element that does not end', '<CORSConfiguration>\n<CORSRule>\n</CORSConfiguration>', 3],
    ['another root', '<Cors/>', 1],
    ['nothing', '', 1],
  ])('is refused with its line: %s', (_what, text, line) => {
    expect(readCorsXml(text)).toMatchObject({ ok: false, line });
  });

  it.each([
    ['an unknown element', '<CORSRule><AllowedVerb>GET</AllowedVerb></CORSRule>', 'AllowedVerb'],
    ['an age that is no number', '<CORSRule><MaxAgeSeconds>soon</MaxAgeSeconds></CORSRule>', 'MaxAgeSeconds'],
    ['an ID that comes twice', '<CORSRule><ID>a</ID><ID>b</ID></CORSRule>', 'ID'],
    ['an unknown element beside the rules', '<Rules>x</Rules>', 'Rules'],
    ['a name that every object has', '<CORSRule><constructor>x</constructor></CORSRule>', 'constructor'],
    ['another such', '<CORSRule><__proto__>x</__proto__></CORSRule>', '__proto__'],
  ])('is refused by the schema: %s', (_what, inside, name) => {
    const xml = readCorsXml(`<CORSConfiguration>${inside}</CORSConfiguration>`);
    if (!xml.ok) throw new Error(xml.reason);
    const issues = corsConfigurationSchema.safeParse(xml.configuration).error?.issues ?? [];
    expect(JSON.stringify(issues)).toContain(`"${name}"`);
    expect(refusalOf(issues)).toEqual(MALFORMED_XML);
  });
});
