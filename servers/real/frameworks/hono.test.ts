import { describe, expect, it } from 'vitest';
import { honoCors } from './hono.ts';
import { ADMIN, answerOf, EVIL, type Fact, plainOptions, preflighting, reading, rows, SHOP } from './testing-facts.ts';

const CREDENTIALS = { 'access-control-allow-credentials': 'true' };
const ALL_METHODS = { 'access-control-allow-methods': 'GET,HEAD,PUT,POST,DELETE,PATCH,QUERY' };
const ECHOED = { 'access-control-allow-headers': 'authorization' };
const permits = (origin: string) => ({ 'access-control-allow-origin': origin });

/** https://github.com/honojs/hono at 28a9c12 (4.13), `src/middleware/cors/index.ts`. */
const FACTS: readonly Fact<Parameters<typeof honoCors>[0]>[] = [
  {
    says: 'by default everybody may read, and QUERY is one of the methods',
    config: undefined,
    asked: preflighting(EVIL),
    answered: { status: 204, ...permits('*'), ...ALL_METHODS, ...ECHOED, vary: 'Access-Control-Request-Headers' },
  },
  {
    says: 'every OPTIONS is answered 204',
    config: { origin: SHOP },
    asked: plainOptions(null),
    answered: { status: 204, ...ALL_METHODS, vary: 'Origin' },
  },
  {
    says: 'headers that are listed are not echoed',
    config: { origin: SHOP, allowHeaders: ['x-a', 'x-b'] },
    asked: preflighting(SHOP),
    answered: {
      status: 204,
      ...permits(SHOP),
      ...ALL_METHODS,
      'access-control-allow-headers': 'x-a,x-b',
      vary: 'Origin, Access-Control-Request-Headers',
    },
  },
  {
    says: 'a wildcard says no Vary',
    config: { origin: '*' },
    asked: reading(EVIL),
    answered: { status: 200, ...permits('*') },
  },
  {
    says: 'an origin that is a string is a list of one: nobody else is told it',
    config: { origin: SHOP },
    asked: reading(EVIL),
    answered: { status: 200, vary: 'Origin' },
  },
  {
    says: 'credentials are said with a miss, too',
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
    says: 'a wildcard with credentials is sent as such, and no browser takes it',
    config: { origin: '*', credentials: true },
    asked: reading(EVIL),
    answered: { status: 200, ...permits('*'), ...CREDENTIALS },
  },
  {
    says: 'a function that yields nothing says Vary',
    config: { origin: (origin) => (origin === SHOP ? origin : null) },
    asked: reading(EVIL),
    answered: { status: 200, vary: 'Origin' },
  },
  {
    says: 'a request without Origin gets Vary',
    config: { origin: [SHOP, ADMIN] },
    asked: reading(null),
    answered: { status: 200, vary: 'Origin' },
  },
  {
    says: 'an error of a route keeps what it has said',
    config: { origin: [SHOP] },
    asked: reading(SHOP, '/api/broken'),
    answered: { status: 500, ...permits(SHOP), vary: 'Origin' },
  },
];

describe('Hono with its own middleware', () => {
  it.each(rows(FACTS))('%s', async (_says, fact) => {
    expect(await answerOf(honoCors, fact)).toEqual(fact.answered);
  });
});
