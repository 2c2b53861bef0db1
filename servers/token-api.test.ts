import { describe, expect, it } from 'vitest';
import { type TokenRules, tokenApi } from './token-api.ts';

const KEYS = { pk_shop: 'https://shop.com', pk_other: 'https://other.com' };
const SHOP = { origin: 'https://shop.com' };

async function post(rules: Partial<TokenRules>, url: string, headers: Record<string, string>, payload = '') {
  const api = tokenApi({ keys: KEYS, ...rules });
  const answer = await api.app.inject({ method: 'POST', url, headers, payload });
  return { status: answer.statusCode, allowed: answer.headers['access-control-allow-origin'], made: api.ledger.length };
}

describe('a token is made', () => {
  it.each<[TokenRules['keyIn'], string, Record<string, string>, string]>([
    ['path', '/tokens/pk_shop', {}, ''],
    ['header', '/tokens', { 'x-api-key': 'pk_shop' }, ''],
    ['body', '/tokens', { 'content-type': 'application/x-www-form-urlencoded' }, 'key=pk_shop&card=4242'],
    ['body', '/tokens', { 'content-type': 'application/json' }, '{"key":"pk_shop","card":"4242"}'],
  ])('for a key in the %s (%s)', async (keyIn, url, headers, payload) => {
    expect(await post({ keyIn }, url, { ...SHOP, ...headers }, payload)).toEqual({
      status: 201,
      allowed: '*',
      made: 1,
    });
  });

  it('for no unknown key', async () => {
    expect(await post({ keyIn: 'path' }, '/tokens/pk_nobody', SHOP)).toMatchObject({ status: 401, made: 0 });
  });

  it('for another site, unless the origin is checked', async () => {
    const evil = { origin: 'https://evil.com' };
    expect(await post({ keyIn: 'path' }, '/tokens/pk_shop', evil)).toMatchObject({ status: 201, made: 1 });
    expect(await post({ keyIn: 'path', checksOrigin: true }, '/tokens/pk_shop', evil)).toMatchObject({
      status: 403,
      made: 0,
    });
  });
});

describe('who may read', () => {
  it('is the origin of the key', async () => {
    const rules = { keyIn: 'path', readers: 'of-the-key' } as const;
    expect(await post(rules, '/tokens/pk_shop', SHOP)).toMatchObject({ allowed: 'https://shop.com' });
    expect(await post(rules, '/tokens/pk_other', SHOP)).toMatchObject({ allowed: undefined });
  });

  it('is told to a preflight only where the path has the key', async () => {
    const preflight = async (rules: TokenRules, url: string) => {
      const answer = await tokenApi(rules).app.inject({ method: 'OPTIONS', url, headers: SHOP });
      return answer.headers['access-control-allow-origin'];
    };
    expect(await preflight({ keys: KEYS, keyIn: 'path', readers: 'of-the-key' }, '/tokens/pk_shop')).toBe(
      'https://shop.com',
    );
    expect(await preflight({ keys: KEYS, keyIn: 'header', readers: 'of-the-key' }, '/tokens')).toBeUndefined();
    expect(await preflight({ keys: KEYS, keyIn: 'header', readers: 'of-any-key' }, '/tokens')).toBe('https://shop.com');
  });
});

it('names a wrong rule', () => {
  expect(() => tokenApi({ keys: { secret: 'https://shop.com' } })).toThrow('must be a key');
  expect(() => tokenApi({ keys: { pk_shop: 'https://shop.com/' } })).toThrow('keys.pk_shop');
});
