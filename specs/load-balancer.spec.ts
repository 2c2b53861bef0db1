import { expect, test } from 'cross-examine';
import { ANNOUNCED, addedHeaders, CORS_ATTRIBUTES, DOCUMENTATION } from '../servers/load-balancer/attributes.ts';
import { loadBalancer } from '../servers/load-balancer.ts';
import { orders } from '../servers/orders.ts';
import { FRAMEWORKS } from '../servers/real/frameworks/all.ts';
import { expressCors } from '../servers/real/frameworks/express.ts';
import { koaCors } from '../servers/real/frameworks/koa.ts';
import { nginxBefore } from '../servers/real/nginx-before.ts';
import { ordersUnderApi } from '../servers/real/orders-under-api.ts';
import { rightNginx } from '../servers/real/right-nginx.ts';

const API = 'https://api.shop.com';
const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const EVIL = 'https://evil.com';
const INCLUDE = { credentials: 'include' } as const;
const DELETE = { method: 'DELETE' } as const;

/** Attributes of a listener for one site. */
const FOR_THE_SHOP = {
  'routing.http.response.access_control_allow_origin.header_value': SHOP,
  'routing.http.response.access_control_allow_methods.header_value': 'GET, POST, DELETE',
  'routing.http.response.access_control_allow_headers.header_value': 'content-type',
  'routing.http.response.access_control_allow_credentials.header_value': 'true',
} as const;

test.describe('An Application Load Balancer', { tag: '@C37' }, () => {
  test('adds nothing by default; what its listener can be told to add', ({ measure }) => {
    const attributes = Object.keys(CORS_ATTRIBUTES);
    expect(Object.keys(addedHeaders({}))).toEqual([]);
    expect(attributes).toContain('routing.http.response.access_control_allow_origin.header_value');
    measure('load-balancer/attributes', `What a listener can add to answers: ${DOCUMENTATION}`, {
      byDefault: Object.keys(addedHeaders({})).length,
      attributesOfCors: attributes.length,
      canAllowAnOrigin: Object.values(CORS_ATTRIBUTES).includes('access-control-allow-origin'),
      canSayVary: Object.values(CORS_ATTRIBUTES).some((header) => (header as string) === 'vary'),
      since: ANNOUNCED.since,
    });
  });

  test('by default the shop is refused, and the work is done', async ({ serve, visit }) => {
    const api = serve(API, loadBalancer(orders()));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`)).toBeBlocked();
    expect(await page.fetch(`${API}/cart`, { method: 'POST', body: 'sku=a' })).toBeBlocked();
    expect(api).toHaveEffects(1);
  });

  test('told one origin, it lets that one read, errors too, and no second one', async ({ serve, visit }) => {
    serve(API, loadBalancer(orders(), { attributes: FOR_THE_SHOP }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/orders`, INCLUDE)).toBeReadable();
    expect(await page.fetch(`${API}/nothing`)).toMatchObject({ outcome: 'readable', status: 404 });
    for (const stranger of [ADMIN, EVIL]) {
      await page.goto(stranger);
      expect(await page.fetch(`${API}/orders`)).toBeBlocked();
    }
  });

  test('it answers no preflight: a rule with a fixed response has to', async ({ serve, visit }) => {
    const api = serve(API, loadBalancer(orders(), { attributes: FOR_THE_SHOP }));
    const rules = [{ path: '/orders', method: 'OPTIONS', fixedResponse: { statusCode: 204 } }];
    serve('https://fixed.shop.com', loadBalancer(orders(), { attributes: FOR_THE_SHOP, rules }));
    const page = await visit(SHOP);
    const deletion = await page.fetch(`${API}/orders/1`, DELETE);
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(0);
    expect(await page.fetch('https://fixed.shop.com/orders/1', DELETE)).toBeReadable();
  });
});

