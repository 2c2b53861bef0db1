import { describe, expect, it } from 'vitest';
import { strangersOf, withSpecialCharacter } from './strangers.ts';

/** The origins of one class that are derived from sites. */
function derived(originClass: string, ...sites: string[]): string[] {
  return strangersOf(sites)
    .filter((stranger) => stranger.originClass === originClass)
    .map(({ origin }) => origin);
}

describe('strangers', () => {
  it.each<[string, string[], string]>([
    ['unrelated', ['https://shop.com'], 'https://cross-examine-stranger.com'],
    ['null', ['https://shop.com'], 'null'],
    ['http', ['https://shop.com'], 'http://shop.com'],
    ['port', ['https://shop.com'], 'https://shop.com:8443'],
    ['port', ['http://localhost:3000'], 'http://localhost:30000'],
    ['prefix', ['https://shop.com'], 'https://shop.com.cross-examine-stranger.com'],
    ['prefix', ['https://shop.com'], 'https://shop.commercial.com'],
    ['prefix', ['https://shop.com'], 'https://shop.com.'],
    ['prefix', ['https://shop.com'], 'https://shop.co'],
    ['suffix', ['https://shop.com'], 'https://evilshop.com'],
    ['suffix', ['https://shop.com'], 'https://evil-shop.com'],
    ['joined', ['https://shop.com'], 'https://shop.com.evilshop.com'],
    ['joined', ['https://shop.com', 'https://admin.shop.com'], 'https://shop.comadmin.shop.com'],
    ['joined', ['https://shop.com', 'https://admin.shop.com'], 'https://admin.shop.comshop.com'],
    ['unescaped', ['https://www.shop.com'], 'https://wwwxshop.com'],
    ['unescaped', ['https://www.shop.com'], 'https://www.shopxcom'],
    ['subdomain', ['https://shop.com'], 'https://unlisted.shop.com'],
    ['subdomain', ['https://shop.com'], 'https://deeply.unlisted.shop.com'],
    ['subdomain', ['https://www.shop.co.uk'], 'https://unlisted.shop.co.uk'],
    ['development', ['https://shop.com'], 'http://localhost:3000'],
    ['development', ['https://shop.com'], 'http://127.0.0.1'],
    ['development', ['https://shop.com'], 'https://localhost:5173'],
    ['spelling', ['https://shop.com'], 'https://SHOP.COM'],
    ['spelling', ['https://shop.com'], 'https://shop.com:443'],
  ])('of class %s: of %j, %s', (originClass, sites, origin) => {
    expect(derived(originClass, ...sites)).toContain(origin);
  });

  it('keep the port of a site where the host differs', () => {
    expect(derived('suffix', 'https://shop.com:8443')).toContain('https://evilshop.com:8443');
  });

  it('are none of the sites, and none of the APIs', () => {
    const sites = ['https://www.shop.com', 'https://shop.com', 'http://localhost:3000', 'http://shop.com'];
    const origins = strangersOf(sites, ['https://unlisted.shop.com']).map(({ origin }) => origin);
    for (const origin of [...sites, 'https://unlisted.shop.com']) expect(origins).not.toContain(origin);
  });

  it('stand each once', () => {
    const origins = strangersOf(['https://a.shop.com', 'https://b.shop.com']).map(({ origin }) => origin);
    expect(origins).toEqual([...new Set(origins)]);
  });

  it('grow with the number of sites, not faster', () => {
    const count = (sites: number) =>
      strangersOf(Array.from({ length: sites }, (_, index) => `https://site${index}.com`)).length;
    expect(count(30) - count(20)).toBe(count(20) - count(10));
  });

  it('of an international name are names, too: without its dot it may be none', () => {
    const origins = derived('unescaped', 'https://www.xn--bcher-kva.com');
    expect(origins).toEqual(['https://wwwxxn--bcher-kva.com']);
  });

  it('of an address have no names', () => {
    expect(derived('suffix', 'http://192.168.0.1:3000', 'http://[::1]:3000')).toEqual([]);
  });

  it('are origins as a browser writes them, but for their spelling', () => {
    const strangers = strangersOf(['https://www.shop.com', 'https://admin.shop.com:8443', 'http://localhost:3000']);
    for (const { origin, originClass } of strangers) {
      if (origin !== 'null' && originClass !== 'spelling') expect(new URL(origin).origin).toBe(origin);
    }
  });
});

it('puts a special character after the host', () => {
  expect(withSpecialCharacter('https://shop.com', '_')).toBe('https://shop.com_.cross-examine-stranger.com');
});
