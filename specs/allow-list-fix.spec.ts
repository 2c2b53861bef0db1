import { expect, test } from 'cross-examine';
import { cdn } from '../servers/cdn.ts';
import { seedFixExpress } from '../servers/real/seed-fix-express.ts';

const API = 'https://api.yourplatform.com';
const EXPORT = `${API}/user/export`;
const APP = 'https://app.yourplatform.com';
const INCLUDE = { credentials: 'include' } as const;

/** Who looks like a listed site, and is none. */
const STRANGERS = [
  'https://evil.com',
  'http://app.yourplatform.com',
  'https://app.yourplatform.com:8443',
  'https://app.yourplatform.com.evil.com',
  'https://evilapp.yourplatform.com',
  'https://yourplatform.com',
  'https://appxyourplatform.com',
  'https://app.yourplatform.com.',
];

test.describe('The allow-list that the notes give for reflection, in real Express', { tag: '@C55' }, () => {
  test('a listed site reads, with credentials', async ({ serve, visit }) => {
    serve(API, await seedFixExpress());
    const page = await visit(APP);
    expect(await page.fetch(EXPORT, INCLUDE)).toBeReadable();
    expect(await page.fetch(`${API}/user`, { method: 'POST', body: 'name=Ann', ...INCLUDE })).toBeReadable();
  });

  test('nobody else does, however like it he looks, and null does not', async ({ serve, visit }) => {
    serve(API, await seedFixExpress());
    const page = await visit(APP);
    for (const stranger of STRANGERS) {
      await page.goto(stranger);
      const refused = await page.fetch(EXPORT, INCLUDE);
      expect(refused).toHaveSentHeader('Origin', stranger);
      expect(refused).toBeBlocked();
    }
    await page.goto('https://evil.com', { context: 'sandboxed-iframe' });
    const refused = await page.fetch(EXPORT, INCLUDE);
    expect(refused).toHaveSentHeader('Origin', 'null');
    expect(refused).toBeBlocked();
  });

  test('a listed site can neither delete nor send JSON: preflights are told no methods and no headers', async ({
    serve,
    visit,
  }) => {
    const api = serve(API, await seedFixExpress());
    const page = await visit(APP);
    const deletion = await page.fetch(`${API}/user`, { method: 'DELETE', ...INCLUDE });
    expect(deletion).toHavePreflight();
    expect(deletion).toBeBlocked();
    const json = await page.fetch(`${API}/user`, {
      method: 'POST',
      contentType: 'application/json',
      body: '{"name":"Ann"}',
      ...INCLUDE,
    });
    expect(json).toHavePreflight();
    expect(json).toBeBlocked();
    expect(api).toHaveEffects(0);
  });

  test('behind a cache a listed site is refused when somebody else came first: Vary is said to listed sites alone', async ({
    serve,
    visit,
  }) => {
    serve(API, cdn(await seedFixExpress()));
    const somebody = await visit(API);
    expect(await somebody.fetch('/user/export')).toBeReadable();
    const page = await visit(APP);
    expect(await page.fetch(EXPORT)).toBeBlocked();
  });

  test('what needs no preflight is carried out for evil.com as before', async ({ serve, visit }) => {
    const api = serve(API, await seedFixExpress());
    const page = await visit('https://evil.com');
    expect(await page.fetch(`${API}/user`, { method: 'POST', body: 'name=Eve', ...INCLUDE })).toBeBlocked();
    expect(api).toHaveEffects(1);
  });
});
