import { afterEach, describe, expect, it } from 'vitest';
import type { CountingApi } from './counting-api.ts';
import { type OrdersRules, orders } from './orders.ts';

const ORIGIN = 'https://shop.com';
const open: CountingApi[] = [];

function serve(rules?: OrdersRules): CountingApi {
  const server = orders(rules);
  open.push(server);
  return server;
}

afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

/** The names of the CORS headers of an answer. */
function corsNames(headers: object): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

describe('the order API', () => {
  it('lists orders without any effect', async () => {
    const server = serve();
    const answer = await server.app.inject({ url: '/orders' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toHaveLength(2);
    expect(server.effects?.()).toBe(0);
  });

  it.each([
    ['POST', '/orders', 201],
    ['PUT', '/orders/1', 200],
    ['DELETE', '/orders/never-heard-of', 200],
    ['POST', '/cart', 200],
  ] as const)('executes %s %s once', async (method, url, status) => {
    const server = serve();
    const answer = await server.app.inject({ method, url });
    expect(answer.statusCode).toBe(status);
    expect(server.ledger).toEqual([{ method, path: url, contentType: null, body: '' }]);
    expect(server.effects?.()).toBe(1);
  });

  it.each([
    ['application/x-www-form-urlencoded', 'item=teapot'],
    ['text/plain;charset=UTF-8', 'a teapot'],
    ['application/json', '{"item":"teapot"}'],
    ['application/json', 'not JSON at all'],
    ['multipart/form-data; boundary=x', '--x--'],
  ])('takes a %s body and keeps it in the ledger', async (contentType, body) => {
    const server = serve();
    const headers = { 'content-type': contentType };
    const answer = await server.app.inject({ method: 'POST', url: '/cart', headers, body });
    expect(answer.statusCode).toBe(200);
    expect(server.ledger).toEqual([{ method: 'POST', path: '/cart', contentType, body }]);
  });

  it('executes nothing on a route it does not have', async () => {
    const server = serve();
    expect((await server.app.inject({ method: 'POST', url: '/nothing' })).statusCode).toBe(404);
    expect(server.effects?.()).toBe(0);
  });

  it('counts for one server only', async () => {
    const [one, other] = [serve(), serve()];
    await one.app.inject({ method: 'POST', url: '/orders' });
    expect([one.effects?.(), other.effects?.()]).toEqual([1, 0]);
  });
});

describe('its CORS headers', () => {
  const preflightRequest = {
    method: 'OPTIONS',
    url: '/orders/1',
    headers: { origin: ORIGIN, 'access-control-request-method': 'DELETE' },
  } as const;

  it('are none without rules, and OPTIONS is a 404', async () => {
    const { app } = serve();
    const answers = [
      await app.inject(preflightRequest),
      await app.inject({ url: '/orders', headers: { origin: ORIGIN } }),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([404, 200]);
    expect(answers.flatMap((answer) => corsNames(answer.headers))).toEqual([]);
  });

  it('are not on a 404, nor on a preflight that nobody answers', async () => {
    const { app } = serve({ preflight: 'unanswered', answers: { headers: { 'Access-Control-Allow-Origin': '*' } } });
    expect(corsNames((await app.inject(preflightRequest)).headers)).toEqual([]);
    expect(corsNames((await app.inject({ url: '/nothing' })).headers)).toEqual([]);
  });

  it('differ between preflights and answers, as the rules say', async () => {
    const server = serve({
      preflight: { status: 204, headers: { 'Access-Control-Allow-Methods': 'DELETE' } },
      answers: { headers: { 'Access-Control-Allow-Origin': '${origin}', Vary: 'Origin' } },
    });
    const preflight = await server.app.inject(preflightRequest);
    expect(preflight.statusCode).toBe(204);
    expect(corsNames(preflight.headers)).toEqual(['access-control-allow-methods']);
    const actual = await server.app.inject({ ...preflightRequest, method: 'DELETE' });
    expect(actual.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'Origin' });
    expect(server.effects?.()).toBe(1);
  });

  it('reflect nothing when there is no Origin', async () => {
    const { app } = serve({ answers: { headers: { 'Access-Control-Allow-Origin': '${origin}', Vary: 'Origin' } } });
    const answer = await app.inject({ url: '/orders' });
    expect(answer.headers).toMatchObject({ vary: 'Origin' });
    expect(corsNames(answer.headers)).toEqual([]);
  });
});

describe('a wrong rule', () => {
  it.each([
    [{ preflight: { status: 'ok', headers: {} } }, 'preflight.status: Invalid input: expected number, received string'],
    [{ preflight: 'nobody' }, 'preflight: must be "unanswered" or { status, headers }'],
    [{ answers: { headers: { 'Access-Control-Allow-Origin': 7 } } }, 'answers.headers.Access-Control-Allow-Origin: '],
    [{ answer: {} }, 'Unrecognized key: "answer"'],
  ])('%j is refused by name', (rules, message) => {
    expect(() => orders(rules as unknown as OrdersRules)).toThrow(message);
    expect(() => orders(rules as unknown as OrdersRules)).toThrow('the rules of "orders" are wrong');
  });
});
