import Koa from 'koa';
import type { Server } from '../../../model/server.ts';
import { handledBy } from './handled.ts';
import { shop } from './shop.ts';

/** Koa; the middleware is the case. */
export function koaTarget(mount: (app: Koa) => void): Server {
  const app = new Koa();
  app.silent = true;
  mount(app);
  app.use((context) => {
    const { status, headers, body } = shop(context.method, context.path);
    context.status = status;
    context.set(headers);
    context.body = body;
  });
  return handledBy('koa', app.callback());
}
