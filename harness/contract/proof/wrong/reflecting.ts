import koaCors from '@koa/cors';
import cors from 'cors';
import { cors as honoCors } from 'hono/cors';
import { BOTH, type ProofCase, SESSION } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { fastifyTarget } from '../targets/fastify.ts';
import { honoTarget } from '../targets/hono.ts';
import { koaTarget } from '../targets/koa.ts';
import { nginxTarget } from '../targets/nginx.ts';
import { allow, constant, forBrowsersAlone, isSite, onPath, plain, right } from '../targets/plain.ts';

/** Whoever asks may read. */
export const REFLECTING: readonly ProofCase[] = [
  {
    name: 'a function that reflects whoever asks',
    contract: BOTH,
    serve: () => plain(allow(() => true)),
    finds: ['reflected-origin'],
  },
  {
    name: 'a function that reflects even a request without a session, to a contract without credentials',
    contract: { credentials: false },
    serve: () => plain(allow(() => true, { credentials: null })),
    finds: ['reflected-origin'],
  },
  {
    name: 'a star where only the sites are to read',
    contract: { credentials: false },
    serve: () => plain(constant({ 'access-control-allow-origin': '*' })),
    finds: ['reflected-origin'],
  },
  {
    // Lax keeps the cookie back from other sites; from the same site it goes along. Whether http is the same, engines differ.
    name: 'a function that reflects only requests with a cookie',
    contract: { session: SESSION },
    serve: () => plain(allow((origin, { cookie }) => isSite(origin) || cookie !== undefined)),
    finds: ['origin-subdomain'],
    mayFind: ['port-ignored', 'http-origin'],
  },
  {
    name: 'Express with origin: true and credentials',
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: true, credentials: true }));
        addShop(app);
      }),
    finds: ['reflected-origin'],
  },
  {
    name: 'Fastify with origin: true and credentials',
    serve: () => fastifyTarget({ origin: true, credentials: true, methods: ['GET', 'DELETE'] }),
    finds: ['reflected-origin'],
  },
  {
    name: 'Koa with credentials and the default origin',
    contract: BOTH,
    serve: () => koaTarget((app) => app.use(koaCors({ credentials: true }))),
    finds: ['reflected-origin'],
  },
  {
    name: 'Hono with a function that gives back what it gets',
    serve: () => honoTarget((app) => app.use('*', honoCors({ origin: (origin) => origin, credentials: true }))),
    finds: ['reflected-origin'],
  },
  {
    name: 'nginx that adds $http_origin',
    serve: () =>
      nginxTarget({
        server: `location / {
          add_header Access-Control-Allow-Origin $http_origin always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;
          proxy_pass http://BACKEND;
        }`,
      }),
    finds: ['reflected-origin'],
  },
  {
    name: 'a route that was forgotten when the list came: it still reflects',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /reports' }] },
    serve: () =>
      plain(
        onPath(
          '/reports',
          allow(() => true),
          right,
        ),
      ),
    finds: ['reflected-origin'],
  },
  {
    name: 'the error path reflects whoever asks',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /admin', status: 403 }] },
    serve: () =>
      plain(
        onPath(
          '/admin',
          allow(() => true),
          right,
        ),
      ),
    finds: ['reflected-origin'],
  },
  {
    name: 'reflects whoever asks, behind a firewall that answers programs 403',
    serve: () => plain(forBrowsersAlone(allow(() => true))),
    finds: ['reflected-origin'],
  },
];
