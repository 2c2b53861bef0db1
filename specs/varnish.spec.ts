import { expect, test } from 'cross-examine';
import { assets } from '../servers/assets.ts';
import { orders } from '../servers/orders.ts';
import { expressOnMatch } from '../servers/real/express-on-match.ts';
import { varnish } from '../servers/real/varnish.ts';
import { ask } from '../servers/real/wire-client.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const CDN = 'https://cdn.shop.com';
const DATA = `${CDN}/data.json`;

/** Varnish may keep an answer for ten minutes; a browser asks again each time, so that its own cache stays out of this. */
const KEEP = { 'cache-control': 'max-age=0, s-maxage=600' };
const ALLOW = { 'access-control-allow-origin': '${origin}' };
const VARY = { vary: 'Origin' };

/** Allows whoever asks, by name, and forgets that its answer depends on who asks. */
const forgetful = () => assets({ answers: { headers: { ...KEEP, ...ALLOW } } });
/** Says Vary with every answer. */
const careful = () => assets({ answers: { headers: { ...KEEP, ...ALLOW, ...VARY } } });
/** Says Vary only where there is an Origin to allow. */
const carefulOnMatch = () =>
  assets({ answers: { headers: KEEP }, answersWithOrigin: { headers: { ...ALLOW, ...VARY } } });

