import koaCors from '@koa/cors';
import cors from 'cors';
import { ADMIN, BOTH, type ProofCase, SESSION, SHOP, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { koaTarget } from '../targets/koa.ts';
import { allow, constant, isSite, layers, onPath, plain, right } from '../targets/plain.ts';

/** Those who may read something, and read something else. */
export const TOO_WIDE: readonly ProofCase[] = [
  {
    name: 'a route for the admin site under the policy of all sites',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /reports', readers: [ADMIN] }] },
    serve: () => plain(right),
    finds: ['internal-readable'],
  },
  {
    name: 'a route for nobody under the policy of all sites, in Express',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /internal', readers: 'nobody' }] },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES], credentials: true }));
        addShop(app);
      }),
    finds: ['internal-readable'],
  },
  {
    name: 'a route for nobody that lets one site read without credentials',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /internal', readers: 'nobody' }] },
    serve: () =>
      plain(
        onPath(
          '/internal',
          allow((origin) => origin === SHOP, { credentials: null }),
          right,
        ),
      ),
    finds: ['internal-readable'],
  },
  {
    name: 'a public route that reflects with credentials',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () => plain(allow(() => true)),
    finds: ['public-with-credentials'],
  },
  {
    name: 'a public route under Koa with credentials',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () => koaTarget((app) => app.use(koaCors({ credentials: true }))),
    finds: ['public-with-credentials'],
  },
  {
    name: 'the preflight allows everybody, the answer only the sites',
    contract: BOTH,
    serve: () =>
      plain(
        layers(
          allow(() => true),
          right,
        ),
      ),
    finds: ['unsafe-request-reached'],
  },
  {
    name: 'a gateway answers every OPTIONS, the backend keeps the list',
    contract: {
      credentials: false,
      routes: [{ route: 'PUT /orders/1', headers: { 'content-type': 'application/json' }, body: '{}' }],
    },
    serve: () =>
      plain(
        layers(
          constant({
            'access-control-allow-origin': '*',
            'access-control-allow-methods': 'GET,PUT,OPTIONS',
            'access-control-allow-headers': 'Content-Type,Authorization',
            'access-control-max-age': '600',
          }),
          allow(isSite, { credentials: null }),
        ),
      ),
    finds: ['unsafe-request-reached'],
  },
  {
    name: 'the preflight of a JSON POST lets null pass, the answer does not',
    contract: { routes: [{ route: 'POST /orders', headers: { 'content-type': 'application/json' }, body: '{}' }] },
    serve: () =>
      plain(
        layers(
          allow((origin) => isSite(origin) || origin === 'null'),
          right,
        ),
      ),
    finds: ['unsafe-request-reached'],
  },
  {
    name: 'a gateway answers every preflight of a GET with Authorization, the backend keeps the list',
    contract: { routes: [{ route: 'GET /orders', headers: { authorization: 'Bearer test' } }] },
    serve: () =>
      plain(
        layers(
          allow(() => true),
          right,
        ),
      ),
    finds: ['unsafe-request-reached'],
  },
  {
    name: 'a public route that reflects with credentials to whoever has a session',
    contract: { session: SESSION, routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () =>
      plain((asked) => allow(() => true, { credentials: asked.cookie === undefined ? null : 'true' })(asked)),
    finds: ['public-with-credentials'],
  },
];
