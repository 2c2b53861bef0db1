import { expect, type Observation, test } from 'cross-examine';
import { companyApi } from '../servers/company-api.ts';
import { failingFunction } from '../servers/failing-function.ts';
import { mockOptions } from '../servers/gateway/mock-options.ts';
import { type RestGatewayRules, restGateway } from '../servers/rest-gateway.ts';
import { FUNCTION_FAILURES, GATEWAY_ERRORS } from './gateway-errors.ts';

const API = 'https://api.shop.com';
const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const EVIL = 'https://evil.com';
const DELETE = { method: 'DELETE' };
const WITH_CREDENTIALS = { credentials: 'include' } as const;

const FUNCTION = { integration: { type: 'AWS_PROXY' } } as const;
/** What "Enable CORS" makes of a resource for one site. */
const ENABLED = {
  'Access-Control-Allow-Origin': SHOP,
  'Access-Control-Allow-Methods': 'OPTIONS,GET,POST,DELETE',
  'Access-Control-Allow-Headers': 'Content-Type,Authorization',
};
const OPTIONS = mockOptions(ENABLED);
const ALLOW = 'gatewayresponse.header.Access-Control-Allow-Origin';
const CREDENTIALS = 'gatewayresponse.header.Access-Control-Allow-Credentials';

/** The same for both families. */
const inEveryError = (responseParameters: Record<string, string>) => ({
  DEFAULT_4XX: { responseParameters },
  DEFAULT_5XX: { responseParameters },
});

/** A REST API whose function does all it can, and that answers some requests by itself. */
const answering = (gatewayResponses: RestGatewayRules['gatewayResponses'] = {}) =>
  restGateway(failingFunction(companyApi({ cors: { sites: [SHOP, ADMIN], credentials: true } }), FUNCTION_FAILURES), {
    resources: {
      '/orders': { GET: FUNCTION, OPTIONS },
      ...Object.fromEntries(GATEWAY_ERRORS.map(({ path, rules }) => [path, { ...rules, OPTIONS }])),
    },
    authorizers: { users: { decisions: { 'Bearer ann': 'allow' } } },
    payloadLimit: 1_000,
    gatewayResponses,
  });

const OPTIONS_SEEN = 'OPTIONS requests that came to the function';

function optionsOf({ passedOn }: { readonly passedOn: readonly string[] }): number {
  return passedOn.filter((request) => request.startsWith('OPTIONS ')).length;
}

/** The statuses on the wire, preflights apart. */
function statuses({ exchanges }: Observation): { preflight: number[]; answer: number[] } {
  const answered = exchanges.flatMap(({ preflight, answer }) =>
    answer.kind === 'answered' ? [{ preflight, status: answer.status }] : [],
  );
  const of = (isPreflight: boolean) =>
    answered.filter(({ preflight }) => preflight === isPreflight).map(({ status }) => status);
  return { preflight: of(true), answer: of(false) };
}

