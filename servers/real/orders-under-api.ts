import Fastify from 'fastify';
import { type CountingApi, countingApi } from '../counting-api.ts';
import { type Effect, orderApi } from '../order-api.ts';

/** What stands behind a proxy that does CORS for it: an order API under /api that has never heard of CORS. */
export function ordersUnderApi(): CountingApi {
  const ledger: Effect[] = [];
  const app = Fastify();
  app.register(orderApi, { ledger, prefix: '/api' });
  return countingApi('orders', app, ledger);
}
