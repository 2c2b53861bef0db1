import { describe, expect, it } from 'vitest';
import type { CorsConfig } from '../layered-express.ts';
import { addressOf } from '../testing-traces.ts';
import { ask } from '../wire-client.ts';
import { expressCors } from './express.ts';
import { ADMIN, answerOf, EVIL, type Fact, plainOptions, preflighting, reading, rows, SHOP } from './testing-facts.ts';

const CREDENTIALS = { 'access-control-allow-credentials': 'true' };
const ALL_METHODS = { 'access-control-allow-methods': 'GET,HEAD,PUT,PATCH,POST,DELETE' };
const ECHOED = { 'access-control-allow-headers': 'authorization' };
const permits = (origin: string) => ({ 'access-control-allow-origin': origin });

/** https://github.com/expressjs/cors at 5317ebe, `lib/index.js`. */
const FACTS: readonly Fact<CorsConfig>[] = [
  {
    says: 'by default everybody may read, and preflights get 204 without a body, all methods, whatever headers they want',
    config: {},
    asked: preflighting(EVIL),
    answered: {
      status: 204,
      ...permits('*'),
      ...ALL_METHODS,
      ...ECHOED,
      vary: 'Access-Control-Request-Headers',
      'content-length': '0',
      body: '',
    },
  },
  {
    says: 'every OPTIONS counts as a preflight, one without Origin or a method too',
    config: {},
    asked: plainOptions(null),
    answered: { status: 204, ...permits('*'), ...ALL_METHODS, vary: 'Access-Control-Request-Headers' },
  },
  {
    says: 'headers that are listed are not echoed',
    config: { allowedHeaders: ['x-a', 'x-b'] },
    asked: preflighting(SHOP),
    answered: { status: 204, ...permits('*'), ...ALL_METHODS, 'access-control-allow-headers': 'x-a,x-b' },
  },
  {
    says: 'an origin that is a string is told to everybody, others included',
    config: { origin: SHOP },
    asked: reading(EVIL),
    answered: { status: 200, ...permits(SHOP), vary: 'Origin' },
  },
  {
    says: 'the same without an Origin',
    config: { origin: SHOP },
    asked: reading(null),
    answered: { status: 200, ...permits(SHOP), vary: 'Origin' },
  },
  {
    says: 'a miss in an array is answered with everything but the permission, 204 to a preflight',
    config: { origin: [SHOP, ADMIN], credentials: true },
    asked: preflighting(EVIL),
    answered: {
      status: 204,
      ...CREDENTIALS,
      ...ALL_METHODS,
      ...ECHOED,
      vary: 'Origin, Access-Control-Request-Headers',
    },
  },
  {
    says: 'a match in an array is told its own name',
    config: { origin: [SHOP, ADMIN] },
    asked: reading(ADMIN),
    answered: { status: 200, ...permits(ADMIN), vary: 'Origin' },
  },
  {
    says: 'a miss of a regular expression gets Vary, and the work is done',
    config: { origin: /^https:\/\/shop\.com$/, credentials: true },
    asked: reading(EVIL),
    answered: { status: 200, ...CREDENTIALS, vary: 'Origin' },
  },
  {
    says: '/shop.com$/, as in its documentation, admits every host that ends so',
    config: { origin: /shop\.com$/, credentials: true },
    asked: reading('https://evilshop.com'),
    answered: { status: 200, ...permits('https://evilshop.com'), ...CREDENTIALS, vary: 'Origin' },
  },
  {
    says: 'origin: false says nothing at all, Vary neither',
    config: { origin: false },
    asked: reading(SHOP),
    answered: { status: 200 },
  },
  {
    says: 'and lets OPTIONS fall through to the routes, where Express answers by itself',
    config: { origin: false },
    asked: preflighting(SHOP),
    answered: { status: 200, allow: 'DELETE, POST' },
  },
  {
    says: 'a function that yields false does the same: no Vary for who is not listed',
    config: { origin: (origin, callback) => callback(null, origin === SHOP) },
    asked: reading(EVIL),
    answered: { status: 200 },
  },
  {
    says: 'a function that yields an error makes a 500 of it that nobody can read',
    config: { origin: (_origin, callback) => callback(new Error('not you')) },
    asked: reading(EVIL),
    answered: { status: 500 },
  },
  {
    says: 'a wildcard with credentials is sent as such, and no browser takes it',
    config: { credentials: true },
    asked: reading(SHOP),
    answered: { status: 200, ...permits('*'), ...CREDENTIALS },
  },
  {
    says: 'a maxAge of 0 is sent',
    config: { maxAge: 0, origin: SHOP, allowedHeaders: 'x-a' },
    asked: preflighting(SHOP),
    answered: {
      status: 204,
      ...permits(SHOP),
      ...ALL_METHODS,
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '0',
      vary: 'Origin',
    },
  },
  {
    says: 'an error of a route behind it keeps what it has said',
    config: { origin: [SHOP] },
    asked: reading(SHOP, '/api/broken'),
    answered: { status: 500, ...permits(SHOP), vary: 'Origin' },
  },
  {
    says: 'so does an unknown path',
    config: { origin: [SHOP] },
    asked: reading(SHOP, '/api/unknown'),
    answered: { status: 404, ...permits(SHOP), vary: 'Origin' },
  },
];

describe('Express with cors', () => {
  it.each(rows(FACTS))('%s', async (_says, fact) => {
    expect(await answerOf(expressCors, fact)).toEqual(fact.answered);
  });

  it('forgets a listed site every other time when the expression has the flag g, for it remembers where it stopped', async () => {
    const server = await expressCors({ origin: /^https:\/\/shop\.com$/g });
    const permitted: boolean[] = [];
    for (let time = 0; time < 4; time += 1) {
      const { headers } = await ask(addressOf(server), 'GET', '/api/products', { Origin: SHOP });
      permitted.push('access-control-allow-origin' in headers);
    }
    await server.close?.();
    expect(permitted).toEqual([true, false, true, false]);
  });

  it('counts what it has done', async () => {
    const server = await expressCors();
    await ask(addressOf(server), 'DELETE', '/api/cart');
    expect(server.effects()).toBe(1);
    await server.close?.();
  });
});
