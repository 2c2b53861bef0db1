import Fastify from 'fastify';
import { type CountingApi, countingApi } from './counting-api.ts';
import { type Effect, effectOf, takeAnyBody } from './order-api.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'] as const;
const UNSAFE = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * What stands behind a gateway of which only the configuration is known: it answers 200 to whatever is asked, has never
 * heard of CORS, and counts each unsafe request.
 */
export function bareBackend(): CountingApi {
  const ledger: Effect[] = [];
  const app = Fastify();
  takeAnyBody(app);
  app.route({ method: [...SAFE], url: '/*', handler: async ({ method, url }) => ({ asked: `${method} ${url}` }) });
  app.route({
    method: [...UNSAFE],
    url: '/*',
    handler: async (request) => {
      ledger.push(effectOf(request));
      return { done: `${request.method} ${request.url}` };
    },
  });
  return countingApi('bare-backend', app, ledger);
}
