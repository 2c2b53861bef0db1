import cors from '@koa/cors';
import Koa, { type Context } from 'koa';
import { type CountedServer, type Counts, listening } from '../listening.ts';
import { versionsOf } from '../version-of.ts';

/**
 * The real Koa with the real `@koa/cors`: GET /api/products, POST and DELETE /api/cart, and GET /api/broken, which
 * throws. Koa has no router of its own.
 * @param config what the middleware is told; nothing if not said: its defaults
 * @returns the server, once it listens on a free port of 127.0.0.1
 */
export function koaCors(config: cors.Options = {}): Promise<CountedServer> {
  const counts = { effects: 0 };
  const app = new Koa();
  // Errors are answered as ever, but not printed.
  app.silent = true;
  app.use(cors(config));
  app.use((context) => route(context, counts));
  return listening('koa', versionsOf('koa', '@koa/cors'), app.callback(), counts);
}

function route(context: Context, counts: Counts): void {
  switch (`${context.method} ${context.path}`) {
    case 'GET /api/products':
      context.body = { products: ['teapot'] };
      return;
    case 'GET /api/broken':
      throw new Error('out of order');
    case 'POST /api/cart':
    case 'DELETE /api/cart':
      counts.effects += 1;
      context.body = { done: true };
  }
}
