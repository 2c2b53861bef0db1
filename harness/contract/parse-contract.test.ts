import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../model/contract.ts';
import { describeIssue } from '../model/input-issue.ts';
import { contractOfOptions } from './contract-of-options.ts';
import { contractFileJsonSchema } from './contract-schema.ts';
import { parseContract } from './parse-contract.ts';

const WHOLE = `
api: https://api.shop.com
upstream: http://127.0.0.1:8080
sites: [https://shop.com, https://admin.shop.com]
credentials: true
session:
  cookies: [{ name: sid, value: "\${env.SID}" }]
routes:
  - route: GET /orders
    exposes: [ETag]
  - route: POST /cart
    headers: { content-type: application/json }
    body: '{"sku":"a"}'
  - route: DELETE /orders/1
    headers: { authorization: Bearer test }
  - route: GET /admin
    status: 403
  - route: GET /products
    readers: anyone
    cached: true
  - route: GET /reports
    readers: [https://admin.shop.com]
  - route: GET /internal
    readers: nobody
start: npm run api
ready: http://127.0.0.1:8080/health
reset: http://127.0.0.1:8080/test/reset
rules: { silent-side-effect: error }
`;

const ENV = { SID: 'secret' };

/** The contract of a text that is right. */
function contractOf(text: string, env: Record<string, string> = ENV): Contract {
  const parsed = parseContract(text, 'cors.contract.yaml', env);
  if (!parsed.ok) throw new Error(parsed.issues.map(describeIssue).join('\n'));
  return parsed.value;
}

function complaints(text: string, file = 'cors.contract.yaml'): string[] {
  const parsed = parseContract(text, file, ENV);
  return parsed.ok ? [] : parsed.issues.map(describeIssue);
}

const SMALL = `
api: https://api.shop.com
sites: [https://shop.com]
routes:
  - route: GET /orders
`;

describe('a whole contract', () => {
  const contract = contractOf(WHOLE);
  const route = (name: string) => contract.routes.find((each) => each.name === name);

  it('says who answers, who may read and how they are logged in', () => {
    expect(contract).toMatchObject({
      apis: [{ origin: 'https://api.shop.com', upstream: new URL('http://127.0.0.1:8080') }],
      sites: ['https://shop.com', 'https://admin.shop.com'],
      session: { kind: 'cookies', cookies: [{ name: 'sid', value: 'secret', secure: true, path: '/' }] },
      start: 'npm run api',
      ready: new URL('http://127.0.0.1:8080/health'),
      reset: new URL('http://127.0.0.1:8080/test/reset'),
      rules: { 'silent-side-effect': 'error' },
    });
  });

  it('fills in what a route does not say', () => {
    expect(route('GET /orders')).toEqual({
      name: 'GET /orders',
      method: 'GET',
      url: new URL('https://api.shop.com/orders'),
      headers: [],
      contentType: null,
      body: null,
      status: { least: 200, most: 299 },
      exposes: ['etag'],
      readers: { kind: 'sites', origins: ['https://shop.com', 'https://admin.shop.com'] },
      credentials: true,
      cached: false,
    });
  });

  it('takes Content-Type out of the headers', () => {
    expect(route('POST /cart')).toMatchObject({ headers: [], contentType: 'application/json', body: '{"sku":"a"}' });
    expect(route('DELETE /orders/1')).toMatchObject({ headers: [['authorization', 'Bearer test']], contentType: null });
  });

  it('lets anyone read without credentials, and only so', () => {
    expect(route('GET /products')).toMatchObject({ readers: { kind: 'anyone' }, credentials: false, cached: true });
  });

  it('knows a status, some readers, and nobody', () => {
    expect(route('GET /admin')).toMatchObject({ status: { least: 403, most: 403 } });
    expect(route('GET /reports')?.readers).toEqual({ kind: 'sites', origins: ['https://admin.shop.com'] });
    expect(route('GET /internal')?.readers).toEqual({ kind: 'nobody' });
  });
});

