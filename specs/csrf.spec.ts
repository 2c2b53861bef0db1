import { expect, test } from 'cross-examine';
import { companyApi } from '../servers/company-api.ts';
import { seedExpress } from '../servers/real/seed-express.ts';
import { ask } from '../servers/real/wire-client.ts';

const BANK = 'https://mybank.com';
const CART = `${BANK}/cart`;
const SIMPLE = { method: 'POST', body: 'sku=a', credentials: 'include' } as const;
const JSON_BODY = { ...SIMPLE, contentType: 'application/json', body: '{"sku":"a"}' };

const EVERYWHERE = ['chromium', 'firefox', 'webkit'];
const IN_WEBKIT = ['webkit'];
const NOWHERE: string[] = [];

/**
 * The cookie of a session, and where it goes along with requests from another site: those that script makes and a page
 * stays for, and those that take the page along. Profiles are off the record, where Chromium blocks third-party cookies.
 */
const COOKIES = [
  { kind: 'Strict', cookie: { sameSite: 'Strict' }, byScript: NOWHERE, byFormPost: NOWHERE, byFormGet: NOWHERE },
  { kind: 'Lax', cookie: { sameSite: 'Lax' }, byScript: NOWHERE, byFormPost: NOWHERE, byFormGet: EVERYWHERE },
  // Chromium takes it for Lax, but lets a form post have it for two minutes; the others take it for None.
  { kind: 'SameSite-less', cookie: {}, byScript: IN_WEBKIT, byFormPost: EVERYWHERE, byFormGet: EVERYWHERE },
  {
    kind: 'SameSite=None',
    cookie: { sameSite: 'None' },
    byScript: IN_WEBKIT,
    byFormPost: EVERYWHERE,
    byFormGet: EVERYWHERE,
  },
  // It belongs to the bank as a first party. WebKitGTK knows no such attribute.
  {
    kind: 'Partitioned',
    cookie: { sameSite: 'None', partitioned: true },
    byScript: IN_WEBKIT,
    byFormPost: EVERYWHERE,
    byFormGet: EVERYWHERE,
  },
] as const;

test.describe('Somebody who is logged in at the bank visits evil.com', { tag: ['@C45', '@C21', '@C23'] }, () => {
  for (const { kind, cookie, byScript, byFormPost, byFormGet } of COOKIES) {
    test(`with a ${kind} cookie`, async ({ serve, visit, engine }) => {
      const bank = serve(BANK, companyApi({ session: { authentication: 'required', cookie } }));
      const sentIn = (engines: readonly string[]) => engines.includes(engine.info.name);
      const valueIn = (engines: readonly string[]) => (sentIn(engines) ? 'session=ann' : null);
      const page = await visit(BANK);
      expect(await page.fetch('/login', { method: 'POST' })).toBeReadable();
      await page.goto('https://evil.com');

      const simple = await page.fetch(CART, SIMPLE);
      expect(simple).toBeBlocked();
      expect(simple).toHaveSentHeader('Cookie', valueIn(byScript));

      const blind = await page.fetch(CART, { ...SIMPLE, mode: 'no-cors' });
      expect(blind).toBeOpaque();
      expect(blind).toHaveSentHeader('Cookie', valueIn(byScript));

      const lasting = await page.fetch(CART, { ...SIMPLE, keepalive: true });
      expect(lasting).toBeBlocked();
      expect(lasting).toHaveSentHeader('Cookie', valueIn(byScript));

      const beacon = await page.beacon(CART, { body: 'sku=a' });
      expect(beacon).toBeOpaque();
      expect(beacon).toHaveSentHeader('Cookie', valueIn(byScript));
      expect(bank).toHaveEffects(sentIn(byScript) ? 4 : 0);

      const asking = await page.fetch(CART, JSON_BODY);
      expect(asking).toBeBlocked();
      expect(asking).not.toHaveReachedTheServer();

      const before = bank.effects ?? 0;
      const form = await page.form(CART, { body: 'sku=a' });
      expect(form).toBeOpaque();
      expect(form).toHaveSentHeader('Cookie', valueIn(byFormPost));
      expect(bank).toHaveEffects(before + (sentIn(byFormPost) ? 1 : 0));

      const look = await page.form(`${BANK}/account`, { method: 'GET', body: 'a=b' });
      expect(look).toHaveSentHeader('Cookie', valueIn(byFormGet));
    });
  }
});

