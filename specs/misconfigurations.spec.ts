import { expect, test } from 'cross-examine';
import { AS_SHIPPED } from '../servers/misconfigured/as-shipped.ts';
import { type MisconfiguredRules, misconfigured } from '../servers/misconfigured.ts';
import { expressCors } from '../servers/real/frameworks/express.ts';
import { fastifyCors } from '../servers/real/frameworks/fastify.ts';
import { koaCors } from '../servers/real/frameworks/koa.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';
const API = 'https://api.shop.com';
const STRICT = 'https://strict.shop.com';
const INCLUDE = { credentials: 'include' } as const;
const ANYONE = { originPolicy: { kind: 'anyone' } } as const;
const NOBODY = { originPolicy: { kind: 'nobody' } } as const;

const as = (kind: 'prefix' | 'suffix' | 'contains' | 'part-of-list' | 'unescaped-dot' | 'subdomains') =>
  ({ originPolicy: { kind } }) as const;

/** Who is taken for a site of the shop, by what mistake. An engine is really there: its `self.origin` is told by each request. */
const TAKEN_FOR_A_SITE: readonly [stranger: string, mistake: string, rules: MisconfiguredRules][] = [
  ['https://shop.com.evil.com', 'whatever starts like a site', as('prefix')],
  ['https://evilshop.com', 'whatever ends like a site', as('suffix')],
  ['https://evilshop.com.evil.com', 'whatever has a site in it', as('contains')],
  ['https://shop.co', 'whatever is in the text of the list', as('part-of-list')],
  ['https://admin-shop.com', 'a list read as regular expressions', as('unescaped-dot')],
  ['https://forgotten.shop.com', 'every sub-domain', as('subdomains')],
  ['http://shop.com', 'any scheme', { originPolicy: { kind: 'any-scheme' } }],
  ['https://shop.com:8443', 'any port', { originPolicy: { kind: 'any-port' } }],
  ['http://localhost:3000', 'what was left over from development', { originPolicy: { kind: 'localhost' } }],
  ['https://shop.com.', 'a dot that ends the host', { originPolicy: { kind: 'trailing-dot' } }],
  [
    'https://barfoo.com',
    'two listed hosts, joined',
    { sites: ['https://foo.com', 'https://bar.com'], originPolicy: { kind: 'joined' } },
  ],
];

test.describe('Taken for a site of the shop', { tag: '@C55' }, () => {
  for (const [stranger, mistake, rules] of TAKEN_FOR_A_SITE) {
    test(`${stranger} reads and deletes, with credentials: ${mistake}`, async ({ serve, visit }) => {
      const api = serve(API, misconfigured(rules));
      const strict = serve(STRICT, misconfigured());
      const page = await visit(stranger);

      const account = await page.fetch(`${API}/account`, INCLUDE);
      expect(account).toBeReadable();
      expect(account).toHaveSentHeader('Origin', stranger);
      expect(await page.fetch(`${API}/orders/1`, { method: 'DELETE', ...INCLUDE })).toBeReadable();
      expect(api).toHaveEffects(1);

      expect(await page.fetch(`${STRICT}/account`, INCLUDE)).toBeBlocked();
      expect(await page.fetch(`${STRICT}/orders/1`, { method: 'DELETE', ...INCLUDE })).toBeBlocked();
      expect(strict).toHaveEffects(0);
    });
  }
});

test.describe('A list with null in it', { tag: '@C55' }, () => {
  test('anybody is null: a sandboxed frame, a frame and a worker of data: URLs', async ({ serve, visit }) => {
    serve(API, misconfigured({ originPolicy: { kind: 'null' } }));
    serve(STRICT, misconfigured());
    const page = await visit(EVIL);
    for (const context of ['sandboxed-iframe', 'data-url-frame', 'data-url-worker'] as const) {
      await page.goto(EVIL, { context });
      const account = await page.fetch(`${API}/account`, INCLUDE);
      expect(account).toHaveSentHeader('Origin', 'null');
      expect(account).toBeReadable();
      expect(await page.fetch(`${STRICT}/account`, INCLUDE)).toBeBlocked();
    }
    await page.goto(EVIL);
    expect(await page.fetch(`${API}/account`, INCLUDE)).toBeBlocked();
  });
});