describe('several APIs', () => {
  const text = `
api: [{ api: https://a.shop.com/v1, upstream: http://127.0.0.1:1 }, { api: https://b.shop.com }]
sites: [https://shop.com]
routes: [{ route: GET /x }, { route: GET https://b.shop.com/y }]
`;

  it('have each route that names none of them, by its whole URL', () => {
    expect(contractOf(text).routes.map(({ name }) => name)).toEqual([
      'GET https://a.shop.com/v1/x',
      'GET https://b.shop.com/x',
      'GET https://b.shop.com/y',
    ]);
  });

  it('answer each for itself', () => {
    expect(contractOf(text).apis.map(({ upstream }) => upstream?.href)).toEqual(['http://127.0.0.1:1/', undefined]);
  });
});

describe('a login', () => {
  it('is a request to the API', () => {
    const login = 'session: { login: { route: POST /login, headers: { content-type: text/plain }, body: me } }\n';
    expect(contractOf(SMALL + login).session).toEqual({
      kind: 'login',
      method: 'POST',
      url: new URL('https://api.shop.com/login'),
      headers: [],
      contentType: 'text/plain',
      body: 'me',
    });
  });
});

it('numbers a route that stands twice', () => {
  const names = contractOf(`${SMALL}  - { route: GET /orders, headers: { x-test: a } }\n`).routes.map(
    ({ name }) => name,
  );
  expect(names).toEqual(['GET /orders', 'GET /orders#2']);
});

describe('what is wrong is named with line and field, all at once', () => {
  const api = 'api: https://api.shop.com\n';
  const sites = 'sites: [https://shop.com]\n';
  const routes = 'routes: [{ route: GET /x }]\n';

  it.each<[string, string, string[]]>([
    ['no site', api + routes, ['cors.contract.yaml:1: sites: is required']],
    [
      'an empty list of sites',
      `${api}sites: []\n${routes}`,
      [':2: sites: names at least one origin, as in https://shop.com'],
    ],
    [
      'a site with a path',
      `${api}sites: [https://shop.com/]\n${routes}`,
      [':2: sites[0]: "https://shop.com/" is not an origin'],
    ],
    ['an unknown field', `${api + sites + routes}colour: red\n`, [':4: colour: unknown field "colour"']],
    [
      'a route without method',
      `${api + sites}routes: [{ route: /x }]\n`,
      [':3: route /x, route: is a method and a path'],
    ],
    [
      'a header that would be lost',
      `${api + sites}routes: [{ route: GET /x, headers: { __proto__: a } }]\n`,
      [':3: route GET /x, headers.__proto__: a field cannot be called __proto__'],
    ],
    [
      'a header that no script ever sees',
      `${api + sites}routes: [{ route: GET /x, exposes: [etag, Set-Cookie] }]\n`,
      [':3: route GET /x, exposes[1]: Set-Cookie is kept from script, whatever a server exposes'],
    ],
    [
      'a variable that is not set',
      `${api + sites}routes: [{ route: GET /x, headers: { a: "\${env.NO}" } }]\n`,
      ['the environment has no NO'],
    ],
    ['an unknown rule', `${api + sites + routes}rules: { wildcard: off }\n`, ['rules']],
    ['an unknown severity', `${api + sites + routes}rules: { null-origin: fatal }\n`, ['rules.null-origin']],
    [
      'an API that no route may name',
      `${api + sites}routes: [{ route: GET https://b.com/x }]\n`,
      ['https://b.com is no API of this contract'],
    ],
    [
      'an upstream beside a list',
      `api: [{ api: https://a.com }]\nupstream: http://127.0.0.1:1\n${sites}${routes}`,
      [':2: upstream: goes with its API'],
    ],
    [
      'an upstream with a path',
      `${api}upstream: http://127.0.0.1:1/x\n${sites}${routes}`,
      ['is where a server listens'],
    ],
    ['the API as a site', `${api}sites: [https://api.shop.com]\n${routes}`, ['is the API itself']],
    [
      'a site twice',
      `${api}sites: [https://a.com, https://a.com]\n${routes}`,
      ['sites[1]: https://a.com is listed twice'],
    ],
    [
      'an API twice',
      `api: [{ api: https://a.com }, { api: https://a.com }]\n${sites}${routes}`,
      ['api[1].api: https://a.com is listed twice'],
    ],
    [
      'anyone with credentials',
      `${api + sites}routes: [{ route: GET /x, readers: anyone, credentials: true }]\n`,
      ['anyone reads without credentials'],
    ],
    ['a body with GET', `${api + sites}routes: [{ route: GET /x, body: a }]\n`, ['a page cannot send a body with GET']],
    [
      'a body that is no text',
      `${api + sites}routes: [{ route: POST /x, body: { a: 1 } }]\n`,
      ['body: is a text: put JSON in quotes'],
    ],
    [
      'a header with a line break',
      `${api + sites}routes: [{ route: GET /x, headers: { a: "b\\r\\nc" } }]\n`,
      ['must not hold CR or LF'],
    ],
    [
      'Content-Type twice',
      `${api + sites}routes: [{ route: POST /x, headers: { content-type: [a, b] } }]\n`,
      ['is given more than once'],
    ],
    [
      'cookies and a login',
      `${api + sites + routes}session: { cookies: [{ name: a, value: b }], login: { route: POST /l } }\n`,
      ['session: has either cookies or a login'],
    ],
    ['two things', `${api}sites: []\nroutes: []\n`, ['sites', 'routes']],
    ['no YAML', 'a: [', ['not YAML']],
    ['nothing', '', ['cors.contract.yaml']],
  ])('%s', (_, text, wanted) => {
    const said = complaints(text);
    expect(said).toHaveLength(wanted.length);
    for (const [index, part] of wanted.entries()) expect(said[index]).toContain(part);
  });

  it('also in JSON', () => {
    expect(complaints('{\n"api": 3\n}', 'cors.contract.json')[0]).toMatch(/^cors\.contract\.json:2: api: /);
    expect(complaints('{', 'cors.contract.json')[0]).toContain('not JSON');
  });
});

