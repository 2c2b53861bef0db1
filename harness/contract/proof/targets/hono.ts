import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Server } from '../../../model/server.ts';
import { handledBy } from './handled.ts';
import { SHOP_ROUTES, shop } from './shop.ts';

/** Hono; the middleware is the case. */
export function honoTarget(mount: (app: Hono) => void): Server {
  const app = new Hono();
  mount(app);
  for (const [method, path] of SHOP_ROUTES) {
    app.on(method, path, () => {
      const { status, headers, body } = shop(method, path);
      return new Response(body, { status, headers });
    });
  }
  return handledBy('hono', getRequestListener(app.fetch));
}