test.describe('nginx before a server that knows nothing of CORS', { tag: ['@C40'] }, () => {
  test('as it should be configured: a listed site reads and deletes with credentials, nobody else does', async ({
    serve,
    visit,
  }) => {
    const api = serve(API, await rightNginx());
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/api/orders`, INCLUDE)).toBeReadable();
    expect(await page.fetch(`${API}/api/orders/1`, { ...DELETE, ...INCLUDE })).toBeReadable();
    expect(await page.fetch(`${API}/api/nothing`, INCLUDE)).toMatchObject({ outcome: 'readable', status: 404 });
    expect(api).toHaveEffects(1);
    for (const stranger of [EVIL, 'http://shop.com', 'https://shop.com.evil.com']) {
      await page.goto(stranger);
      expect(await page.fetch(`${API}/api/orders`, INCLUDE)).toBeBlocked();
      expect(await page.fetch(`${API}/api/orders/1`, { ...DELETE, ...INCLUDE })).toBeBlocked();
    }
    expect(api).toHaveEffects(1);
  });

  test('decorating answers alone: a plain read succeeds, and a DELETE does not, for nobody answers OPTIONS', async ({
    serve,
    visit,
  }) => {
    const decorated = ({ host }: URL) => ({
      server: `location / {
        add_header Access-Control-Allow-Origin ${SHOP} always;
        add_header Access-Control-Allow-Methods 'GET, DELETE' always;
        proxy_pass http://${host};
      }`,
    });
    const api = serve(API, await nginxBefore(ordersUnderApi(), decorated));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/api/orders`)).toBeReadable();
    const deletion = await page.fetch(`${API}/api/orders/1`, DELETE);
    expect(deletion).toBeBlocked();
    expect(deletion).toHavePreflight();
    expect(api).toHaveEffects(0);
  });

  test('without always an error is bare, and the shop takes a 404 for a CORS failure', async ({ serve, visit }) => {
    const forSuccess = ({ host }: URL) => ({
      server: `location / { add_header Access-Control-Allow-Origin ${SHOP}; proxy_pass http://${host}; }`,
    });
    serve(API, await nginxBefore(ordersUnderApi(), forSuccess));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/api/orders`)).toBeReadable();
    expect(await page.fetch(`${API}/api/nothing`)).toBeBlocked();
  });
});

test.describe('nginx before a server that does CORS itself', { tag: ['@C40'] }, () => {
  test('both permit the shop, and two permissions are none; hidden by nginx, the second does no harm', async ({
    serve,
    visit,
  }) => {
    const both = ({ host }: URL) => ({
      server: `location / { add_header Access-Control-Allow-Origin ${SHOP} always; proxy_pass http://${host}; }`,
    });
    serve(API, await nginxBefore(await expressCors({ origin: SHOP }), both));
    serve('https://hidden.shop.com', await rightNginx(await expressCors({ origin: SHOP })));
    const page = await visit(SHOP);
    const products = await page.fetch(`${API}/api/products`);
    expect(products).toBeBlocked();
    expect(products).toHaveReachedTheServer();
    expect(await page.fetch('https://hidden.shop.com/api/products')).toBeReadable();
  });
});

test.describe('Frameworks, each with its own CORS middleware', () => {
  const NAMES = ['express', 'fastify', 'koa', 'hono'] as const;
  const at = (name: string) => `https://${name}.shop.com/api`;

  test('a listed site reads answers and errors; a DELETE by default with all but Fastify', async ({ serve, visit }) => {
    const page = await visit(ADMIN);
    for (const name of NAMES) {
      const api = serve(`https://${name}.shop.com`, await FRAMEWORKS[name]([SHOP, ADMIN]));
      expect(await page.fetch(`${at(name)}/products`, INCLUDE)).toBeReadable();
      expect(await page.fetch(`${at(name)}/broken`, INCLUDE)).toMatchObject({ outcome: 'readable', status: 500 });
      const deletion = await page.fetch(`${at(name)}/cart`, { ...DELETE, ...INCLUDE });
      // By default @fastify/cors permits GET, HEAD and POST, which need no permission as forms send them.
      if (name === 'fastify') expect(deletion).toBeBlocked();
      else expect(deletion).toBeReadable();
      expect(api).toHaveEffects(name === 'fastify' ? 0 : 1);
    }
  });

  test('others read nothing, null neither; what needs no preflight is carried out for them', async ({
    serve,
    visit,
  }) => {
    const page = await visit(EVIL);
    for (const name of NAMES) {
      const api = serve(`https://${name}.shop.com`, await FRAMEWORKS[name]([SHOP, ADMIN]));
      await page.goto(EVIL);
      expect(await page.fetch(`${at(name)}/products`, INCLUDE)).toBeBlocked();
      expect(await page.fetch(`${at(name)}/cart`, { ...DELETE, ...INCLUDE })).toBeBlocked();
      expect(await page.fetch(`${at(name)}/cart`, { method: 'POST', body: 'sku=a', ...INCLUDE })).toBeBlocked();
      expect(api).toHaveEffects(1);
      await page.goto(EVIL, { context: 'sandboxed-iframe' });
      expect(await page.fetch(`${at(name)}/products`, INCLUDE)).toBeBlocked();
    }
  });

  test('an error is a CORS failure with Koa told not to keep its headers', async ({ serve, visit }) => {
    serve('https://koa.shop.com', await koaCors({ origin: SHOP, keepHeadersOnError: false }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${at('koa')}/products`)).toBeReadable();
    expect(await page.fetch(`${at('koa')}/broken`)).toBeBlocked();
  });
});
