import type cors from '@koa/cors';
import { describe, expect, it } from 'vitest';
import { koaCors } from './koa.ts';
import { answerOf, EVIL, type Fact, plainOptions, preflighting, reading, rows, SHOP } from './testing-facts.ts';

const CREDENTIALS = { 'access-control-allow-credentials': 'true' };
const ALL_METHODS = { 'access-control-allow-methods': 'GET,HEAD,PUT,POST,DELETE,PATCH' };
const ECHOED = { 'access-control-allow-headers': 'authorization' };
const permits = (origin: string) => ({ 'access-control-allow-origin': origin });
const VARY = { vary: 'Origin' };

/** https://github.com/koajs/cors, `index.js`, 5.0.0. */
const FACTS: readonly Fact<cors.Options>[] = [
  {
    says: 'by default everybody may read, without credentials',
    config: {},
    asked: reading(EVIL),
    answered: { status: 200, ...permits('*'), ...VARY },
  },
  {
    says: 'with credentials, and no origin said, it reflects whoever asks',
    config: { credentials: true },
    asked: reading(EVIL),
    answered: { status: 200, ...permits(EVIL), ...CREDENTIALS, ...VARY },
  },
  {
    says: 'with credentials a wildcard that was written down is a reflection, too',
    config: { credentials: true, origin: '*' },
    asked: preflighting('null'),
    answered: { status: 204, ...permits('null'), ...CREDENTIALS, ...ALL_METHODS, ...ECHOED, ...VARY },
  },
  {
    says: 'an origin that is a string is told to everybody',
    config: { origin: SHOP },
    asked: reading(EVIL),
    answered: { status: 200, ...permits(SHOP), ...VARY },
  },
  {
    says: 'a function that yields nothing says Vary alone',
    config: { origin: ({ headers }) => (headers.origin === SHOP ? SHOP : '') },
    asked: reading(EVIL),
    answered: { status: 200, ...VARY },
  },
  {
    says: 'and lets the preflight of whom it does not list go on to the routes',
    config: { origin: ({ headers }) => (headers.origin === SHOP ? SHOP : '') },
    asked: preflighting(EVIL),
    answered: { status: 404, ...VARY },
  },
  {
    says: 'an OPTIONS without a method to ask for is no preflight',
    config: {},
    asked: plainOptions(SHOP),
    answered: { status: 404, ...VARY },
  },
  {
    says: 'an error keeps its headers',
    config: { origin: SHOP },
    asked: reading(SHOP, '/api/broken'),
    answered: { status: 500, ...permits(SHOP), ...VARY },
  },
  {
    says: 'unless it is told not to: Koa drops them with every error',
    config: { origin: SHOP, keepHeadersOnError: false },
    asked: reading(SHOP, '/api/broken'),
    answered: { status: 500 },
  },
];

describe('Koa with @koa/cors', () => {
  it.each(rows(FACTS))('%s', async (_says, fact) => {
    expect(await answerOf(koaCors, fact)).toEqual(fact.answered);
  });
});
