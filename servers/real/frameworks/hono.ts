import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { type CountedServer, listening } from '../listening.ts';
import { versionsOf } from '../version-of.ts';

/**
 * The real Hono with its own CORS middleware: GET /api/products, POST and DELETE /api/cart, and GET /api/broken, which
 * throws.
 * @param config what the middleware is told; nothing if not said: its defaults
 * @returns the server, once it listens on a free port of 127.0.0.1
 */
export function honoCors(config?: Parameters<typeof cors>[0]): Promise<CountedServer> {
  const counts = { effects: 0 };
  const app = new Hono();
  app.use(cors(config));
  const execute = (context: Context) => {
    counts.effects += 1;
    return context.json({ done: true });
  };
  app.get('/api/products', (context) => context.json({ products: ['teapot'] }));
  app.get('/api/broken', () => {
    throw new Error('out of order');
  });
  app.post('/api/cart', execute);
  app.delete('/api/cart', execute);
  // As Hono answers by itself, but it prints.
  app.onError((_error, context) => context.text('Internal Server Error', 500));
  return listening('hono', versionsOf('hono'), getRequestListener(app.fetch), counts);
}
