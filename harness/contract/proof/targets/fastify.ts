import cors, { type FastifyCorsOptions } from '@fastify/cors';
import Fastify, { type FastifyInstance, type HTTPMethods } from 'fastify';
import type { Server } from '../../../model/server.ts';
import { handledBy } from './handled.ts';
import { SHOP_ROUTES, shop } from './shop.ts';

/** Fastify with `@fastify/cors`. */
export async function fastifyTarget(options: FastifyCorsOptions): Promise<Server> {
  const app = Fastify();
  await app.register(cors, options);
  addShop(app);
  await app.ready();
  return handledBy(
    'fastify',
    (...exchange) => app.routing(...exchange),
    () => app.close(),
  );
}

function addShop(app: FastifyInstance): void {
  for (const [method, url] of SHOP_ROUTES) {
    app.route({
      method: method as HTTPMethods,
      url,
      handler: (_request, reply) => {
        const { status, headers, body } = shop(method, url);
        reply.code(status).headers(headers).send(body);
      },
    });
  }
}
