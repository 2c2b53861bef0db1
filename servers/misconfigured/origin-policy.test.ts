import { describe, expect, it } from 'vitest';
import { admits, type OriginPolicy } from './origin-policy.ts';

const SHOP = 'https://shop.com';
const SITES = [SHOP, 'https://admin.shop.com'];

/** Strangers, and the policies that let each of them in; every other one has to refuse them. */
const STRANGERS: readonly [origin: string, admittedBy: readonly OriginPolicy['kind'][]][] = [
  ['https://evil.com', []],
  ['null', ['null']],
  ['https://shop.com.evil.com', ['prefix', 'contains']],
  ['https://shop.com.', ['prefix', 'contains', 'trailing-dot']],
  ['https://evilshop.com', ['suffix', 'contains']],
  ['https://evilshop.com.evil.com', ['contains']],
  ['https://shop.co', ['part-of-list']],
  ['https://shopxcom', ['unescaped-dot']],
  ['https://admin-shop.com', ['suffix', 'contains', 'unescaped-dot']],
  ['https://blog.shop.com', ['suffix', 'contains', 'subdomains']],
  ['https://a.blog.shop.com', ['suffix', 'contains', 'subdomains']],
  ['http://blog.shop.com', ['suffix', 'contains']],
  ['http://shop.com', ['suffix', 'contains', 'any-scheme']],
  ['https://shop.com:8443', ['prefix', 'contains', 'any-port']],
  ['http://localhost', ['localhost']],
  ['http://localhost:3000', ['localhost']],
  ['http://127.0.0.1:5173', ['localhost']],
  ['https://localhost', []],
  ['http://localhost.evil.com', []],
  ['https://shop.comadmin.shop.com', ['prefix', 'suffix', 'contains', 'subdomains', 'joined']],
  ['https://shopadmin.shop.com', ['suffix', 'contains', 'subdomains', 'joined']],
  ['https://admin.shop.comshop.com', ['prefix', 'suffix', 'contains', 'joined']],
  ['https://SHOP.com', ['any-case']],
];

const KINDS = [
  'null',
  'prefix',
  'suffix',
  'contains',
  'part-of-list',
  'unescaped-dot',
  'subdomains',
  'any-scheme',
  'any-port',
  'localhost',
  'joined',
  'any-case',
  'trailing-dot',
] as const;

describe('a policy', () => {
  it.each(STRANGERS)('has an opinion of %s', (origin, admittedBy) => {
    const admitting = KINDS.filter((kind) => admits({ kind }, SITES, origin));
    expect([...admitting].sort()).toEqual([...admittedBy].sort());
  });

  it.each([...KINDS, 'exact', 'anyone'] as const)('admits the sites that were meant: %s', (kind) => {
    for (const site of SITES) expect(admits({ kind }, SITES, site)).toBe(true);
  });

  it('that is right admits nobody else', () => {
    for (const [origin] of STRANGERS) expect(admits({ kind: 'exact' }, SITES, origin)).toBe(false);
  });

  it('may admit nobody, or anyone, a request without Origin included', () => {
    for (const origin of [...SITES, 'null', undefined]) {
      expect(admits({ kind: 'nobody' }, SITES, origin)).toBe(false);
      expect(admits({ kind: 'anyone' }, SITES, origin)).toBe(true);
    }
    for (const kind of KINDS) expect(admits({ kind }, SITES, undefined)).toBe(false);
  });

  it.each([
    ['/example.com$/ of the documentation', 'example\\.com$', 'https://evilexample.com', true],
    ['one that is anchored', '^https://example\\.com$', 'https://evilexample.com', false],
    ['one that is anchored at its beginning alone', '^https://example\\.com', 'https://example.com.evil.com', true],
  ])('may be a pattern: %s', (_what, pattern, origin, admitted) => {
    expect(admits({ kind: 'pattern', pattern }, [], origin)).toBe(admitted);
  });

  it('that joins hosts joins those of other domains, too', () => {
    const sites = ['https://foo.com', 'https://bar.com'];
    for (const [origin, admitted] of [
      ['https://barfoo.com', true],
      ['https://foobar.com', true],
      ['http://barfoo.com', false],
      ['https://bazfoo.com', false],
    ] as const) {
      expect(admits({ kind: 'joined' }, sites, origin)).toBe(admitted);
    }
  });
});