describe('options in place of a file', () => {
  const options = { api: 'https://api.shop.com', site: ['https://shop.com'], route: ['GET /orders'] };

  it('make a contract', () => {
    const parsed = contractOfOptions({ ...options, upstream: 'http://127.0.0.1:8080' });
    expect(parsed.ok && parsed.value.routes.map(({ name }) => name)).toEqual(['GET /orders']);
  });

  it.each<[string, Partial<typeof options>, string]>([
    ['a site', { site: ['shop.com'] }, '--site: "shop.com" is not an origin'],
    ['a route', { route: ['/orders'] }, '--route: route /orders: is a method and a path'],
    ['the API', { api: 'api.shop.com' }, '--api: "api.shop.com" is not a URL'],
  ])('are named when %s is wrong', (_, change, wanted) => {
    const parsed = contractOfOptions({ ...options, ...change });
    expect(parsed.ok ? '' : parsed.issues.map(describeIssue).join('\n')).toContain(wanted);
  });
});

it('publishes its JSON Schema', () => {
  const published = readFileSync(new URL('./contract.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(contractFileJsonSchema())));
});

it('says in it what an upstream may be, at both of its places', () => {
  const { properties } = contractFileJsonSchema() as { properties: Record<string, unknown> };
  const forms = [
    { type: 'string', description: expect.stringContaining('listens') },
    { type: 'object', required: ['config'], additionalProperties: false },
  ];
  expect(properties.upstream).toMatchObject({ anyOf: forms });
  const ofOne = { items: { properties: { upstream: { anyOf: forms } } } };
  expect(properties.api).toMatchObject({ anyOf: [{ type: 'string' }, ofOne] });
});
