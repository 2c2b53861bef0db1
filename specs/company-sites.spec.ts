import { expect, test } from 'cross-examine';
import { companyApi } from '../servers/company-api.ts';

const KITCHEN = 'https://desserts-api.restaurant.com';
const SITES = ['https://restaurant.com', 'https://m.restaurant.com', 'https://admin.restaurant.com'];
const STRANGERS = [
  'https://evil.com',
  'http://restaurant.com',
  'https://restaurant.com:8443',
  'https://evilrestaurant.com',
  'https://blog.restaurant.com',
];

test.describe('The note on the kitchen window', () => {
  test('without a note not even a sub-domain of the same company reads', { tag: '@C01' }, async ({ serve, visit }) => {
    serve(KITCHEN, companyApi());
    const page = await visit('https://restaurant.com');
    const desserts = await page.fetch(`${KITCHEN}/orders`);
    expect(desserts).toBeBlocked();
    expect(desserts).toHaveReachedTheServer();
    // To look without reading is all that is left.
    expect(await page.fetch(`${KITCHEN}/orders`, { mode: 'no-cors' })).toBeOpaque();
  });

  test('three sites are listed, and read', { tag: '@C02' }, async ({ serve, visit }) => {
    serve(KITCHEN, companyApi({ cors: { sites: SITES, credentials: true } }));
    const page = await visit('https://restaurant.com');
    for (const site of SITES) {
      await page.goto(site);
      expect(await page.fetch(`${KITCHEN}/orders`)).toBeReadable();
      expect(await page.fetch(`${KITCHEN}/orders`, { credentials: 'include' })).toBeReadable();
    }
  });

  test('others are not, and do not, however much alike they look', { tag: '@C02' }, async ({ serve, visit }) => {
    serve(KITCHEN, companyApi({ cors: { sites: SITES, credentials: true } }));
    const page = await visit('https://evil.com');
    for (const stranger of STRANGERS) {
      await page.goto(stranger);
      expect(await page.fetch(`${KITCHEN}/orders`)).toBeBlocked();
    }
  });
});

test.describe('A forged Origin', { tag: '@C03' }, () => {
  const FORGED = { headers: { Origin: 'https://restaurant.com' } };

  test('fetch(), a Request made before and XMLHttpRequest leave it out and say who really asks', async ({
    serve,
    visit,
  }) => {
    serve(KITCHEN, companyApi({ cors: { sites: SITES } }));
    const page = await visit('https://evil.com');
    for (const read of [
      await page.fetch(`${KITCHEN}/orders`, FORGED),
      await page.fetchRequest(`${KITCHEN}/orders`, FORGED),
      await page.xhr(`${KITCHEN}/orders`, FORGED),
    ]) {
      expect(read).toHaveSentHeader('Origin', 'https://evil.com');
      expect(read).toBeBlocked();
    }
  });

  test('a worker cannot do it either', async ({ serve, visit }) => {
    serve(KITCHEN, companyApi({ cors: { sites: SITES } }));
    const page = await visit('https://evil.com', { context: 'worker' });
    const read = await page.fetch(`${KITCHEN}/orders`, FORGED);
    expect(read).toHaveSentHeader('Origin', 'https://evil.com');
    expect(read).toBeBlocked();
  });

  test('the preflight tells the truth too', async ({ serve, visit }) => {
    const kitchen = serve(KITCHEN, companyApi({ cors: { sites: SITES } }));
    const page = await visit('https://evil.com');
    const deletion = await page.fetch(`${KITCHEN}/orders/1`, { method: 'DELETE', ...FORGED });
    expect(deletion.preflightHeadersSeenByServer).toMatchObject({ origin: 'https://evil.com' });
    expect(deletion).toBeBlocked();
    expect(kitchen).toHaveEffects(0);
  });

  test('a sandboxed frame hides who asks behind null, and bears no other name', async ({ serve, visit }) => {
    serve(KITCHEN, companyApi({ cors: { sites: SITES } }));
    const page = await visit('https://evil.com', { context: 'sandboxed-iframe' });
    const read = await page.fetch(`${KITCHEN}/orders`, FORGED);
    expect(read).toHaveSentHeader('Origin', 'null');
    expect(read).toBeBlocked();
  });
});

test.describe('A permission slip for GET-orders and POST-cart', { tag: '@C04' }, () => {
  const FLOOR_5 = 'https://api.shop.com';
  const SLIP = { sites: ['https://shop.com'], methods: ['GET'], methodsAt: { '/cart': ['POST'] } };
  const JSON_BODY = { method: 'POST', contentType: 'application/json', body: '{"sku":"a"}' };

  test('admits the one and the other', async ({ serve, visit }) => {
    const api = serve(FLOOR_5, companyApi({ cors: SLIP }));
    const page = await visit('https://shop.com');
    expect(await page.fetch(`${FLOOR_5}/orders`)).toBeReadable();
    const cart = await page.fetch(`${FLOOR_5}/cart`, JSON_BODY);
    expect(cart).toHavePreflight();
    expect(cart).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test('admits no DELETE', async ({ serve, visit }) => {
    const api = serve(FLOOR_5, companyApi({ cors: SLIP }));
    const page = await visit('https://shop.com');
    const deletion = await page.fetch(`${FLOOR_5}/orders/1`, { method: 'DELETE' });
    expect(deletion).toBeBlocked();
    expect(deletion).not.toHaveReachedTheServer();
    expect(api).toHaveEffects(0);
  });

  test('does not name POST-orders: as JSON it is refused, as a form it is carried out and read', async ({
    serve,
    visit,
  }) => {
    const api = serve(FLOOR_5, companyApi({ cors: { ...SLIP, headers: [] } }));
    const page = await visit('https://shop.com');
    expect(await page.fetch(`${FLOOR_5}/orders`, JSON_BODY)).toBeBlocked();
    expect(api).toHaveEffects(0);
    const simple = await page.fetch(`${FLOOR_5}/orders`, { method: 'POST', body: 'sku=a' });
    expect(simple).not.toHavePreflight();
    expect(simple).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test('turns a visitor without one away when his request has been processed', async ({ serve, visit }) => {
    const api = serve(FLOOR_5, companyApi({ cors: SLIP }));
    const page = await visit('https://evil.com');
    expect(await page.fetch(`${FLOOR_5}/cart`, { method: 'POST', body: 'sku=a' })).toBeBlocked();
    expect(api).toHaveEffects(1);
  });
});

test.describe('Script that was smuggled into the page itself', { tag: '@C24' }, () => {
  const BANK = 'https://mybank.com';
  const RULES = { session: { authentication: 'required', cookie: { sameSite: 'Strict' } } } as const;

  for (const context of ['window', 'worker'] as const) {
    test(`reads and deletes without asking, from a ${context}`, async ({ serve, visit }) => {
      const bank = serve(BANK, companyApi(RULES));
      const page = await visit(BANK, { context });
      expect(await page.fetch('/login', { method: 'POST' })).toBeReadable();

      const account = await page.fetch('/account');
      expect(account).toHaveSentHeader('Cookie', 'session=ann');
      expect(account).toBeReadable();

      const deletion = await page.fetch('/orders/1', { method: 'DELETE', headers: { 'X-Any': 'thing' } });
      expect(deletion).not.toHavePreflight();
      expect(deletion).toBeReadable();
      expect(bank).toHaveEffects(1);
    });
  }
});
