import Fastify from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { requestSchema } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import { createAuthority } from '../network/authority.ts';
import { descendants } from '../processes/testing-processes.ts';
import type { Engine } from './engine.ts';
import { launch } from './launch.ts';
import { type Network, startNetwork, Visit } from './visit.ts';

const TIMEOUT_MS = 60_000;

/** More than Chromium has connections to one host over HTTP/1.1. */
const AT_ONCE = 12;

let engine: Engine | undefined;
let network: Network | undefined;

afterEach(async () => {
  await engine?.close();
  await network?.router.close();
});

/** Permits everything, and redirects whoever asks for `/away` home, for which a preflight asks again. */
function redirecting(): Server {
  const app = Fastify();
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-methods': '*' });
  });
  app.options('/*', async () => '');
  app.put('/away', (_request, reply) => reply.redirect('/home', 307));
  app.put('/home', async () => 'there');
  return { name: 'the API', version: '1', real: false, source: { kind: 'app', app } };
}

it('redirected requests with a preflight all end, though they are more than there are connections', {
  timeout: TIMEOUT_MS,
}, async () => {
  const authority = await createAuthority();
  engine = await launch('chromium', authority);
  network = await startNetwork(authority);
  network.router.mount('https://api.com', redirecting());
  const visit = await Visit.open(engine, network);
  await visit.goto({ origin: 'https://shop.com', path: '/' });
  const request = requestSchema.parse({ url: 'https://api.com/away', method: 'PUT' });
  const asked = Array.from({ length: AT_ONCE }, () => ({ ...request, context: 'window', limitMs: 10_000 }) as const);
  const reports = await visit.probe(asked, AT_ONCE);
  expect(new Set(reports.map(({ kind }) => kind))).toEqual(new Set(['response']));
});

it('a visitor costs the process of his page, and none for pages of its own', { timeout: TIMEOUT_MS }, async () => {
  const authority = await createAuthority();
  engine = await launch('chromium', authority);
  network = await startNetwork(authority);
  const visit = await Visit.open(engine, network);
  await visit.goto({ origin: 'https://shop.com', path: '/' });
  const renderers = descendants().filter(({ command }) => command.includes('--type=renderer'));
  expect(renderers).toHaveLength(1);
});