test.describe('CORS enabled on the resources of a REST API', () => {
  test('the gateway answers the preflight, and the function never sees it', {
    tag: ['@C13', '@C25'],
  }, async ({ serve, visit, measure }) => {
    const gateway = restGateway(companyApi({ cors: { sites: [SHOP] } }), {
      resources: { '/orders/{id}': { DELETE: FUNCTION, OPTIONS } },
    });
    const api = serve(API, gateway);
    const page = await visit(SHOP);
    const deletion = await page.fetch(`${API}/orders/1`, DELETE);
    expect(deletion).toBeReadable();
    expect(deletion).toHavePreflight();
    expect(api).toHaveEffects(1);
    expect(gateway.passedOn).toEqual(['DELETE /orders/1']);
    measure('gateways/rest/enabled', OPTIONS_SEEN, { options: optionsOf(gateway) });
  });

  test('a resource with ANY and no mock of its own passes its preflights on', {
    tag: '@C13',
  }, async ({ serve, visit, measure }) => {
    const gateway = restGateway(companyApi({ cors: { sites: [SHOP] } }), {
      resources: { '/cart': { POST: FUNCTION, OPTIONS }, '/{proxy+}': { ANY: FUNCTION } },
    });
    serve(API, gateway);
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders/1`, DELETE)).toBeReadable();
    expect(gateway.passedOn).toEqual(['OPTIONS /orders/1', 'DELETE /orders/1']);
    measure('gateways/rest/any-beside-it', OPTIONS_SEEN, { options: optionsOf(gateway) });
  });

  test('where OPTIONS was forgotten the preflight is a 403, and only simple requests pass', {
    tag: ['@C25', '@C27'],
  }, async ({ serve, visit }) => {
    const api = serve(
      API,
      restGateway(companyApi({ cors: { sites: [SHOP] } }), {
        resources: {
          '/orders': { GET: FUNCTION, OPTIONS },
          '/orders/{id}': { DELETE: FUNCTION },
          '/cart': { POST: FUNCTION },
        },
      }),
    );
    const page = await visit(SHOP);
    const deletion = await page.fetch(`${API}/orders/1`, DELETE);
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(statuses(deletion)).toEqual({ preflight: [403], answer: [] });
    expect(await page.fetch(`${API}/cart`, { method: 'POST', body: 'sku=a' })).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test('the mock alone gives no header to an answer: the order is deleted, and the page is refused', {
    tag: '@C13b',
  }, async ({ serve, visit }) => {
    const api = serve(API, restGateway(companyApi(), { resources: { '/orders/{id}': { DELETE: FUNCTION, OPTIONS } } }));
    const page = await visit(SHOP);
    const deletion = await page.fetch(`${API}/orders/1`, DELETE);
    expect(deletion).toBeBlocked();
    expect(statuses(deletion)).toEqual({ preflight: [200], answer: [200] });
    expect(api).toHaveEffects(1);
  });

  test('an integration response gives it to its own answers, and a proxy integration has no use for one', {
    tag: '@C13b',
  }, async ({ serve, visit }) => {
    const parameter = 'method.response.header.Access-Control-Allow-Origin';
    const mapped = {
      integrationResponses: { '200': { responseParameters: { [parameter]: `'${SHOP}'` } } },
    };
    const methodResponses = { '200': { responseParameters: { [parameter]: true } } };
    serve(
      API,
      restGateway(companyApi(), {
        resources: {
          '/orders': { GET: { integration: { type: 'HTTP', ...mapped }, methodResponses } },
          '/account': { GET: { integration: { type: 'HTTP_PROXY', ...mapped }, methodResponses } },
        },
      }),
    );
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
    expect(await page.fetch(`${API}/account`)).toBeBlocked();
  });
});

test.describe('What a REST API answers by itself', () => {
  test('every status looks like a CORS error, and before a 502 and a 504 the work was done', {
    tag: ['@C13b', '@C15', '@C47'],
  }, async ({ serve, visit, measure }) => {
    const api = serve(API, answering());
    const page = await visit(SHOP);
    const errors: (string | null)[] = [];
    for (const { status, path, request } of GATEWAY_ERRORS) {
      for (const credentials of ['omit', 'include'] as const) {
        const answer = await page.fetch(`${API}${path}`, { ...request, credentials });
        expect(answer).toBeBlocked();
        expect(statuses(answer)).toEqual({ preflight: [], answer: [status] });
        errors.push(answer.error);
      }
    }
    expect(api).toHaveEffects(4);
    serve('https://bare.shop.com', companyApi());
    const bare = await page.fetch('https://bare.shop.com/orders');
    expect(statuses(bare)).toEqual({ preflight: [], answer: [200] });
    const different = new Set([...errors, bare.error]).size;
    measure('gateways/rest/what-script-is-told', 'Different errors for seven statuses and a bare 200', { different });
    expect(different).toBe(1);
  });

  test('with * in DEFAULT_4XX and DEFAULT_5XX script reads each status, without credentials only', {
    tag: '@C16',
  }, async ({ serve, visit }) => {
    serve(API, answering(inEveryError({ [ALLOW]: "'*'" })));
    const page = await visit(SHOP);
    for (const { status, path, request } of GATEWAY_ERRORS) {
      const readable = await page.fetch(`${API}${path}`, { ...request, credentials: 'omit' });
      expect(readable).toBeReadable();
      expect(readable.status).toBe(status);
      const credentialed = await page.fetch(`${API}${path}`, { ...request, ...WITH_CREDENTIALS });
      expect(credentialed).toBeBlocked();
      expect(statuses(credentialed).answer).toEqual([status]);
    }
  });

  test('an authorizer that refuses the preflight itself is not cured by *', { tag: '@C16' }, async ({
    serve,
    visit,
  }) => {
    serve(
      API,
      restGateway(companyApi({ cors: { sites: [SHOP], headers: ['authorization'] } }), {
        resources: { '/{proxy+}': { ANY: { ...FUNCTION, authorizationType: 'CUSTOM', authorizerId: 'users' } } },
        authorizers: { users: { decisions: { 'Bearer ann': 'allow' } } },
        gatewayResponses: inEveryError({ [ALLOW]: "'*'" }),
      }),
    );
    const page = await visit(SHOP);
    const asAnn = await page.fetch(`${API}/orders`, { headers: { authorization: 'Bearer ann' } });
    expect(asAnn).toBeBlocked();
    expect(asAnn).not.toHaveReachedTheServer();
    expect(statuses(asAnn)).toEqual({ preflight: [401], answer: [] });
    // Without the header no preflight is due, and the 401 of the request itself can be read.
    const asNobody = await page.fetch(`${API}/orders`);
    expect(asNobody).toBeReadable();
    expect(asNobody.status).toBe(401);
  });

  test('a status in DEFAULT_4XX is what script reads of all of them', async ({ serve, visit }) => {
    serve(API, answering({ DEFAULT_4XX: { statusCode: 400, responseParameters: { [ALLOW]: "'*'" } } }));
    const page = await visit(SHOP);
    for (const { path, request } of GATEWAY_ERRORS.filter(({ status }) => status < 500)) {
      expect(await page.fetch(`${API}${path}`, request)).toMatchObject({ outcome: 'readable', status: 400 });
    }
  });

  test('a preflight uses up the burst: the request it asked for is a 429', async ({ serve, visit }) => {
    const gateway = restGateway(companyApi({ cors: { sites: [SHOP] } }), {
      resources: { '/orders/{id}': { DELETE: FUNCTION, OPTIONS } },
      throttle: { burstLimit: 1, rateLimit: 1 },
    });
    const api = serve(API, gateway);
    const page = await visit(SHOP);
    const throttled = await page.fetch(`${API}/orders/1`, DELETE);
    expect(throttled).toBeBlocked();
    expect(statuses(throttled)).toEqual({ preflight: [200], answer: [429] });
    expect(api).toHaveEffects(0);
  });
});

test.describe('A gateway response for one site', { tag: '@C29' }, () => {
  test('as the notes have it the shop reads its errors, admin does not, nor the shop with credentials', async ({
    serve,
    visit,
  }) => {
    serve(API, answering(inEveryError({ [ALLOW]: `'${SHOP}'` })));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/report`)).toMatchObject({ outcome: 'readable', status: 401 });
    expect(await page.fetch(`${API}/report`, WITH_CREDENTIALS)).toBeBlocked();
    await page.goto(ADMIN);
    // The function lists admin, the gateway does not.
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
    const refused = await page.fetch(`${API}/report`);
    expect(refused).toBeBlocked();
    expect(statuses(refused).answer).toEqual([401]);
  });

  test('where credentials are allowed the shop reads them with credentials, too', async ({ serve, visit }) => {
    serve(API, answering(inEveryError({ [ALLOW]: `'${SHOP}'`, [CREDENTIALS]: "'true'" })));
    const page = await visit(SHOP);
    for (const { status, path, request } of GATEWAY_ERRORS) {
      const answer = await page.fetch(`${API}${path}`, { ...request, ...WITH_CREDENTIALS });
      expect(answer).toMatchObject({ outcome: 'readable', status });
    }
  });

  test('one that echoes the Origin is for admin, and for everybody else', async ({ serve, visit }) => {
    serve(API, answering(inEveryError({ [ALLOW]: 'method.request.header.Origin', [CREDENTIALS]: "'true'" })));
    const page = await visit(ADMIN);
    expect(await page.fetch(`${API}/report`, WITH_CREDENTIALS)).toMatchObject({ outcome: 'readable', status: 401 });
    await page.goto(EVIL);
    expect(await page.fetch(`${API}/report`, WITH_CREDENTIALS)).toMatchObject({ outcome: 'readable', status: 401 });
    expect(await page.fetch(`${API}/orders`, WITH_CREDENTIALS)).toBeBlocked();
  });
});

