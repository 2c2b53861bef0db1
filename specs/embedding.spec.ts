import { expect, test } from 'cross-examine';
import { assets } from '../servers/assets.ts';

const SHOP = 'https://shop.com';
const CDN = 'https://cdn.shop.com';
const PIXEL = `${CDN}/pixel.png`;
/** It throws: whoever may look inside hears what it says, others hear "Script error." */
const SCRIPT = `${CDN}/failing.js`;
const MODULE = `${CDN}/hello.js`;
const SHEET = `${CDN}/sheet.css`;
const FONT = `${CDN}/box.otf`;

/** Permits nobody, as a server does that has never heard of CORS. */
const silent = () => assets();
/** Permits whoever asks, by name. */
const permitting = () => assets({ answersWithOrigin: { headers: { 'access-control-allow-origin': '${origin}' } } });
/** Permits everybody, and so nobody with cookies. */
const permittingAll = () => assets({ answers: { headers: { 'access-control-allow-origin': '*' } } });

test.describe('What a page embeds from another origin', { tag: '@C42' }, () => {
  test('images, scripts and style sheets come without CORS, and cannot be looked into', async ({ serve, visit }) => {
    serve(CDN, silent());
    const page = await visit(SHOP);
    for (const embedded of [await page.img(PIXEL), await page.script(SCRIPT), await page.style(SHEET)]) {
      expect(embedded).toHaveSentHeader('Origin', null);
      expect(embedded).toBeOpaque();
    }
  });

  test('with the crossorigin attribute they need it: nobody permits, nothing comes', async ({ serve, visit }) => {
    serve(CDN, silent());
    const page = await visit(SHOP);
    for (const embedded of [
      await page.img(PIXEL, { mode: 'cors' }),
      await page.script(SCRIPT, { mode: 'cors' }),
      await page.style(SHEET, { mode: 'cors' }),
    ]) {
      expect(embedded).toHaveSentHeader('Origin', SHOP);
      expect(embedded).toBeBlocked();
    }
  });

  test('with the attribute and permission, a canvas, an error handler and the CSSOM look inside', async ({
    serve,
    visit,
  }) => {
    serve(CDN, permitting());
    const page = await visit(SHOP);
    expect(await page.img(PIXEL, { mode: 'cors' })).toBeReadable();
    expect(await page.script(SCRIPT, { mode: 'cors' })).toBeReadable();
    expect(await page.style(SHEET, { mode: 'cors' })).toBeReadable();
  });

  test('permission without the attribute opens nothing', async ({ serve, visit }) => {
    serve(CDN, permittingAll());
    const page = await visit(SHOP);
    expect(await page.img(PIXEL)).toBeOpaque();
    expect(await page.script(SCRIPT)).toBeOpaque();
    expect(await page.style(SHEET)).toBeOpaque();
  });

  test('crossorigin="use-credentials" is not served by a permission for everybody', async ({ serve, visit }) => {
    serve(CDN, permittingAll());
    const page = await visit(SHOP);
    expect(await page.img(PIXEL, { mode: 'cors' })).toBeReadable();
    const withCookies = { mode: 'cors', credentials: 'include' } as const;
    expect(await page.img(`${PIXEL}?mine`, withCookies)).toBeBlocked();
    expect(await page.script(`${SCRIPT}?mine`, withCookies)).toBeBlocked();
  });

  test('modules and fonts need CORS without any attribute', async ({ serve, visit }) => {
    serve(CDN, silent());
    const page = await visit(SHOP);
    const module = await page.module(MODULE);
    expect(module).toHaveSentHeader('Origin', SHOP);
    expect(module).toBeBlocked();
    expect(await page.font(FONT)).toHaveOutcome({
      chromium: 'blocked',
      firefox: 'blocked',
      webkit: 'readable',
      because: 'WebKitGTK asks without CORS for what a FontFace loads, and uses it whoever may read it',
    });
  });

  test('modules and fonts come where they are permitted', async ({ serve, visit }) => {
    serve(CDN, permittingAll());
    const page = await visit(SHOP);
    expect(await page.module(MODULE)).toBeReadable();
    expect(await page.font(FONT)).toBeReadable();
  });
});