test.describe('Real Varnish', () => {
  test('it stored a bare answer, and the shop is refused', { tag: '@C09' }, async ({ serve, visit }) => {
    serve(CDN, await varnish({ backend: forgetful() }));
    const directly = await visit(CDN);
    expect(await directly.fetch(DATA)).toBeReadable();
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeBlocked();
  });

  test('it stored an answer for the shop, and admin is refused', { tag: '@C12' }, async ({ serve, visit }) => {
    serve(CDN, await varnish({ backend: forgetful() }));
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeReadable();
    const admin = await visit(ADMIN);
    expect(await admin.fetch(DATA)).toBeBlocked();
  });

  for (const [who, origins] of [
    ['somebody directly, the shop, admin', [CDN, SHOP, ADMIN]],
    ['admin, the shop, somebody directly', [ADMIN, SHOP, CDN]],
  ] as const) {
    test(`with Vary: Origin on every answer all read: ${who}`, { tag: '@C10' }, async ({ serve, visit }) => {
      serve(CDN, await varnish({ backend: careful() }));
      for (const origin of origins) {
        const page = await visit(origin);
        expect(await page.fetch(DATA)).toBeReadable();
      }
    });
  }

  test('with Vary only on a match a bare answer that came first fits everybody', {
    tag: '@C52',
  }, async ({ serve, visit }) => {
    serve(CDN, await varnish({ backend: expressOnMatch([SHOP]) }));
    const stranger = await visit('https://evil.com');
    expect(await stranger.fetch(`${CDN}/products`)).toBeBlocked();
    const shop = await visit(SHOP);
    expect(await shop.fetch(`${CDN}/products`)).toBeBlocked();
  });

  test('with Vary only on a match a bare answer that comes later wins over the one for the shop', {
    tag: '@C52',
  }, async ({ serve, visit }) => {
    serve(CDN, await varnish({ backend: carefulOnMatch() }));
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeReadable();
    const directly = await visit(CDN);
    expect(await directly.fetch(DATA)).toBeReadable();
    // A fresh profile: the first one has a copy of its own, which Varnish's 304 would renew.
    const another = await visit(SHOP);
    expect(await another.fetch(DATA)).toBeBlocked();
  });

  test('with Origin in its hash nobody needs Vary', { tag: '@C31' }, async ({ serve, visit }) => {
    const vcl = 'sub vcl_hash { hash_data(req.http.Origin); }';
    serve(CDN, await varnish({ backend: forgetful(), vcl }));
    for (const origin of [CDN, SHOP, ADMIN]) {
      const page = await visit(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
  });

  test('told to withhold Origin, it has one answer to nobody, whatever Vary says', { tag: '@C30' }, async ({
    serve,
    visit,
  }) => {
    serve(CDN, await varnish({ backend: careful(), vcl: 'sub vcl_recv { unset req.http.Origin; }' }));
    const page = await visit(SHOP);
    for (const origin of [SHOP, ADMIN]) {
      await page.goto(origin);
      expect(await page.fetch(DATA)).toBeBlocked();
    }
  });

  test('told to forget Vary, it replays the answer for the shop', { tag: ['@C12', '@C30'] }, async ({
    serve,
    visit,
  }) => {
    const vcl = 'sub vcl_backend_response { unset beresp.http.Vary; }';
    const server = await varnish({ backend: careful(), vcl });
    serve(CDN, server);
    await readFor(SHOP, server);
    const admin = await visit(ADMIN);
    expect(await admin.fetch(DATA)).toBeBlocked();
  });

  test('a purge helps the shop until the next one comes directly', { tag: '@C09' }, async ({ serve, visit }) => {
    const server = await varnish({ backend: forgetful(), vcl: PURGE });
    serve(CDN, server);
    const purge = () => ask(addressOf(server), 'PURGE', '/data.json', { Host: 'cdn.shop.com' });
    await readFor(undefined, server);
    const shop = await visit(SHOP);
    expect(await shop.fetch(DATA)).toBeBlocked();
    expect((await purge()).status).toBe(200);
    expect(await shop.fetch(DATA)).toBeReadable();
    await purge();
    await readFor(undefined, server);
    // A fresh profile: the first one has a copy of its own, which Varnish's 304 would renew.
    const another = await visit(SHOP);
    expect(await another.fetch(DATA)).toBeBlocked();
  });

  test('it passes every preflight on', async ({ serve, visit }) => {
    const preflight = { status: 204, headers: { ...KEEP, ...ALLOW, 'access-control-allow-methods': 'DELETE' } };
    const api = serve(CDN, await varnish({ backend: orders({ preflight, answers: { headers: ALLOW } }) }));
    for (const origin of [SHOP, ADMIN]) {
      const page = await visit(origin);
      expect(await page.fetch(`${CDN}/orders/1`, { method: 'DELETE' })).toBeReadable();
    }
    expect(api).toHaveEffects(2);
  });

  test('told to pass everything it stores nothing', { tag: '@C32' }, async ({ serve, visit }) => {
    serve(CDN, await varnish({ backend: forgetful(), vcl: 'sub vcl_recv { return (pass); }' }));
    for (const origin of [CDN, SHOP, ADMIN]) {
      const page = await visit(origin);
      expect(await page.fetch(DATA)).toBeReadable();
    }
  });
});

/**
 * Varnish 7.1 may still ask its backend whether what it has just purged is valid (41 of 2,000 times here); a 304 then
 * brings the purged headers back, and with them whose Origin they allow. So it is told to ask for the whole answer.
 */
const PURGE = `
sub vcl_recv { if (req.method == "PURGE") { return (purge); } }
sub vcl_backend_fetch { unset bereq.http.If-None-Match; unset bereq.http.If-Modified-Since; }`;

/** Tells in the answer whether it was stored: https://varnish-cache.org/docs/7.1/reference/vcl-var.html#obj-hits */
const MARKED = 'sub vcl_deliver { if (obj.hits > 0) { set resp.http.X-Cache = "HIT"; } }';
const REQUESTS = 200;

test('What Vary: Origin costs in real Varnish', { tag: '@C11' }, async ({ measure }) => {
  for (const origins of [1, 3, 10, 100]) {
    const server = await varnish({ backend: careful(), vcl: MARKED });
    let hits = 0;
    for (let at = 0; at < REQUESTS; at += 1) {
      // Plain requests, without a browser: a hundred origins would take a hundred pages.
      const headers = { Host: 'cdn.shop.com', Origin: `https://site-${at % origins}.com` };
      const answer = await ask(addressOf(server), 'GET', '/data.json', headers);
      if (answer.headers['x-cache']?.[0] === 'HIT') hits += 1;
    }
    // Nothing expires meanwhile, so each miss has left one entry.
    const values = {
      cache: 'real Varnish',
      policy: 'vary-origin',
      origins,
      requests: REQUESTS,
      hits,
      entries: REQUESTS - hits,
    };
    measure(`varnish/hit-rate/vary-origin/${origins}`, 'plain requests to real Varnish, one URL, in turn', values);
    expect(values.entries).toBe(origins);
    await server.close?.();
  }
});

/** A plain request, without a browser: from a page at this origin, or directly. */
function readFor(origin: string | undefined, server: Awaited<ReturnType<typeof varnish>>) {
  const headers = { Host: 'cdn.shop.com', ...(origin !== undefined && { Origin: origin }) };
  return ask(addressOf(server), 'GET', '/data.json', headers);
}

function addressOf({ source }: Awaited<ReturnType<typeof varnish>>): URL {
  if (source.kind !== 'upstream') throw new Error('Varnish listens, so it has an address');
  return source.address;
}
