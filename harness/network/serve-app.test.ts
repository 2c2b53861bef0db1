import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../model/server.ts';
import type { Router } from './router.ts';
import { ask, requestBytes, startRouter, TestClient, testServer } from './testing-client.ts';

const API = 'https://api.com';

let router: Router;
afterEach(() => router.close());

async function mountApp(app: App): Promise<void> {
  const fine = testServer({ kind: 'app', app: { ready: async () => {}, routing: (_, response) => response.end() } });
  router = await startRouter({ [API]: testServer({ kind: 'app', app }), 'https://fine.com': fine });
}

const lastAnswer = () => router.record.since(0).at(-1)?.answer;

/** Asks, and waits until the record says what became of it: a client may hear of it first. */
async function askAndSettle(...question: [method: string, path: string, body?: string]) {
  const [method, path, body] = question;
  const answer = await ask(router, method, `${API}${path}`, [['Content-Type', 'text/plain']], body);
  await router.record.until(() => lastAnswer()?.kind !== 'pending', 4_000);
  return answer;
}

describe('a Fastify app on an origin', () => {
  it('answers its routes', async () => {
    const app = Fastify();
    app.put('/things/:id', async (request) => ({ put: request.params, body: request.body, host: request.host }));
    await mountApp(app);
    const { status, body } = await askAndSettle('PUT', '/things/7', 'hello');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ put: { id: '7' }, body: 'hello', host: 'api.com' });
  });

  it('says 404 for a route it does not have, and 500 for a handler that throws', async () => {
    const app = Fastify();
    app.get('/broken', async () => {
      throw new Error('the handler is broken');
    });
    await mountApp(app);
    expect((await askAndSettle('GET', '/none')).status).toBe(404);
    expect((await askAndSettle('GET', '/broken')).status).toBe(500);
    expect(lastAnswer()).toMatchObject({ kind: 'answered', status: 500 });
  });

  it('says 404 to a method that it can have no route for', async () => {
    const app = Fastify();
    app.all('/', async () => 'any method that Fastify knows');
    await mountApp(app);
    expect((await askAndSettle('CHICKEN', '/', 'egg')).status).toBe(404);
    expect(router.record.since(0)[0]).toMatchObject({ method: 'CHICKEN', answer: { kind: 'answered', status: 404 } });
  });

  it('is recorded with the headers that arrived, in their order, those that Node adds included', async () => {
    const app = Fastify();
    app.get('/', async (_request, reply) => {
      reply.raw.appendHeader('Vary', ['Origin', 'Accept']);
      return reply.header('X-B', '1').header('set-cookie', ['a=1', 'b=2']).header('X-A', '2').send('x');
    });
    await mountApp(app);
    const { headers } = await askAndSettle('GET', '/');
    expect(lastAnswer()).toMatchObject({ kind: 'answered', status: 200, headers });
    expect(headers.map(([name]) => name)).toEqual(expect.arrayContaining(['x-b', 'set-cookie', 'Date', 'Connection']));
  });

  it('answers one request after the other on one connection', async () => {
    const app = Fastify();
    app.get('/', async () => 'x');
    await mountApp(app);
    const client = await TestClient.to(router, API);
    for (let count = 1; count <= 3; count++) {
      client.send(requestBytes('GET', `${API}/`));
      expect((await client.answer()).body).toBe('x');
    }
    expect(router.record.since(0)).toHaveLength(3);
  });
});

const broken = () => {
  throw new Error('it is broken');
};
const BROKEN_APPS: Record<string, App> = {
  'whose routing throws': { ready: async () => {}, routing: broken },
  'whose routing rejects': { ready: async () => {}, routing: async () => broken() },
  'whose ready() rejects': { ready: async () => broken(), routing: () => {} },
  'whose ready() throws': { ready: broken, routing: () => {} },
  'that throws in the middle of its answer': {
    ready: async () => {},
    routing(_request, response) {
      response.writeHead(200, { 'content-length': 100 }).write('half');
      broken();
    },
  },
};

describe.each(Object.entries(BROKEN_APPS))('an app %s', (_what, app) => {
  it('breaks the connection off, the record says why, and the router lives on', async () => {
    await mountApp(app);
    const client = await TestClient.to(router, API);
    client.send(requestBytes('GET', `${API}/`));
    await client.rest();
    expect(lastAnswer()).toEqual({ kind: 'failed', reason: 'it is broken' });
    expect((await ask(router, 'GET', 'https://fine.com/')).status).toBe(200);
  });
});
