import { expect, test } from 'cross-examine';
import { misconfigured } from '../servers/misconfigured.ts';

const API = 'https://api.shop.com';

/**
 * What may stand in a host by the URL Standard and in no host name: an attacker who owns evil.com has every name below
 * it resolved. The quotation mark, the grave accent and braces may, too: they do not get through Node's HTTP parser.
 */
const CHARACTERS = [..."!$&'()*+,-.;=_~"];

/** Characters after which an engine comes to stand at `https://shop.com<character>.evil.com`. */
const STANDS_AT = {
  chromium: "!$&'()+,-.;=_~",
  firefox: '$+-._',
  webkit: "!$&'()*+,-.=_~",
};

/** Other ways of writing an origin, and where every engine comes to stand by them. */
const SPELLINGS = [
  ['https://SHOP.com', 'https://shop.com'],
  ['https://shop.com:443', 'https://shop.com'],
  ['https://shop。com', 'https://shop.com'],
  ['https://shop.com.', 'https://shop.com.'],
  ['https://shop.com:8443', 'https://shop.com:8443'],
  ['http://localhost.', 'http://localhost.'],
  ['http://0x7f.1', 'http://127.0.0.1'],
] as const;

/** For fifteen navigations, each of which may wait for an engine's own error page. */
const TIMEOUT_MS = 150_000;

test.describe('Where an attacker can be', { tag: '@C55' }, () => {
  test.describe.configure({ timeout: TIMEOUT_MS });

  test('a character that ends no host name, after the name of the shop', async ({ visit, engine, measure }) => {
    const page = await visit('https://evil.com');
    const stood: Record<string, string> = {};
    for (const character of CHARACTERS) {
      const wanted = `https://shop.com${character}.evil.com`;
      stood[character] = (await page.tryOrigin(wanted)) ?? 'nowhere';
    }
    measure('attackers-origins/characters', 'Where a page at shop.com<character>.evil.com comes to stand', stood);
    const there = CHARACTERS.filter((character) => stood[character] === `https://shop.com${character}.evil.com`);
    expect(there.join('')).toBe(STANDS_AT[engine.info.name]);
  });

  test('other ways of writing an origin', async ({ visit, measure }) => {
    const page = await visit('https://evil.com');
    const stood: Record<string, string> = {};
    for (const [written] of SPELLINGS) stood[written] = (await page.tryOrigin(written)) ?? 'nowhere';
    measure('attackers-origins/spellings', 'Where a page comes to stand by other ways of writing its origin', stood);
    expect(stood).toEqual(Object.fromEntries(SPELLINGS));
  });

  test('from there he reads what is allowed to whatever starts like a site', async ({ serve, visit, engine }) => {
    serve(API, misconfigured({ originPolicy: { kind: 'pattern', pattern: '^https://shop\\.com(?![a-z0-9.-])' } }));
    const page = await visit('https://evil.com');
    for (const character of ['_', '$', '+', '!']) {
      const origin = `https://shop.com${character}.evil.com`;
      const stands = STANDS_AT[engine.info.name].includes(character);
      expect(await page.tryOrigin(origin)).toBe(stands ? origin : null);
      if (!stands) continue;
      const account = await page.fetch(`${API}/account`, { credentials: 'include' });
      expect(account).toHaveSentHeader('Origin', origin);
      expect(account).toBeReadable();
    }
  });
});