test.describe('Several sites and one mock', () => {
  const deleting = (options: typeof OPTIONS) =>
    restGateway(companyApi({ cors: { sites: [SHOP, ADMIN] } }), {
      resources: { '/orders/{id}': { DELETE: FUNCTION, OPTIONS: options } },
    });

  test('a static origin lets the shop delete, and admin not', async ({ serve, visit }) => {
    const api = serve(API, deleting(OPTIONS));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders/1`, DELETE)).toBeReadable();
    await page.goto(ADMIN);
    expect(await page.fetch(`${API}/orders/1`, DELETE)).toBeBlocked();
    expect(api).toHaveEffects(1);
  });

  test('a mapping template lets both, and tells a stranger that it is the shop which may', async ({ serve, visit }) => {
    const responseTemplate = [
      '#set($origin = $input.params("Origin"))',
      `#if($origin.matches("https://shop[.]com") || $origin.matches("https://admin[.]shop[.]com"))`,
      '  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
      '#end',
    ].join('\n');
    const api = serve(API, deleting(mockOptions(ENABLED, { responseTemplate })));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders/1`, DELETE)).toBeReadable();
    await page.goto(ADMIN);
    expect(await page.fetch(`${API}/orders/1`, DELETE)).toBeReadable();
    await page.goto(EVIL);
    const refused = await page.fetch(`${API}/orders/1`, DELETE);
    expect(refused).toBeBlocked();
    const [preflight] = refused.exchanges;
    expect(preflight?.answer).toMatchObject({
      headers: expect.arrayContaining([['access-control-allow-origin', SHOP]]),
    });
    expect(api).toHaveEffects(2);
  });
});
