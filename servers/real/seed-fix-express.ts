import express, { type Express } from 'express';
import { type CountedServer, listening } from './listening.ts';
import { versionsOf } from './version-of.ts';

/**
 * The real Express with the printed fix for reflection, an allow-list in a middleware of one's own, in front of
 * GET /user/export, POST /user and DELETE /user.
 * @returns the server, once it listens on a free port of 127.0.0.1. Rejects when it cannot listen.
 */
export function seedFixExpress(): Promise<CountedServer> {
  const counts = { effects: 0 };
  const app = express();
  addPrintedFix(app);
  const execute: express.RequestHandler = (_request, response) => {
    counts.effects += 1;
    response.json({ done: true });
  };
  // A shared cache may keep it, a browser asks again each time.
  app.get(
    '/user/export',
    (_request, response) => void response.set('Cache-Control', 'max-age=0, s-maxage=600').json([]),
  );
  app.post('/user', execute);
  app.delete('/user', execute);
  return listening('express', versionsOf('express'), app, counts);
}

function addPrintedFix(app: Express): void {
  // biome-ignore format: as it was printed
  // biome-ignore-start lint: as it was printed
  const ALLOWED_ORIGINS = new Set([
    'https://app.yourplatform.com',
    'https://www.yourplatform.com',
    'https://admin.yourplatform.com'
  ]);

  app.use((req, res, next) => {
    const origin = req.headers.origin;
    if (origin && ALLOWED_ORIGINS.has(origin)) {
      res.setHeader('Access-Control-Allow-Origin', origin);
      res.setHeader('Access-Control-Allow-Credentials', 'true');
      res.setHeader('Vary', 'Origin');
    }
    // If NOT in allowlist: no CORS headers → browser blocks the response
    next();
  });
  // biome-ignore-end lint: as it was printed
}
