import { expect, test } from 'cross-examine';
import { companyApi } from '../servers/company-api.ts';
import { failingFunction } from '../servers/failing-function.ts';
import { orders } from '../servers/orders.ts';
import { type RestGatewayRules, restGateway } from '../servers/rest-gateway.ts';
import { FUNCTION_FAILURES } from './gateway-errors.ts';

const API = 'https://api.shop.com';
const SHOP = 'https://shop.com';
const CORS = { sites: [SHOP], credentials: true };
const DELETE = { method: 'DELETE' };
const JSON_ORDER = { method: 'POST', contentType: 'application/json', body: '{"sku":"a"}' };

/** Everything goes through to one function, OPTIONS too. */
const PASSED_THROUGH: RestGatewayRules = {
  resources: { '/{proxy+}': { ANY: { integration: { type: 'AWS_PROXY', timeoutInMillis: 50 } } } },
};

test.describe('A function behind a gateway that passes everything through', { tag: '@C14' }, () => {
  test('does it all: every route, its errors, with credentials; each preflight comes to it', async ({
    serve,
    visit,
  }) => {
    const gateway = restGateway(companyApi({ cors: CORS }), PASSED_THROUGH);
    const api = serve(API, gateway);
    const page = await visit(SHOP);
    for (const [path, request, status] of [
      ['/orders', {}, 200],
      ['/orders', JSON_ORDER, 201],
      ['/orders/1', DELETE, 200],
      ['/nothing', {}, 404],
      ['/report', {}, 500],
    ] as const) {
      const answer = await page.fetch(`${API}${path}`, { ...request, credentials: 'include' });
      expect(answer).toMatchObject({ outcome: 'readable', status });
    }
    expect(api).toHaveEffects(2);
    expect(gateway.passedOn.filter((request) => request.startsWith('OPTIONS '))).toEqual([
      'OPTIONS /orders',
      'OPTIONS /orders/1',
    ]);
  });

  test('forgets OPTIONS: only simple requests pass', async ({ serve, visit }) => {
    const api = serve(
      API,
      restGateway(orders({ answers: { headers: { 'access-control-allow-origin': SHOP } } }), PASSED_THROUGH),
    );
    const page = await visit(SHOP);
    const deletion = await page.fetch(`${API}/orders/1`, DELETE);
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(deletion.exchanges[0]?.answer).toMatchObject({ status: 404 });
    expect(await page.fetch(`${API}/cart`, { method: 'POST', body: 'sku=a' })).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test('forgets the headers of an answer: the preflight passes, the order is deleted, the page is refused', async ({
    serve,
    visit,
  }) => {
    const preflight = {
      status: 204,
      headers: { 'access-control-allow-origin': SHOP, 'access-control-allow-methods': 'DELETE' },
    };
    const api = serve(API, restGateway(orders({ preflight }), PASSED_THROUGH));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders/1`, DELETE)).toBeBlocked();
    expect(api).toHaveEffects(1);
  });

  test('forgets the error path: what goes well is read, and a 404 and a 500 are not', async ({ serve, visit }) => {
    serve(API, restGateway(companyApi({ cors: { ...CORS, errors: 'bare' } }), PASSED_THROUGH));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`)).toBeReadable();
    for (const [path, status] of [
      ['/nothing', 404],
      ['/report', 500],
    ] as const) {
      const error = await page.fetch(`${API}${path}`);
      expect(error).toBeBlocked();
      expect(error.exchanges[0]?.answer).toMatchObject({ status });
    }
  });

  test('forgets nothing, and what the gateway answers in its place is bare: 502 and 504, the work done', async ({
    serve,
    visit,
  }) => {
    const api = serve(API, restGateway(failingFunction(companyApi({ cors: CORS }), FUNCTION_FAILURES), PASSED_THROUGH));
    const page = await visit(SHOP);
    for (const [path, status] of [
      ['/cart', 502],
      ['/account', 504],
    ] as const) {
      const answer = await page.fetch(`${API}${path}`, { ...JSON_ORDER, body: '{"name":"Ann"}' });
      expect(answer).toBeBlocked();
      expect(answer).toHavePreflight();
      expect(answer.exchanges.at(-1)?.answer).toMatchObject({ status });
    }
    expect(api).toHaveEffects(2);
  });
});
