import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_RULE_IDS, CONFIG_RULES, type ConfigRuleId } from './config-rules.ts';
import { readConfig } from './read-config.ts';
import { resolveTemplate } from './resolve.ts';

const SAMPLES = new URL('./samples/', import.meta.url);

const sample = (name: string) => readFileSync(new URL(name, SAMPLES), 'utf8');

/** A sample with one text replaced; a text that is not there is a mistake of the test. */
function changed(name: string, from: string, to: string): string {
  const text = sample(name);
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
  return text.replace(from, to);
}

const errorsOf = (text: string, file: string) =>
  readConfig(text, file).issues.filter(({ severity }) => severity === 'error');

describe('right files', () => {
  it.each<[file: string, configured: string[]]>([
    ['s3.json', ['s3-bucket bucket']],
    ['s3-console.json', ['s3-bucket bucket']],
    ['s3.xml', ['s3-bucket bucket']],
    ['http-api.json', ['http-api api']],
    ['cloudformation.yaml', ['s3-bucket Images', 'http-api Orders', 'rest-api Legacy']],
    ['sam.yaml', ['rest-api Api', 'http-api ServerlessHttpApi']],
    ['distribution.json', ['distribution distribution']],
    ['cloudfront.yaml', ['s3-bucket Assets', 'response-headers-policy shop', 'distribution Cdn']],
    ['openapi-rest.yaml', ['rest-api orders']],
    ['openapi-http.json', ['http-api orders']],
    ['serverless.yml', ['rest-api orders', 'http-api orders']],
    [
      'terraform-plan.json',
      ['s3-bucket aws_s3_bucket_cors_configuration.images', 'http-api module.api.aws_apigatewayv2_api.orders'],
    ],
    ['terraform-rest-plan.json', ['rest-api aws_api_gateway_rest_api.orders']],
    [
      'terraform-cdn-plan.json',
      [
        's3-bucket aws_s3_bucket_cors_configuration.assets',
        'response-headers-policy aws_cloudfront_response_headers_policy.shop',
        'distribution aws_cloudfront_distribution.cdn',
      ],
    ],
  ])('%s', (file, configured) => {
    const read = readConfig(sample(file), file);
    expect(read.configured.map(({ kind, name }) => `${kind} ${name}`)).toEqual(configured);
    expect(read.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('say the same of a bucket in every form', () => {
    const bucketOf = (file: string) => readConfig(sample(file), file).configured[0];
    expect(bucketOf('s3.xml')).toMatchObject({
      cors: {
        CORSRules: [
          {
            ID: 'uploads',
            AllowedOrigins: ['https://shop.com', 'https://*.shop.com'],
            AllowedMethods: ['GET', 'PUT'],
            MaxAgeSeconds: 3000,
          },
        ],
      },
    });
    expect(bucketOf('cloudformation.yaml')).toMatchObject({
      cors: {
        CORSRules: [
          { ID: 'images', AllowedOrigins: ['https://shop.com'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 3000 },
        ],
      },
    });
    expect(bucketOf('terraform-plan.json')).toMatchObject({
      cors: { CORSRules: [{ AllowedOrigins: ['https://shop.com'], ExposeHeaders: ['ETag'], MaxAgeSeconds: 3000 }] },
    });
  });

  it('take parameters, and say which only a deployment knows', () => {
    const text = changed('cloudformation.yaml', '    Default: https://shop.com\n', '');
    const issues = readConfig(text, 'a.yaml').issues.filter(({ rule }) => rule === 'unresolved-value');
    expect(issues[0]).toMatchObject({ line: 20, message: '!Ref Site is known when it is deployed' });
    const given = readConfig(text, 'a.yaml', { Site: 'https://other.com' });
    expect(given.configured[0]).toMatchObject({ cors: { CORSRules: [{ AllowedOrigins: ['https://other.com'] }] } });
  });

  it('fill in the variables of a service', () => {
    const [, api] = readConfig(sample('serverless.yml'), 'serverless.yml').configured;
    expect(api).toMatchObject({
      rules: {
        corsConfiguration: { allowOrigins: ['https://shop.com', 'https://admin.shop.com'], exposeHeaders: ['ETag'] },
      },
    });
  });
});

describe('wrong files', () => {
  it.each<[rule: ConfigRuleId, file: string, from: string, to: string, line: number, message: string]>([
    ['not-readable', 's3.json', '"AllowedMethods": [', '"AllowedMethods" [', 6, 'not JSON'],
    ['not-readable', 's3.xml', '</CORSRule>', '', 13, 'not XML'],
    ['not-readable', 'sam.yaml', '      Cors:\n', '      Cors: {\n', 16, 'not YAML'],
    ['unknown-format', 'http-api.json', sample('http-api.json'), '{ "a": 1 }', 1, 'none of the formats'],
    ['unknown-key', 's3.json', '"ExposeHeaders"', '"ExposedHeaders"', 8, 'ExposedHeaders'],
    ['unknown-key', 's3.xml', '<ID>uploads</ID>', '<Id>uploads</Id>', 4, 'Id'],
    ['unknown-key', 'cloudformation.yaml', 'ExposedHeaders', 'ExposeHeaders', 23, 'did you mean ExposedHeaders'],
    ['unknown-key', 'cloudformation.yaml', 'CorsConfiguration', 'CorsConfig', 15, 'CorsConfig'],
    ['unknown-key', 'http-api.json', '"AllowOrigins"', '"AllowedOrigins"', 2, 'AllowedOrigins'],
    ['unknown-key', 'sam.yaml', 'AllowOrigin:', 'AllowOrigins:', 15, 'did you mean AllowOrigin'],
    ['unknown-key', 'serverless.yml', 'exposedResponseHeaders', 'exposeHeaders', 15, 'exposeHeaders'],
    ['unknown-key', 'serverless.yml', 'origins: ${self', 'allowedOrigins: ${self', 25, 'allowedOrigins'],
    ['unknown-key', 'openapi-http.json', '"allowOrigins"', '"AllowOrigins"', 18, 'did you mean allowOrigins'],
    ['unknown-key', 'openapi-rest.yaml', '    options:\n', '    option:\n', 20, 'option'],
    [
      'unknown-key',
      'terraform-plan.json',
      '"expose_headers": ["ETag"]',
      '"exposed_headers": ["ETag"]',
      19,
      'exposed_headers',
    ],
    ['wrong-value', 's3.json', '3000', '"long"', 9, ''],
    ['wrong-value', 'cloudformation.yaml', 'AllowedMethods: [GET, HEAD]', 'AllowedMethods: GET', 19, ''],
    [
      'wrong-value',
      'sam.yaml',
      'AllowHeaders: "\'Content-Type,Authorization\'"',
      'AllowHeaders: Content-Type',
      16,
      'literal in single quotes',
    ],
    ['wrong-value', 'serverless.yml', 'maxAge: 600', 'maxAge: 600000', 16, ''],
    ['aws-refuses', 's3.json', '"PUT"', '"PATCH"', 6, 'Unsupported method is PATCH'],
    ['aws-refuses', 's3.xml', 'https://*.shop.com', 'https://*.*.com', 6, 'can not have more than one wildcard'],
    [
      'aws-refuses',
      'http-api.json',
      '["https://shop.com", "https://admin.shop.com"]',
      '["*"]',
      6,
      'allow-credentials is not supported',
    ],
    [
      'aws-refuses',
      'http-api.json',
      'https://admin.shop.com',
      'chrome-extension://abc',
      2,
      'Invalid format for origin',
    ],
    ['aws-refuses', 'sam.yaml', 'AllowOrigin: "\'https://shop.com\'"', 'AllowOrigin: "\'*\'"', 19, 'SAM refuses'],
    ['open-wildcard', 's3.json', 'https://*.shop.com', '*shop.com', 7, 'evilshop.com'],
    ['anybody-with-credentials', 's3.json', 'https://*.shop.com', 'https://*', 7, 'credentials'],
    ['anybody-with-credentials', 'http-api.json', 'https://admin.shop.com', 'https://*', 2, 'credentials'],
    ['null-origin', 's3.json', 'https://*.shop.com', 'null', 7, 'sandboxed'],
    ['origin-never-sent', 's3.json', '"https://shop.com"', '"https://shop.com/"', 7, 'browsers send https://shop.com'],
    [
      'origin-never-sent',
      'openapi-rest.yaml',
      '"\'https://shop.com\'"\n              method.response.header.Access-Control-Allow-Methods',
      '"\'https://Shop.com\'"\n              method.response.header.Access-Control-Allow-Methods',
      35,
      'https://shop.com',
    ],
    [
      'origin-list',
      'sam.yaml',
      'AllowOrigin: "\'https://shop.com\'"',
      'AllowOrigin: "\'https://a.com,https://b.com\'"',
      15,
      'several',
    ],
    [
      'wildcard-taken-literally',
      'http-api.json',
      '["Authorization", "Content-Type"]',
      '["*"]',
      4,
      'beside credentials',
    ],
    [
      'options-missing',
      'openapi-rest.yaml',
      'paths:\n',
      'paths:\n  /bare:\n    get:\n      x-amazon-apigateway-integration: { type: aws_proxy }\n',
      4,
      '403',
    ],
    [
      'answer-without-cors',
      'openapi-rest.yaml',
      '            responseParameters:\n              method.response.header.Access-Control-Allow-Origin: "\'https://shop.com\'"\n    options',
      '    options',
      5,
      'Access-Control-Allow-Origin',
    ],
    [
      'options-guarded',
      'sam.yaml',
      '      StageName: prod\n',
      '      StageName: prod\n      Auth: { DefaultAuthorizer: A, Authorizers: { A: { UserPoolArn: x } } }\n',
      15,
      'no preflight has',
    ],
  ])('%s: %s, %s → %s', (rule, file, from, to, line, message) => {
    const found = readConfig(changed(file, from, to), file).issues.filter((each) => each.rule === rule);
    expect(found.map((each) => `${each.line}: ${each.message}`)).toContainEqual(expect.stringContaining(message));
    expect(found.map((each) => each.line)).toContain(line);
  });

  it.each<[rule: ConfigRuleId, file: string, from: string, to: string]>([
    ['insecure-origin', 's3.json', '"https://shop.com"', '"http://shop.com"'],
    ['development-origin', 's3.json', '"https://shop.com"', '"http://localhost:3000"'],
    ['max-age-over-cap', 'http-api.json', '600', '86400'],
    ['errors-without-cors', 'openapi-rest.yaml', '  DEFAULT_5XX:', '  UNAUTHORIZED:'],
    ['function-must-answer', 'openapi-rest.yaml', 'type: http\n', 'type: http_proxy\n'],
    ['authorization-not-covered', 'openapi-http.json', '["content-type"]', '["*"]'],
    ['no-cors-here', 'openapi-http.json', 'x-amazon-apigateway-cors', 'x-cors'],
  ])('less than an error: %s, %s', (rule, file, from, to) => {
    const { issues } = readConfig(changed(file, from, to), file);
    expect(issues.map((each) => each.rule)).toContain(rule);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('are named all at once, in the order of their lines', () => {
    const text = changed('s3.json', '"PUT"', '"PATCH"').replace('"ETag"', '"x-*"').replace('"ID"', '"Name"');
    expect(errorsOf(text, 's3.json').map(({ line, rule }) => [line, rule])).toEqual([
      [4, 'unknown-key'],
      [6, 'aws-refuses'],
      [8, 'aws-refuses'],
    ]);
  });
});

/** Breaks a file at a place that `at` (from 0 to 1) tells: each way leaves something that cannot be right. */
const BREAKS: Readonly<Record<string, (text: string, file: string, at: number) => string | undefined>> = {
  'cut off': (text, file, at) =>
    /json|xml/.test(file) ? text.slice(0, 1 + Math.floor(at * (text.trimEnd().length - 2))) : undefined,
  'garbage in a line': (text, _, at) => {
    const lines = text.split('\n');
    lines.splice(Math.floor(at * (lines.length - 1)), 0, '<{]"\t&');
    return lines.join('\n');
  },
  'a field of another name': (text, _, at) =>
    replaceOne(text, /"?\b(Allow(ed)?|allow(ed)?_?)(Origin|Method|Header)s?"?(?=[\s":>])/gi, at, (name) =>
      name.replace(/allow/i, '$&x'),
    ),
  'a list that is a number': (text, file, at) =>
    file.endsWith('.xml')
      ? undefined
      : replaceOne(text, /(?<=(Allow|allow)(ed)?(_?[A-Za-z]+)"?: )\[[^\]]*\]/g, at, () => '7'),
};

function replaceOne(text: string, pattern: RegExp, at: number, by: (found: string) => string): string | undefined {
  const matches = [...text.matchAll(pattern)];
  const match = matches[Math.floor(at * matches.length)];
  return match && text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

describe('broken files', () => {
  const files = readdirSync(SAMPLES);
  const broken = files.flatMap((file) =>
    Object.entries(BREAKS).flatMap(([how, doBreak]) =>
      Array.from({ length: 8 }, (_, index) => ({
        file,
        how,
        text: doBreak(sample(file), file, (index + 0.5) / 8),
        index,
      })),
    ),
  );
  const there = broken.filter(
    (each): each is typeof each & { text: string } => each.text !== undefined && each.text !== sample(each.file),
  );

  it('are many', () => {
    expect(there.length).toBeGreaterThanOrEqual(200);
  });

  it.each(there)('$file: $how, place $index', ({ file, text }) => {
    const errors = errorsOf(text, file);
    expect(errors).not.toEqual([]);
    for (const { line, file: named } of errors) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(named).toBe(file);
    }
  });

  describe.each(['constructor', '__proto__', 'toString'])('may call something %s, as every object does', (name) => {
    const resource = { type: name, address: `${name}.a`, name: 'a', mode: 'managed', values: {} };
    it.each<[what: string, file: string, text: string]>([
      ['the type of a resource', 't.yaml', `Resources:\n  A:\n    Type: ${name}\n    Properties: { CorsConfig: 1 }\n`],
      [
        'the type of what is planned',
        'plan.json',
        JSON.stringify({ format_version: '1.2', planned_values: { root_module: { resources: [resource] } } }),
      ],
    ])('%s', (_what, file, text) => {
      expect(readConfig(text, file).issues.map(({ rule }) => rule)).toEqual(['no-cors-here']);
    });

    it('a field, which is no function', () => {
      const template = { Resources: { A: Object.fromEntries([[name, 'x']]) } };
      expect(resolveTemplate(template)).toEqual(template);
    });

    it('a parameter, which has its default', () => {
      const Parameters = Object.fromEntries([[name, { Type: 'String', Default: 'x' }]]);
      expect(resolveTemplate({ Parameters, Resources: { A: { Ref: name } } })).toMatchObject({ Resources: { A: 'x' } });
    });
  });

  it('never crash it, whatever they hold', () => {
    const mutated = fc.tuple(fc.constantFrom(...files), fc.nat(), fc.nat(40), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(mutated, ([file, start, length, inserted]) => {
        const text = sample(file);
        const from = start % text.length;
        readConfig(text.slice(0, from) + inserted + text.slice(from + length), file);
      }),
      { numRuns: 500, seed: 1 },
    );
  }, 120_000);
});

it('has a severity, a reason and a cure for every rule', () => {
  expect(Object.keys(CONFIG_RULES)).toEqual([...CONFIG_RULE_IDS]);
});