test.describe('Somebody who is logged in at the bank visits another page of its site', {
  tag: ['@C22', '@C23'],
}, () => {
  test('whatever the page asks for comes with a Strict cookie, listed or not', async ({ serve, visit }) => {
    const rules = { authentication: 'required', cookie: { sameSite: 'Strict' } } as const;
    const bank = serve(BANK, companyApi({ cors: { sites: ['https://www.mybank.com'] }, session: rules }));
    const page = await visit(BANK);
    expect(await page.fetch('/login', { method: 'POST' })).toBeReadable();
    await page.goto('https://forum.mybank.com');

    const simple = await page.fetch(CART, SIMPLE);
    expect(simple).toBeBlocked();
    expect(simple).toHaveSentHeader('Cookie', 'session=ann');
    const blind = await page.fetch(CART, { ...SIMPLE, mode: 'no-cors' });
    expect(blind).toHaveSentHeader('Cookie', 'session=ann');
    const lasting = await page.fetch(CART, { ...SIMPLE, keepalive: true });
    expect(lasting).toHaveSentHeader('Cookie', 'session=ann');
    const beacon = await page.beacon(CART, { body: 'sku=a' });
    expect(beacon).toHaveSentHeader('Cookie', 'session=ann');
    expect(bank).toHaveEffects(4);

    const asking = await page.fetch(CART, JSON_BODY);
    expect(asking).toHavePreflight();
    expect(asking).toBeBlocked();
    expect(asking.preflightHeadersSeenByServer).not.toHaveProperty('cookie');
    expect(bank).toHaveEffects(4);

    const form = await page.form(CART, { body: 'sku=a' });
    expect(form).toHaveSentHeader('Cookie', 'session=ann');
    expect(bank).toHaveEffects(5);
  });
});

test.describe('Somebody who has never been at a bank is given its cookie within another site', { tag: '@C45' }, () => {
  const FIRST_VISITS = [
    { bank: 'https://strict-bank.com', cookie: { sameSite: 'Strict' }, sent: NOWHERE },
    { bank: 'https://lax-bank.com', cookie: { sameSite: 'Lax' }, sent: NOWHERE },
    { bank: 'https://silent-bank.com', cookie: {}, sent: ['firefox'] },
    { bank: 'https://none-bank.com', cookie: { sameSite: 'None' }, sent: ['firefox'] },
    {
      bank: 'https://partitioned-bank.com',
      cookie: { sameSite: 'None', partitioned: true },
      sent: ['chromium', 'firefox'],
    },
  ] as const;

  test('Firefox keeps it for that site alone, Chromium wants Partitioned for that, WebKitGTK refuses it', async ({
    serve,
    visit,
    engine,
  }) => {
    const cors = { sites: ['https://shop.com'], credentials: true };
    for (const { bank, cookie } of FIRST_VISITS) {
      serve(bank, companyApi({ cors, session: { authentication: 'required', cookie } }));
    }
    const page = await visit('https://shop.com');
    for (const { bank, sent } of FIRST_VISITS) {
      expect(await page.fetch(`${bank}/login`, SIMPLE)).toBeReadable();
      const account = await page.fetch(`${bank}/account`, { credentials: 'include' });
      const isSent = (sent as readonly string[]).includes(engine.info.name);
      expect(account).toHaveSentHeader('Cookie', isSent ? 'session=ann' : null);
      expect(account.status).toBe(isSent ? 200 : 401);
    }
  });
});

test.describe('Without a browser', { tag: ['@C20', '@C50'] }, () => {
  test('a plain client is served by an API that permits nobody, and says no Origin', async ({ measure }) => {
    const api = companyApi();
    const address = new URL(await api.app.listen({ host: '127.0.0.1', port: 0 }));
    try {
      const account = await ask(address, 'GET', '/account');
      const order = await ask(address, 'DELETE', '/orders/1');
      const { askedFrom } = JSON.parse(account.body) as { askedFrom: string | null };
      expect([account.status, askedFrom, order.status, api.ledger.length]).toEqual([200, null, 200, 1]);
      measure('csrf/plain-client', 'A plain HTTP client reads and deletes', {
        status: account.status,
        saysOrigin: askedFrom !== null,
        effects: api.ledger.length,
      });
    } finally {
      await api.close?.();
    }
  });

  test('fetch() outside a browser says none either, and reads what permits nobody', async ({ measure }) => {
    const api = companyApi();
    const address = await api.app.listen({ host: '127.0.0.1', port: 0 });
    try {
      const answer = await fetch(`${address}/account`, { headers: { 'X-Any': 'thing' } });
      const { askedFrom } = (await answer.json()) as { askedFrom: string | null };
      expect([answer.status, askedFrom]).toEqual([200, null]);
      measure('csrf/fetch-without-browser', "Node's own fetch() reads", {
        status: answer.status,
        saysOrigin: askedFrom !== null,
      });
    } finally {
      await api.close?.();
    }
  });

  test('a server that enforces its list itself serves it without an Origin, and refuses it with a strange one', async ({
    measure,
  }) => {
    const express = await seedExpress();
    try {
      if (express.source.kind !== 'upstream') throw new Error('Express has no address');
      const { address } = express.source;
      const plain = await ask(address, 'GET', '/api/orders');
      const honest = await ask(address, 'GET', '/api/orders', { Origin: 'https://evil.com' });
      const forged = await ask(address, 'GET', '/api/orders', { Origin: 'https://shop.com' });
      expect([plain.status, honest.status, forged.status]).toEqual([200, 500, 200]);
      measure('csrf/list-enforced-by-server', 'A plain HTTP client and an allow-list in real Express', {
        withoutOrigin: plain.status,
        withStrangeOrigin: honest.status,
        withForgedOrigin: forged.status,
      });
    } finally {
      await express.close?.();
    }
  });
});