test.describe('Reflection, and the wildcard it is compared with', { tag: ['@C54', '@C54b'] }, () => {
  test('whoever asks is reflected: evil.com reads with credentials, and deletes', async ({ serve, visit }) => {
    const api = serve(API, misconfigured(ANYONE));
    const page = await visit(EVIL);
    expect(await page.fetch(`${API}/account`, INCLUDE)).toBeReadable();
    expect(await page.fetch(`${API}/orders/1`, { method: 'DELETE', ...INCLUDE })).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test('a wildcard with credentials: evil.com reads without them, and not with them', async ({ serve, visit }) => {
    const api = serve(API, misconfigured({ ...ANYONE, allowOrigin: ['*'] }));
    const page = await visit(EVIL);
    expect(await page.fetch(`${API}/account`, INCLUDE)).toBeBlocked();
    expect(await page.fetch(`${API}/orders/1`, { method: 'DELETE', ...INCLUDE })).toBeBlocked();
    expect(api).toHaveEffects(0);
    expect(await page.fetch(`${API}/account`, { credentials: 'omit' })).toBeReadable();
    expect(await page.fetch(`${API}/orders/1`, { method: 'DELETE', credentials: 'omit' })).toBeReadable();
    expect(api).toHaveEffects(1);
  });

  test('a wildcard is enough for an Authorization header that is listed by name', { tag: '@C48' }, async ({
    serve,
    visit,
  }) => {
    const rules = { ...ANYONE, allowOrigin: ['*'], credentials: false, headers: ['authorization'] };
    serve(API, misconfigured(rules));
    const page = await visit(SHOP);
    const account = await page.fetch(`${API}/account`, { headers: { Authorization: 'Bearer token' } });
    expect(account).toHavePreflight();
    expect(account).toHaveSentHeader('Authorization', 'Bearer token');
    expect(account).toBeReadable();
  });
});

/** Session cookies, and the engines in which script at another site has them sent along; profiles are off the record. */
const COOKIES = [
  ['strict', { sameSite: 'Strict' }, []],
  ['lax', { sameSite: 'Lax' }, []],
  ['samesite-less', {}, ['webkit']],
  ['none', { sameSite: 'None' }, ['webkit']],
  ['partitioned', { sameSite: 'None', partitioned: true }, ['webkit']],
] as const;

const bankOf = (kind: string): string => `https://${kind}.mybank.com`;

test.describe('Somebody is logged in at a bank that reflects whoever asks', { tag: '@C54' }, () => {
  test('what evil.com reads is his account where his cookie comes along, and a 401 where it does not', async ({
    serve,
    visit,
    engine,
  }) => {
    const page = await visit(bankOf('strict'));
    for (const [kind, cookie] of COOKIES) {
      serve(bankOf(kind), misconfigured({ ...ANYONE, session: { authentication: 'required', cookie } }));
      await page.goto(bankOf(kind));
      expect(await page.fetch('/login', { method: 'POST' })).toBeReadable();
    }

    await page.goto(EVIL);
    for (const [kind, , engines] of COOKIES) {
      const account = await page.fetch(`${bankOf(kind)}/account`, INCLUDE);
      const isSent = (engines as readonly string[]).includes(engine.info.name);
      expect(account).toBeReadable();
      expect(account).toHaveSentHeader('Cookie', isSent ? 'session=ann' : null);
      expect(account.status).toBe(isSent ? 200 : 401);
    }

    await page.goto('https://forum.mybank.com');
    for (const [kind] of COOKIES) {
      const account = await page.fetch(`${bankOf(kind)}/account`, INCLUDE);
      expect(account).toBeReadable();
      expect(account).toHaveSentHeader('Cookie', 'session=ann');
      expect(account.status).toBe(200);
    }
  });
});

test.describe('One kind of answer otherwise than the others', () => {
  test("preflights reflect and answers do not: evil.com's DELETE is carried out before it is refused", async ({
    serve,
    visit,
  }) => {
    const api = serve(API, misconfigured({ preflight: ANYONE }));
    const strict = serve(STRICT, misconfigured());
    const page = await visit(EVIL);
    const deletion = await page.fetch(`${API}/orders/1`, { method: 'DELETE', ...INCLUDE });
    expect(deletion).toBeBlocked();
    expect(deletion).toHaveReachedTheServer();
    expect(api).toHaveEffects(1);
    const refused = await page.fetch(`${STRICT}/orders/1`, { method: 'DELETE', ...INCLUDE });
    expect(refused).not.toHaveReachedTheServer();
    expect(strict).toHaveEffects(0);
  });

  test('every other answer is bare: the shop reads, and reads not', async ({ serve, visit }) => {
    serve(API, misconfigured({ everyOther: NOBODY }));
    const page = await visit(SHOP);
    for (const outcome of ['readable', 'blocked', 'readable', 'blocked']) {
      expect((await page.fetch(`${API}/orders`)).outcome).toBe(outcome);
    }
  });
});

/** What is written into Access-Control-Allow-Origin for a listed site, and no engine takes for it. */
const NOT_TAKEN: readonly (readonly [where: string, lines: readonly string[]])[] = [
  ['two-lines', ['${origin}', '*']],
  ['the-same-twice', ['${origin}', '${origin}']],
  ['list', ['https://shop.com, https://admin.shop.com']],
  ['list-with-spaces', ['https://shop.com https://admin.shop.com']],
  ['slash', ['${origin}/']],
  ['capitals', ['https://SHOP.com']],
  ['host-alone', ['shop.com']],
  ['pattern', ['https://*.com']],
  ['quoted', ['"${origin}"']],
  ['default-port', ['${origin}:443']],
];

test.describe('Permissions that permit nobody', () => {
  test('the shop is listed, and what it is told is not its origin', async ({ serve, visit }) => {
    const page = await visit(SHOP);
    for (const [where, allowOrigin] of NOT_TAKEN) {
      const api = `https://${where}.shop.com`;
      serve(api, misconfigured({ allowOrigin: [...allowOrigin] }));
      const account = await page.fetch(`${api}/account`);
      expect(account).toBeBlocked();
      expect(account).toHaveReachedTheServer();
    }
    for (const [index, credentials] of ['True', 'TRUE', 'false', '1'].entries()) {
      const api = `https://credentials-${index}.shop.com`;
      serve(api, misconfigured({ credentials }));
      expect(await page.fetch(`${api}/account`, INCLUDE)).toBeBlocked();
      expect(await page.fetch(`${api}/account`)).toBeReadable();
    }
  });

  test('a list of sites in capitals lists nobody: no engine is there', async ({ serve, visit }) => {
    serve(API, misconfigured({ sites: ['https://SHOP.com', 'https://shop.com/'] }));
    serve('https://any-case.shop.com', misconfigured({ originPolicy: { kind: 'any-case' } }));
    const page = await visit(SHOP);
    expect(await page.tryOrigin('https://SHOP.com')).toBe(SHOP);
    const account = await page.fetch(`${API}/account`);
    expect(account).toHaveSentHeader('Origin', SHOP);
    expect(account).toBeBlocked();
    expect(await page.fetch('https://any-case.shop.com/account')).toBeReadable();
  });
});

test.describe('As it is shipped', () => {
  test('strangers read what popular software allows them', async ({ serve, visit }) => {
    const shipped = (name: keyof typeof AS_SHIPPED) => {
      const api = `https://${name}.shop.com`;
      serve(api, misconfigured(AS_SHIPPED[name].rules));
      return `${api}/account`;
    };
    const real = { origin: /shop\.com$/, credentials: true };
    serve('https://express.shop.com', await expressCors(real));
    serve('https://fastify.shop.com', await fastifyCors(real));
    serve('https://koa.shop.com', await koaCors({ credentials: true }));
    const [django, traefik] = [shipped('django-cors-headers'), shipped('traefik')];

    const page = await visit(EVIL);
    for (const url of [shipped('minio'), shipped('rs-cors'), 'https://koa.shop.com/api/products']) {
      expect(await page.fetch(url, INCLUDE)).toBeReadable();
    }
    const ingress = shipped('ingress-nginx');
    expect(await page.fetch(ingress, INCLUDE)).toBeBlocked();
    expect(await page.fetch(ingress)).toBeReadable();
    for (const url of [django, traefik, 'https://express.shop.com/api/products']) {
      expect(await page.fetch(url, INCLUDE)).toBeBlocked();
    }

    await page.goto('https://shop.com.evil.com');
    for (const url of [django, traefik]) expect(await page.fetch(url, INCLUDE)).toBeReadable();

    await page.goto('https://evilshop.com');
    for (const url of ['https://express.shop.com/api/products', 'https://fastify.shop.com/api/products', traefik]) {
      expect(await page.fetch(url, INCLUDE)).toBeReadable();
    }
    expect(await page.fetch(django, INCLUDE)).toBeBlocked();

    await page.goto('https://wwwxshop.com');
    expect(await page.fetch(shipped('aws-cdk-patterns'), INCLUDE)).toBeReadable();
  });

  test('the shop is refused what it is listed for', async ({ serve, visit }) => {
    const page = await visit(SHOP);
    for (const name of ['rack-cors-twice', 'sam-list', 'aws-cdk-bare-answers'] as const) {
      const api = serve(`https://${name}.shop.com`, misconfigured(AS_SHIPPED[name].rules));
      expect(await page.fetch(`${api.origin}/account`)).toBeBlocked();
      const deletion = await page.fetch(`${api.origin}/orders/1`, { method: 'DELETE' });
      expect(deletion).toBeBlocked();
      // Where preflights pass and answers are bare, the work is done.
      expect(api).toHaveEffects(name === 'aws-cdk-bare-answers' ? 1 : 0);
    }
  });

  test('the shop is forgotten every other time by Express with an expression that has the flag g', async ({
    serve,
    visit,
  }) => {
    const origin = /^https:\/\/shop\.com$/g;
    serve('https://express.shop.com', await expressCors({ origin }));
    serve('https://fastify.shop.com', await fastifyCors({ origin }));
    const page = await visit(SHOP);
    // Each time another URL: what is bare and not modified would renew a copy that a browser has.
    for (const [time, outcome] of ['readable', 'blocked', 'readable', 'blocked'].entries()) {
      expect((await page.fetch(`https://express.shop.com/api/products?${time}`)).outcome).toBe(outcome);
    }
    for (let time = 0; time < 2; time += 1) {
      expect(await page.fetch('https://fastify.shop.com/api/products')).toBeReadable();
    }
  });
});
