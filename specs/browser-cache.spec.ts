import { expect, test } from 'cross-examine';
import { assets } from '../servers/assets.ts';

const PIXEL = 'https://cdn.shop.com/pixel.png';
const CACHEABLE = { 'cache-control': 'max-age=600' };
const ALLOW = { 'access-control-allow-origin': '${origin}' };

test.describe("The browser's own cache", { tag: '@C09' }, () => {
  test('an <img> and then a fetch() of one URL, without Vary', async ({ serve, visit }) => {
    serve('https://cdn.shop.com', assets({ answers: { headers: CACHEABLE }, answersWithOrigin: { headers: ALLOW } }));
    const page = await visit('https://shop.com');
    expect(await page.img(PIXEL)).toBeOpaque();
    expect(await page.fetch(PIXEL)).toHaveOutcome({
      chromium: 'blocked',
      firefox: 'readable',
      webkit: 'readable',
      because:
        'Chromium answers the fetch() from the copy without Access-Control-Allow-Origin, Firefox keeps the two apart ' +
        'and asks again, WebKitGTK keeps no cache when it is driven',
    });
  });

  test('an <img> and then a fetch() of one URL, with Vary: Origin', { tag: '@C10' }, async ({ serve, visit }) => {
    const answers = { headers: { ...CACHEABLE, vary: 'Origin' } };
    const cdn = serve('https://cdn.shop.com', assets({ answers, answersWithOrigin: { headers: ALLOW } }));
    const page = await visit('https://shop.com');
    expect(await page.img(PIXEL)).toBeOpaque();
    expect(await page.fetch(PIXEL)).toBeReadable();
    expect(cdn.requests).toHaveLength(2);
  });

  test('a fetch() and then an <img> of one URL does no harm', async ({ serve, visit }) => {
    serve('https://cdn.shop.com', assets({ answers: { headers: CACHEABLE }, answersWithOrigin: { headers: ALLOW } }));
    const page = await visit('https://shop.com');
    expect(await page.fetch(PIXEL)).toBeReadable();
    expect(await page.img(PIXEL)).toBeOpaque();
  });

  test('an <img crossorigin> is readable, and so is the fetch() after it', async ({ serve, visit }) => {
    serve('https://cdn.shop.com', assets({ answers: { headers: { ...CACHEABLE, ...ALLOW } } }));
    const page = await visit('https://shop.com');
    expect(await page.img(PIXEL, { mode: 'cors' })).toBeReadable();
    expect(await page.fetch(PIXEL)).toBeReadable();
  });

  test('two sites of one company in one profile, without Vary', { tag: '@C12' }, async ({ serve, visit }) => {
    serve('https://cdn.shop.com', assets({ answers: { headers: { ...CACHEABLE, ...ALLOW } } }));
    const page = await visit('https://shop.com');
    expect(await page.fetch(PIXEL)).toBeReadable();
    await page.goto('https://admin.shop.com');
    expect(await page.fetch(PIXEL)).toHaveOutcome({
      chromium: 'blocked',
      firefox: 'blocked',
      webkit: 'readable',
      because:
        'Chromium and Firefox keep one cache for all pages of a site, and answer admin from the copy made for the shop; ' +
        'WebKitGTK keeps no cache when it is driven',
    });
  });

  test('two sites of one company in one profile, with Vary: Origin', { tag: '@C12' }, async ({ serve, visit }) => {
    const headers = { ...CACHEABLE, ...ALLOW, vary: 'Origin' };
    const cdn = serve('https://cdn.shop.com', assets({ answers: { headers } }));
    const page = await visit('https://shop.com');
    expect(await page.fetch(PIXEL)).toBeReadable();
    await page.goto('https://admin.shop.com');
    expect(await page.fetch(PIXEL)).toBeReadable();
    expect(cdn.requests).toHaveLength(2);
  });
});
