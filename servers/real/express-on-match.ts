import cors from 'cors';
import express from 'express';
import type { Server } from '../../harness/model/server.ts';
import { versionsOf } from './version-of.ts';

/** What it says of caches: a shared one may keep an answer, a browser asks again each time. */
const FOR_SHARED_CACHES = 'max-age=0, s-maxage=600';

/**
 * The real Express with the real `cors`, told for each request whether its Origin is listed: the "dynamic options" of
 * that middleware's documentation. Where it is told `origin: false` it adds nothing to the answer, Vary neither.
 * https://github.com/expressjs/cors#configuring-cors-asynchronously
 * @param allowList origins that may read GET /products
 */
export function expressOnMatch(allowList: readonly string[]): Server {
  const app = express();
  app.use(cors((request, callback) => callback(null, { origin: allowList.includes(request.headers.origin ?? '') })));
  app.get('/products', (_request, response) => {
    response.set('Cache-Control', FOR_SHARED_CACHES).json([{ sku: 'a', item: 'teapot' }]);
  });
  return {
    name: 'express, cors on a match',
    version: versionsOf('express', 'cors'),
    real: true,
    source: { kind: 'app', app: { ready: async () => {}, routing: app } },
  };
}
