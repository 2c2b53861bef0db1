import express, { type Express } from 'express';
import type { Server } from '../../../model/server.ts';
import { handledBy } from './handled.ts';
import { SHOP_ROUTES, shop } from './shop.ts';

/** Express; what is mounted in which order is the case. */
export function expressTarget(mount: (app: Express) => void): Server {
  const app = express();
  // What Express does by NODE_ENV=test: errors are answered as ever, but not printed.
  app.set('env', 'test');
  mount(app);
  return handledBy('express', app);
}

/** The routes of the shop; without `cors` before them they say nothing of it. */
export function addShop(app: Express): void {
  for (const [method, path] of SHOP_ROUTES) {
    app[method.toLowerCase() as 'get'](path, (_request, response) => {
      const { status, headers, body } = shop(method, path);
      response.status(status).set(headers).send(body);
    });
  }
}
