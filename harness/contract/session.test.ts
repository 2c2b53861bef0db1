import { describe, expect, it } from 'vitest';
import type { Contract } from '../model/contract.ts';
import { isUnsafe, openSession } from './session.ts';
import { Pace } from './targets/pace.ts';
import { Target } from './targets/target.ts';
import { contractWith, startTestApi } from './testing-api.ts';

const ROUTES = [{ route: 'GET /orders' }];

const nowhere = (): Target => {
  throw new Error('nobody is to be asked');
};

async function opened(contract: Contract, targetAt: (origin: string) => Target = nowhere) {
  const result = await openSession(contract, targetAt, false);
  if (!result.ok) throw new Error(result.reason);
  return result.session;
}

describe('a session', () => {
  it('without cookies is nobody', async () => {
    const session = await opened(contractWith('http://127.0.0.1:1', ROUTES));
    expect(session.visits).toEqual([]);
    expect(session.cookiesFor(new URL('https://api.shop.com/orders'))).toEqual([]);
  });

  it('of cookies sets them by a visit, and tells which go along', async () => {
    const cookies = [
      { name: 'sid', value: 'a=b', sameSite: 'Lax' as const },
      { name: 'admin', value: '1', path: '/admin' },
    ];
    const session = await opened(contractWith('http://127.0.0.1:1', ROUTES, { session: { cookies } }));
    expect(session.visits).toEqual([
      {
        url: 'https://api.shop.com/',
        setCookies: ['sid=a=b; Path=/; SameSite=Lax; Secure', 'admin=1; Path=/admin; Secure'],
      },
    ]);
    const names = (url: string) => session.cookiesFor(new URL(url)).map(([name]) => name);
    expect(names('https://api.shop.com/orders')).toEqual(['sid']);
    expect(names('https://api.shop.com/admin/users')).toEqual(['sid', 'admin']);
    expect(names('https://api.shop.com/administrator')).toEqual(['sid']);
    expect(names('https://api.other.com/orders')).toEqual([]);
    expect(names('http://api.shop.com/orders')).toEqual([]);
  });

  it('of a login takes the cookies that it sets', async () => {
    const bodies: string[] = [];
    const api = await startTestApi((request, response) => {
      request.on('data', (chunk) => bodies.push(String(chunk)));
      request.on('end', () =>
        response.setHeader('set-cookie', ['sid=1; Domain=shop.com; Path=/; HttpOnly', 'lang=en']).end(),
      );
    });
    const login = { route: 'POST /session/new', headers: { 'content-type': 'application/json' }, body: '{"user":"a"}' };
    const contract = contractWith(api.address, ROUTES, { session: { login } });
    const target = new Target(contract.apis[0] as Contract['apis'][number], {}, new Pace(1000));
    const session = await opened(contract, () => target);
    api.close();
    expect(bodies).toEqual(['{"user":"a"}']);
    expect(session.visits[0]?.url).toBe('https://api.shop.com/session/new');
    const names = (url: string) => session.cookiesFor(new URL(url)).map(([name]) => name);
    expect(names('https://api.shop.com/orders')).toEqual(['sid']);
    expect(names('https://www.shop.com/session/x')).toEqual(['sid']);
    expect(names('https://api.shop.com/session/x')).toEqual(['sid', 'lang']);
  });

  it('is not to be had from a login that sets no cookie, nor from afar unasked', async () => {
    const api = await startTestApi((_request, response) => void response.end());
    const login = { route: 'POST /login' };
    const contract = contractWith(api.address, ROUTES, { session: { login } });
    const target = new Target(contract.apis[0] as Contract['apis'][number], {}, new Pace(1000));
    expect(await openSession(contract, () => target, false)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/set no cookie/),
    });
    api.close();
    const far = new Target({ origin: 'https://api.shop.com', upstream: null }, {}, new Pace(1000));
    expect(await openSession(contract, () => far, false)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/--allow-unsafe/),
    });
  });
});

it.each([
  ['GET', false],
  ['head', false],
  ['OPTIONS', false],
  ['POST', true],
  ['patch', true],
  ['BREW', true],
])('%s may change something: %s', (method, unsafe) => {
  expect(isUnsafe(method)).toBe(unsafe);
});
