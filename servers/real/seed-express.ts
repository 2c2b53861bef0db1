import cors from 'cors';
import express, { type Express } from 'express';
import { type CountedServer, listening } from './listening.ts';
import { versionsOf } from './version-of.ts';

/** Express with an allow-list, and how often each kind of thing behind it has happened. */
export interface SeedExpress extends CountedServer {
  /** How often a handler has run, for whatever method. */
  readonly handlerRuns: () => number;
}

/**
 * The real Express with the real `cors` and the printed allow-list (https://shop.com, https://admin.shop.com), in front
 * of GET /api/orders, DELETE /api/orders/:id and POST /api/cart.
 * @returns the server, once it listens on a free port of 127.0.0.1; errors are answered by Express's own handler, which
 * prints nothing. Rejects when it cannot listen.
 */
export async function seedExpress(): Promise<SeedExpress> {
  const counts = { effects: 0, handlerRuns: 0 };
  const server = await listening('express', versionsOf('express', 'cors'), seedApp(counts), counts);
  return { ...server, handlerRuns: () => counts.handlerRuns };
}

function seedApp(counts: { effects: number; handlerRuns: number }): Express {
  const app = express();
  // What Express does by NODE_ENV=test: errors are answered as ever, but not printed.
  app.set('env', 'test');
  addPrintedCors(app);
  const handle = (effects: number): express.RequestHandler => {
    return (request, response) => {
      counts.handlerRuns += 1;
      counts.effects += effects;
      response.json({ done: `${request.method} ${request.originalUrl}` });
    };
  };
  app.get('/api/orders', handle(0));
  app.delete('/api/orders/:id', handle(1));
  app.post('/api/cart', handle(1));
  return app;
}

function addPrintedCors(app: Express): void {
  // biome-ignore format: as it was printed
  // biome-ignore-start lint: as it was printed
  app.use(cors({
    origin: function(origin, callback) {
      const allowlist = ['https://shop.com', 'https://admin.shop.com'];
      if (!origin || allowlist.includes(origin)) {
        callback(null, true);
      } else {
        callback(new Error('CORS blocked: ' + origin));
      }
    },
    credentials: true
  }));
  // biome-ignore-end lint: as it was printed
}
