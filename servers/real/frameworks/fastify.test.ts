import type { FastifyCorsOptions } from '@fastify/cors';
import cors from '@fastify/cors';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../testing-traces.ts';
import { ask } from '../wire-client.ts';
import { fastifyCors } from './fastify.ts';
import { ADMIN, answerOf, EVIL, type Fact, plainOptions, preflighting, reading, rows, SHOP } from './testing-facts.ts';

const CREDENTIALS = { 'access-control-allow-credentials': 'true' };
const DEFAULT_METHODS = { 'access-control-allow-methods': 'GET,HEAD,POST' };
const ECHOED = { 'access-control-allow-headers': 'authorization' };
const permits = (origin: string) => ({ 'access-control-allow-origin': origin });

/** https://github.com/fastify/fastify-cors at 2a47537 (11.3), `index.js`. */
const FACTS: readonly Fact<FastifyCorsOptions>[] = [
  {
    says: 'by default everybody may read, and methods are GET, HEAD and POST: no PUT, no DELETE',
    config: {},
    asked: preflighting(EVIL),
    answered: {
      status: 204,
      ...permits('*'),
      ...DEFAULT_METHODS,
      ...ECHOED,
      vary: 'Access-Control-Request-Headers',
      'content-length': '0',
      body: '',
    },
  },
  {
    says: 'an OPTIONS without a method to ask for is a 400, in plain text',
    config: { origin: SHOP },
    asked: plainOptions(SHOP),
    answered: {
      status: 400,
      ...permits(SHOP),
      'content-type': 'text/plain',
      body: 'Invalid Preflight Request',
    },
  },
  {
    says: 'strictPreflight: false takes it for a preflight',
    config: { origin: SHOP, strictPreflight: false },
    asked: plainOptions(null),
    answered: { status: 204, ...permits(SHOP), ...DEFAULT_METHODS, vary: 'Access-Control-Request-Headers' },
  },
  {
    says: 'an origin that is a string is told to everybody, and without Vary',
    config: { origin: SHOP },
    asked: reading(EVIL),
    answered: { status: 200, ...permits(SHOP) },
  },
  {
    says: 'a wildcard with credentials is sent as such, and no browser takes it',
    config: { credentials: true },
    asked: reading(EVIL),
    answered: { status: 200, ...permits('*'), ...CREDENTIALS },
  },
  {
    says: 'an array says Vary, with a match',
    config: { origin: [SHOP, ADMIN], credentials: true },
    asked: reading(ADMIN),
    answered: { status: 200, ...permits(ADMIN), ...CREDENTIALS, vary: 'Origin' },
  },
  {
    says: 'and with a miss',
    config: { origin: [SHOP, ADMIN], credentials: true },
    asked: reading(EVIL),
    answered: { status: 200, ...CREDENTIALS, vary: 'Origin' },
  },
  {
    says: 'and without an Origin',
    config: { origin: [SHOP, ADMIN] },
    asked: reading(null),
    answered: { status: 200, vary: 'Origin' },
  },
  {
    says: 'a preflight that misses is answered 204 all the same',
    config: { origin: [SHOP] },
    asked: preflighting(EVIL),
    answered: { status: 204, ...DEFAULT_METHODS, ...ECHOED, vary: 'Origin, Access-Control-Request-Headers' },
  },
  {
    says: 'an array with a wildcard in it is a wildcard, without Vary',
    config: { origin: ['*', SHOP] },
    asked: reading(EVIL),
    answered: { status: 200, ...permits('*') },
  },
  {
    says: '/shop.com$/, as in its documentation, admits every host that ends so',
    config: { origin: /shop\.com$/, credentials: true },
    asked: reading('https://evilshop.com'),
    answered: { status: 200, ...permits('https://evilshop.com'), ...CREDENTIALS, vary: 'Origin' },
  },
  {
    says: 'origin: false says nothing at all, and OPTIONS is not found',
    config: { origin: false },
    asked: preflighting(SHOP),
    answered: { status: 404 },
  },
  {
    says: 'a function that yields false says Vary',
    config: { origin: (origin, callback) => callback(null, origin === SHOP) },
    asked: reading(EVIL),
    answered: { status: 200, vary: 'Origin' },
  },
  {
    says: 'a function that yields something else that is falsy is an error',
    config: { origin: (_origin, callback) => callback(null, '') },
    asked: reading(SHOP),
    answered: {
      status: 500,
      vary: 'Origin',
      body: '{"statusCode":500,"error":"Internal Server Error","message":"Invalid CORS origin option"}',
    },
  },
  {
    says: 'a function that yields an error makes a 500 of it that nobody can read',
    config: { origin: (_origin, callback) => callback(new Error('not you'), false) },
    asked: reading(EVIL),
    answered: { status: 500, vary: 'Origin' },
  },
  {
    says: 'an error of a route keeps what it has said',
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

describe('Fastify with @fastify/cors', () => {
  it.each(rows(FACTS))('%s', async (_says, fact) => {
    expect(await answerOf(fastifyCors, fact)).toEqual(fact.answered);
  });

  it('hides its OPTIONS route from documentation', async () => {
    const app = Fastify();
    const hidden: unknown[] = [];
    app.addHook('onRoute', ({ method, schema }) => void (method === 'OPTIONS' && hidden.push(schema)));
    await app.register(cors);
    await app.close();
    expect(hidden).toEqual([expect.objectContaining({ hide: true })]);
  });

  it('permits every time where the expression has the flag g: it sets it back', async () => {
    const server = await fastifyCors({ origin: /^https:\/\/shop\.com$/g });
    for (let time = 0; time < 3; time += 1) {
      const { headers } = await ask(addressOf(server), 'GET', '/api/products', { Origin: SHOP });
      expect(headers).toMatchObject({ 'access-control-allow-origin': [SHOP] });
    }
    await server.close?.();
  });
});
