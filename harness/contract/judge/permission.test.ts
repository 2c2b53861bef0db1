import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../model/words.ts';
import { isPermission, listOf, type OriginProblem, originProblem, quoted, variesBy } from './permission.ts';

const SHOP = 'https://shop.com';
const ACAO = 'Access-Control-Allow-Origin';
const CREDENTIALS: HeaderPair = ['access-control-allow-credentials', 'true'];

describe('an answer to https://shop.com', () => {
  it.each<[string, HeaderPair[], boolean, OriginProblem | null]>([
    ['names it', [[ACAO, SHOP]], false, null],
    ['names it, with spaces around', [[ACAO, ` ${SHOP}\t`]], false, null],
    ['names it and allows credentials', [[ACAO, SHOP], CREDENTIALS], true, null],
    ['says *', [[ACAO, '*']], false, null],
    ['says * with credentials', [[ACAO, '*'], CREDENTIALS], true, 'wildcard-with-credentials'],
    ['says nothing', [], false, 'nothing-allowed'],
    ['names another', [[ACAO, 'https://admin.shop.com']], false, 'another-allowed'],
    ['names null', [[ACAO, 'null']], false, 'another-allowed'],
    ['names another port', [[ACAO, 'https://shop.com:8443']], false, 'another-allowed'],
    ['lacks credentials', [[ACAO, SHOP]], true, 'credentials-refused'],
    [
      'says TRUE',
      [
        [ACAO, SHOP],
        ['access-control-allow-credentials', 'TRUE'],
      ],
      true,
      'credentials-refused',
    ],
    ['says true twice', [[ACAO, SHOP], CREDENTIALS, CREDENTIALS], true, 'credentials-refused'],
    [
      'is there twice',
      [
        [ACAO, SHOP],
        [ACAO, SHOP],
      ],
      false,
      'invalid-allow-origin',
    ],
    ['has a list', [[ACAO, `${SHOP}, https://admin.shop.com`]], false, 'invalid-allow-origin'],
    ['has a slash', [[ACAO, `${SHOP}/`]], false, 'invalid-allow-origin'],
    ['has a path', [[ACAO, `${SHOP}/app`]], false, 'invalid-allow-origin'],
    ['has capitals', [[ACAO, 'https://Shop.com']], false, 'invalid-allow-origin'],
    ['has the port of https', [[ACAO, 'https://shop.com:443']], false, 'invalid-allow-origin'],
    ['has no scheme', [[ACAO, 'shop.com']], false, 'invalid-allow-origin'],
    ['has a pattern', [[ACAO, 'https://*.shop.com']], false, 'invalid-allow-origin'],
    ['is empty', [[ACAO, '']], false, 'invalid-allow-origin'],
    ['quotes', [[ACAO, `"${SHOP}"`]], false, 'invalid-allow-origin'],
  ])('that %s', (_, headers, credentials, problem) => {
    expect(originProblem(headers, SHOP, credentials)).toBe(problem);
  });

  it('is a permission by * and by name alone', () => {
    const values = ['*', SHOP, `${SHOP}/`, 'https://admin.shop.com'];
    expect(values.map((value) => isPermission([[ACAO, value]], SHOP))).toEqual([true, true, false, false]);
    expect(isPermission([], SHOP)).toBe(false);
  });
});

it.each<[HeaderPair[], boolean]>([
  [[['Vary', 'Origin']], true],
  [[['vary', 'Accept-Encoding, origin']], true],
  [
    [
      ['Vary', 'Accept-Encoding'],
      ['Vary', 'ORIGIN'],
    ],
    true,
  ],
  [[['Vary', '*']], true],
  [[['Vary', 'Accept-Encoding']], false],
  [[['Vary', 'X-Origin']], false],
  [[], false],
])('%j varies by Origin: %s', (headers, varies) => {
  expect(variesBy(headers, 'origin')).toBe(varies);
});

it('reads lists, and says of others that they do not parse', () => {
  expect(listOf([['Access-Control-Allow-Methods', 'GET,, DELETE ']], 'access-control-allow-methods')).toEqual([
    'GET',
    'DELETE',
  ]);
  expect(listOf([], 'access-control-allow-methods')).toEqual([]);
  expect(listOf([['Access-Control-Allow-Methods', 'GET DELETE']], 'access-control-allow-methods')).toBe('failure');
});

it('cuts long values', () => {
  expect(quoted('x'.repeat(300))).toHaveLength(203);
  expect(quoted(null)).toBe('absent');
});
