import { expect, test } from 'cross-examine';
import { assets } from '../servers/assets.ts';
import { scriptHost } from '../servers/script-host.ts';
import { tokenApi } from '../servers/token-api.ts';

const SHOP = 'https://shop.com';
const OTHER = 'https://other.com';
const COPY = 'https://evil.com';
const JS = 'https://js.pay.com';
const API = 'https://api.pay.com';
const KEYS = { pk_shop: SHOP, pk_other: OTHER };

const FORM = { method: 'POST', body: 'key=pk_shop&card=4242', contentType: 'application/x-www-form-urlencoded' };
const JSON_BODY = { method: 'POST', body: '{"key":"pk_shop","card":"4242"}', contentType: 'application/json' };

test.describe('A script from another origin', { tag: '@C05' }, () => {
  test('runs as the page that has it: its requests say so', async ({ serve, visit, measure }) => {
    const pay = serve(API, tokenApi({ keys: KEYS, keyIn: 'path' }));
    serve(JS, scriptHost({ '/v3.js': `fetch(${JSON.stringify(`${API}/tokens/pk_shop`)}, { method: 'POST' });` }));
    const page = await visit(SHOP);
    expect(await page.script(`${JS}/v3.js`)).toBeOpaque();
    await expect.poll(() => pay.requests.length).toBe(1);
    const origin = pay.requests[0]?.requestHeaders.find(([name]) => name.toLowerCase() === 'origin')?.[1] ?? '';
    measure('checkout/origin-of-its-requests', 'The Origin that a script of another origin asks with', { origin });
    expect(origin).toBe(SHOP);
  });

  test('reads what the page may read, on its own server too', async ({ serve, visit, measure }) => {
    const shop = serve(SHOP, assets());
    const js = serve(
      JS,
      scriptHost({ '/v3.js': `fetch('/data.json').then((answer) => fetch('/seen-' + answer.type));` }),
    );
    const page = await visit(SHOP);
    await page.script(`${JS}/v3.js`);
    await expect.poll(() => shop.requests.map(({ url }) => url)).toContain(`${SHOP}/seen-basic`);
    measure('checkout/script-of-another-origin', 'What a script from another origin is to the page that has it', {
      'same-origin read': shop.requests.some(({ url }) => url === `${SHOP}/seen-basic`),
      'asked its own server': js.requests.some(({ url }) => url !== `${JS}/v3.js`),
    });
  });
});

test.describe('A public token endpoint', { tag: '@C06' }, () => {
  for (const merchant of [SHOP, OTHER]) {
    test(`is read by ${merchant}`, async ({ serve, visit }) => {
      serve(API, tokenApi({ keys: KEYS }));
      const page = await visit(merchant);
      expect(await page.fetch(`${API}/tokens`, FORM)).toBeReadable();
      expect(await page.fetch(`${API}/tokens`, JSON_BODY)).toBeReadable();
    });
  }

  test('is read without credentials only', async ({ serve, visit }) => {
    const pay = serve(API, tokenApi({ keys: KEYS }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/tokens`, { ...FORM, credentials: 'include' })).toBeBlocked();
    expect(pay).toHaveEffects(1);
    expect(await page.fetch(`${API}/tokens`, { ...JSON_BODY, credentials: 'include' })).toBeBlocked();
    expect(pay).toHaveEffects(1);
  });
});

test.describe('An endpoint that answers with the origin of the key', { tag: '@C07' }, () => {
  test('with the key in the path lets that merchant read, and no other', async ({ serve, visit }) => {
    serve(API, tokenApi({ keys: KEYS, keyIn: 'path', readers: 'of-the-key' }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/tokens/pk_shop`, JSON_BODY)).toBeReadable();
    expect(await page.fetch(`${API}/tokens/pk_other`, JSON_BODY)).toBeBlocked();
    await page.goto(OTHER);
    expect(await page.fetch(`${API}/tokens/pk_shop`, FORM)).toBeBlocked();
  });

  test('with the key in a header cannot tell a preflight whose it is', async ({ serve, visit }) => {
    const pay = serve(API, tokenApi({ keys: KEYS, keyIn: 'header', readers: 'of-the-key' }));
    const page = await visit(SHOP);
    const token = await page.fetch(`${API}/tokens`, { method: 'POST', headers: { 'x-api-key': 'pk_shop' } });
    expect(token).toHavePreflight();
    expect(token).toBeBlocked();
    expect(pay).toHaveEffects(0);
  });

  test('with the key in the body reads a form, and cannot tell the preflight of JSON', async ({ serve, visit }) => {
    serve(API, tokenApi({ keys: KEYS, keyIn: 'body', readers: 'of-the-key' }));
    const page = await visit(SHOP);
    expect(await page.fetch(`${API}/tokens`, FORM)).toBeReadable();
    expect(await page.fetch(`${API}/tokens`, JSON_BODY)).toBeBlocked();
  });

  test('works with a header when preflights allow every merchant, and the answer the one', async ({ serve, visit }) => {
    serve(API, tokenApi({ keys: KEYS, keyIn: 'header', readers: 'of-any-key' }));
    const page = await visit(SHOP);
    const withKey = (key: string) => ({ method: 'POST', headers: { 'x-api-key': key } });
    expect(await page.fetch(`${API}/tokens`, withKey('pk_shop'))).toBeReadable();
    await page.goto(COPY);
    expect(await page.fetch(`${API}/tokens`, withKey('pk_shop'))).toBeBlocked();
  });
});

test.describe('A copy of the shop', { tag: '@C08' }, () => {
  const ofTheKey = { keys: KEYS, readers: 'of-the-key' } as const;

  test('gets a token made by a form it cannot read', async ({ serve, visit }) => {
    const pay = serve(API, tokenApi(ofTheKey));
    const page = await visit(COPY);
    const token = await page.fetch(`${API}/tokens`, FORM);
    expect(token).not.toHavePreflight();
    expect(token).toBeBlocked();
    expect(pay).toHaveEffects(1);
  });

  test('gets none made by JSON, for the preflight is refused', async ({ serve, visit }) => {
    const pay = serve(API, tokenApi({ ...ofTheKey, readers: 'of-any-key' }));
    const page = await visit(COPY);
    const token = await page.fetch(`${API}/tokens`, JSON_BODY);
    expect(token).toHavePreflight();
    expect(token).toBeBlocked();
    expect(pay).toHaveEffects(0);
  });

  test('reads its token where anyone may', async ({ serve, visit }) => {
    const pay = serve(API, tokenApi({ keys: KEYS }));
    const page = await visit(COPY);
    expect(await page.fetch(`${API}/tokens`, JSON_BODY)).toBeReadable();
    expect(pay).toHaveEffects(1);
  });

  test('gets none when the server compares the Origin before it works', async ({ serve, visit }) => {
    const pay = serve(API, tokenApi({ ...ofTheKey, checksOrigin: true }));
    const page = await visit(COPY);
    expect(await page.fetch(`${API}/tokens`, FORM)).toBeBlocked();
    expect(pay).toHaveEffects(0);
  });
});
