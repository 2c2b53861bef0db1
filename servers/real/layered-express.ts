import cors, { type CorsOptions, type CorsOptionsDelegate } from 'cors';
import express, { type Express } from 'express';
import { type CountedServer, type Counts, listening } from './listening.ts';
import { versionsOf } from './version-of.ts';

/** What the app gets, one after the other: the order is the whole difference. */
export type Layer = 'cors' | 'json' | 'routes';

/** What `cors` is told; nothing is told, too. */
export type CorsConfig = CorsOptions | CorsOptionsDelegate | undefined;

/** What each layer adds. */
const ADD: Readonly<Record<Layer, (app: Express, config: CorsConfig, counts: Counts) => void>> = {
  cors: (app, config) => app.use(typeof config === 'function' ? cors(config) : cors(config)),
  json: (app) => app.use(express.json()),
  routes: (app, _config, counts) => {
    app.get('/api/products', (_request, response) => void response.json({ products: ['teapot'] }));
    app.get('/api/broken', () => {
      throw new Error('out of order');
    });
    const execute: express.RequestHandler = (_request, response) => {
      counts.effects += 1;
      response.json({ done: true });
    };
    app.post('/api/cart', execute);
    app.delete('/api/cart', execute);
  },
};

/**
 * The real Express with the real `cors`: GET /api/products, POST and DELETE /api/cart, and GET /api/broken, which throws.
 * @param layers in the order in which the app gets them
 * @param config what `cors` is told; as it is printed everywhere, for one site, if nothing is said
 * @returns the server, once it listens on a free port of 127.0.0.1. Rejects when it cannot listen.
 */
export function layeredExpress(
  layers: readonly Layer[],
  config: CorsConfig = { origin: 'https://shop.com' },
): Promise<CountedServer> {
  const counts = { effects: 0 };
  const app = express();
  // What Express does by NODE_ENV=test: errors are answered as ever, but not printed.
  app.set('env', 'test');
  for (const layer of layers) ADD[layer](app, config, counts);
  return listening('express', versionsOf('express', 'cors'), app, counts);
}
