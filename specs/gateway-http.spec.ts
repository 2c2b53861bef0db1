import { expect, type Observation, test } from 'cross-examine';
import { companyApi } from '../servers/company-api.ts';
import { failingFunction } from '../servers/failing-function.ts';
import { type HttpGatewayRules, httpGateway } from '../servers/http-gateway.ts';
import { orders } from '../servers/orders.ts';
import { FUNCTION_FAILURES } from './gateway-errors.ts';

const API = 'https://api.shop.com';
const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const DELETE = { method: 'DELETE' };
const POST = { method: 'POST', body: 'name=Ann' };
const AS_ANN = { headers: { authorization: 'Bearer ann' } };

const FUNCTION = { integration: { type: 'AWS_PROXY', timeoutInMillis: 50 } } as const;
const GUARDED = { ...FUNCTION, authorizerId: 'users' };
const USERS = {
  users: { decisions: { 'Bearer ann': 'allow', 'Bearer eve': 'deny' }, otherwise: 'unauthorized' },
} as const;

const CONFIGURATION = {
  allowOrigins: [SHOP],
  allowMethods: ['GET', 'POST', 'DELETE'],
  allowHeaders: ['authorization', 'content-type'],
  allowCredentials: true,
};
const ROUTES = {
  'GET /orders': FUNCTION,
  'POST /orders': FUNCTION,
  'DELETE /orders/{id}': FUNCTION,
  'POST /cart': FUNCTION,
};

function answeredWith({ exchanges }: Observation): number | undefined {
  const answer = exchanges.at(-1)?.answer;
  return answer?.kind === 'answered' ? answer.status : undefined;
}

test.describe('One CORS configuration for an HTTP API', { tag: '@C26' }, () => {
  test('covers all routes, with and without credentials; the function never sees a preflight', {
    tag: '@C13',
  }, async ({ serve, visit, measure }) => {
    const gateway = httpGateway(companyApi(), { corsConfiguration: CONFIGURATION, routes: ROUTES });
    const api = serve(API, gateway);
    const page = await visit(SHOP);
    for (const credentials of ['omit', 'include'] as const) {
      for (const [path, request] of [
        ['/orders', {}],
        ['/orders', { method: 'POST', contentType: 'application/json', body: '{}' }],
        ['/orders/1', DELETE],
        ['/cart', POST],
      ] as const) {
        expect(await page.fetch(`${API}${path}`, { ...request, credentials })).toBeReadable();
      }
    }
    expect(api).toHaveEffects(6);
    const options = gateway.passedOn.filter((request) => request.startsWith('OPTIONS')).length;
    expect(options).toBe(0);
    measure('gateways/http/enabled', 'OPTIONS requests that came to the function', { options });
  });

  test('hides what the function says itself: whom it allows, and what it exposes', async ({ serve, visit }) => {
    const own = {
      'access-control-allow-origin': ADMIN,
      'access-control-expose-headers': 'x-total',
      'x-total': '2',
    };
    serve(
      API,
      httpGateway(orders({ answers: { headers: own } }), { corsConfiguration: CONFIGURATION, routes: ROUTES }),
    );
    serve('https://open.shop.com', httpGateway(orders({ answers: { headers: own } }), { routes: ROUTES }));
    const page = await visit(SHOP);
    const read = await page.fetch(`${API}/orders`);
    expect(read).toBeReadable();
    expect(read).not.toExposeHeader('x-total');
    await page.goto(ADMIN);
    expect(await page.fetch(`${API}/orders`)).toBeBlocked();
    const passedOn = await page.fetch('https://open.shop.com/orders');
    expect(passedOn).toBeReadable();
    expect(passedOn).toExposeHeader('x-total');
  });

  test('does not keep a stranger from having a simple request carried out', async ({ serve, visit }) => {
    const api = serve(API, httpGateway(companyApi(), { corsConfiguration: CONFIGURATION, routes: ROUTES }));
    const page = await visit('https://evil.com');
    const deletion = await page.fetch(`${API}/orders/1`, DELETE);
    expect(deletion).toBeBlocked();
    expect(answeredWith(deletion)).toBe(204);
    expect(api).toHaveEffects(0);
    expect(await page.fetch(`${API}/cart`, POST)).toBeBlocked();
    expect(api).toHaveEffects(1);
  });
});

test.describe('An authorizer on $default', { tag: '@C26' }, () => {
  const guarded = (more: HttpGatewayRules['routes']) =>
    httpGateway(companyApi(), {
      corsConfiguration: CONFIGURATION,
      routes: { $default: GUARDED, ...more },
      authorizers: USERS,
    });

  test('refuses the preflight, which cannot have a token', async ({ serve, visit }) => {
    serve(API, guarded({}));
    const page = await visit(SHOP);
    const read = await page.fetch(`${API}/orders`, AS_ANN);
    expect(read).toBeBlocked();
    expect(read).not.toHaveReachedTheServer();
    expect(answeredWith(read)).toBe(401);
  });

  test('lets it pass where OPTIONS /{proxy+} is a route of its own', async ({ serve, visit }) => {
    const gateway = guarded({ 'OPTIONS /{proxy+}': FUNCTION });
    serve(API, gateway);
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`, AS_ANN)).toBeReadable();
    expect(gateway.passedOn).toEqual(['GET /orders']);
  });
});

test.describe('What an HTTP API answers by itself', { tag: ['@C15', '@C26'] }, () => {
  const answering = (errorsHaveCorsHeaders: boolean, more: Partial<HttpGatewayRules> = {}) =>
    httpGateway(failingFunction(companyApi(), FUNCTION_FAILURES), {
      corsConfiguration: CONFIGURATION,
      routes: { ...ROUTES, 'GET /report': GUARDED, 'POST /account': FUNCTION },
      authorizers: USERS,
      payloadLimit: 1_000,
      choices: { errorsHaveCorsHeaders },
      ...more,
    });
  const ERRORS = [
    [401, '/report', {}],
    [403, '/report', { headers: { authorization: 'Bearer eve' } }],
    [404, '/nothing', {}],
    [413, '/orders', { method: 'POST', body: 'a'.repeat(2_000) }],
    [500, '/cart', POST],
    [503, '/account', POST],
  ] as const;
  const SHUT = { throttle: { burstLimit: 0, rateLimit: 0 } };

  for (const [has, outcome] of [
    [false, 'blocked'],
    [true, 'readable'],
  ] as const) {
    test(`is ${outcome} if its errors ${has ? 'have' : 'lack'} the headers of the configuration, which no source says`, async ({
      serve,
      visit,
    }) => {
      serve(API, answering(has));
      serve('https://busy.shop.com', answering(has, SHUT));
      const page = await visit(SHOP);
      for (const credentials of ['omit', 'include'] as const) {
        for (const [status, path, request] of ERRORS) {
          const answer = await page.fetch(`${API}${path}`, { ...request, credentials });
          expect(answer.outcome).toBe(outcome);
          expect(answeredWith(answer)).toBe(status);
        }
        const throttled = await page.fetch('https://busy.shop.com/orders', { credentials });
        expect(throttled.outcome).toBe(outcome);
        expect(answeredWith(throttled)).toBe(429);
      }
    });
  }
});
