import cors from 'cors';
import express, { type Express } from 'express';
import type { Server } from '../../harness/model/server.ts';
import { EXPRESS_AND_CORS } from './express-version.ts';
import { listenOnLoopback } from './loopback.ts';

/** What the app gets, one after the other: the order is the whole difference. */
type Layer = 'cors' | 'json' | 'routes';

/** What each layer adds; `cors` as it is printed everywhere, for one site. */
const ADD: Readonly<Record<Layer, (app: Express, effects: { count: number }) => void>> = {
  cors: (app) => app.use(cors({ origin: 'https://shop.com' })),
  json: (app) => app.use(express.json()),
  routes: (app, effects) => {
    app.get('/api/products', (_request, response) => void response.json({ products: ['teapot'] }));
    app.get('/api/broken', () => {
      throw new Error('out of order');
    });
    app.post('/api/cart', (_request, response) => {
      effects.count += 1;
      response.json({ done: true });
    });
    app.delete('/api/cart', (_request, response) => {
      effects.count += 1;
      response.json({ done: true });
    });
  },
};

/**
 * The real Express with the real `cors` for https://shop.com: GET /api/products, POST and DELETE /api/cart, and
 * GET /api/broken, which throws.
 * @param layers in the order in which the app gets them
 * @returns the server, once it listens on a free port of 127.0.0.1. Rejects when it cannot listen.
 */
export async function layeredExpress(layers: readonly Layer[]): Promise<Server> {
  const effects = { count: 0 };
  const app = express();
  // What Express does by NODE_ENV=test: errors are answered as ever, but not printed.
  app.set('env', 'test');
  for (const layer of layers) ADD[layer](app, effects);
  const { address, close } = await listenOnLoopback(app);
  return {
    name: 'express',
    version: EXPRESS_AND_CORS,
    real: true,
    source: { kind: 'upstream', address },
    effects: () => effects.count,
    close,
  };
}
