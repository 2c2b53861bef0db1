import { expect, it } from 'vitest';
import { dryRun } from './dry-run.ts';
import { contractWith, SHOP } from './testing-api.ts';

const ROUTES = [{ route: 'GET /orders' }, { route: 'DELETE /orders/1' }];

it('asks preflights of strangers, and the request itself where there is none', () => {
  const plan = dryRun(contractWith('http://127.0.0.1:1', ROUTES, { sites: [SHOP] }), { allowUnsafe: false });
  const outside = plan.filter(({ where, origin }) => where === 'outside' && origin === 'https://evilshop.com');
  expect(outside.map(({ method, url, credentials }) => [method, url, credentials])).toEqual([
    ['GET', 'https://api.shop.com/orders', false],
    ['GET', 'https://api.shop.com/orders', true],
    ['OPTIONS', 'https://api.shop.com/orders/1', false],
  ]);
});

it('says what is not asked at a target that is not on this machine, until it is allowed', () => {
  const contract = contractWith('', ROUTES, { sites: [SHOP], upstream: undefined });
  const deletes = (allowUnsafe: boolean) =>
    dryRun(contract, { allowUnsafe }).filter(({ method }) => method === 'DELETE');
  expect(deletes(false)).toMatchObject([{ times: 0, why: expect.stringContaining('--allow-unsafe') }]);
  expect(deletes(true).length).toBeGreaterThan(1);
});

it('never plans a page at an origin that no browser writes', () => {
  const plan = dryRun(contractWith('http://127.0.0.1:1', ROUTES, { sites: [SHOP] }), { allowUnsafe: false });
  const inEngines = plan.filter(({ where }) => where === 'engines').map(({ origin }) => origin);
  expect(inEngines).toContain(SHOP);
  expect(inEngines).not.toContain('https://SHOP.COM');
  expect(plan.map(({ origin }) => origin)).toContain('https://SHOP.COM');
});
