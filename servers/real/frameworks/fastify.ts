import cors, { type FastifyCorsOptions } from '@fastify/cors';
import Fastify from 'fastify';
import { takeAnyBody } from '../../order-api.ts';
import { type CountedServer, listening } from '../listening.ts';
import { versionsOf } from '../version-of.ts';

/**
 * The real Fastify with the real `@fastify/cors`: GET /api/products, POST and DELETE /api/cart, and GET /api/broken,
 * which throws.
 * @param config what the plugin is told; nothing if not said: its defaults
 * @returns the server, once it listens on a free port of 127.0.0.1
 */
export async function fastifyCors(config: FastifyCorsOptions = {}): Promise<CountedServer> {
  const counts = { effects: 0 };
  const app = Fastify();
  takeAnyBody(app);
  await app.register(cors, config);
  const execute = async () => {
    counts.effects += 1;
    return { done: true };
  };
  app.get('/api/products', async () => ({ products: ['teapot'] }));
  app.get('/api/broken', async () => {
    throw new Error('out of order');
  });
  app.post('/api/cart', execute);
  app.delete('/api/cart', execute);
  await app.ready();
  return listening(
    'fastify',
    versionsOf('fastify', '@fastify/cors'),
    (...exchange) => app.routing(...exchange),
    counts,
  );
}
