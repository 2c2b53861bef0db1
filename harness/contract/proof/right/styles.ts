import koaCors from '@koa/cors';
import cors from 'cors';
import { cors as honoCors } from 'hono/cors';
import { BOTH, type ProofCase, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { fastifyTarget } from '../targets/fastify.ts';
import { honoTarget } from '../targets/hono.ts';
import { koaTarget } from '../targets/koa.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { allow, isSite, plain } from '../targets/plain.ts';

const EVERYTHING = [
  { route: 'GET /orders', exposes: ['etag', 'x-total-count'] },
  { route: 'PUT /orders/1', headers: { 'content-type': 'application/json' }, body: '{"id":1}' },
  { route: 'DELETE /orders/1', headers: { authorization: 'Bearer test' } },
  { route: 'GET /admin', status: 403 },
];

const listing = (origin: string | undefined) => (isSite(origin ?? '') ? (origin ?? '') : '');

/** One right policy in the styles of many frameworks. */
export const STYLES: readonly ProofCase[] = [
  {
    name: 'a plain function with a list',
    contract: { routes: EVERYTHING },
    serve: () => plain(allow(isSite, { expose: 'etag, x-total-count' })),
    finds: [],
  },
  {
    name: 'a pattern that is anchored and escaped',
    contract: BOTH,
    serve: () => plain(allow((origin) => /^https:\/\/(?:admin\.)?shop\.com$/.test(origin))),
    finds: [],
  },
  {
    name: 'Express with an array',
    contract: { routes: EVERYTHING },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES], credentials: true, exposedHeaders: ['ETag', 'X-Total-Count'] }));
        addShop(app);
      }),
    finds: [],
  },
  {
    name: 'Express with a function that is told the origin, and says it',
    serve: () =>
      expressTarget((app) => {
        app.use(
          cors({
            origin: (origin, callback) => callback(null, isSite(origin ?? '') ? [...SITES] : []),
            credentials: true,
          }),
        );
        addShop(app);
      }),
    finds: [],
  },
  {
    name: 'Fastify with an array',
    contract: { routes: EVERYTHING },
    serve: () =>
      fastifyTarget({
        origin: [...SITES],
        credentials: true,
        methods: ['GET', 'PUT', 'DELETE'],
        exposedHeaders: ['etag', 'x-total-count'],
      }),
    finds: [],
  },
  {
    name: 'Hono with an array',
    contract: { routes: EVERYTHING },
    serve: () =>
      honoTarget((app) =>
        app.use('*', honoCors({ origin: [...SITES], credentials: true, exposeHeaders: ['etag', 'x-total-count'] })),
      ),
    finds: [],
  },
  {
    name: 'Koa with a function',
    contract: { routes: EVERYTHING },
    serve: () =>
      koaTarget((app) =>
        app.use(
          koaCors({
            credentials: true,
            exposeHeaders: 'etag,x-total-count',
            origin: ({ request }) => listing(request.headers.origin),
          }),
        ),
      ),
    finds: [],
  },
  {
    name: 'nginx with a map, always, and OPTIONS with headers of its own',
    contract: { routes: EVERYTHING },
    serve: () => {
      const lines = `add_header Access-Control-Allow-Origin $cors always;
        add_header Access-Control-Allow-Credentials true always;
        add_header Access-Control-Expose-Headers "etag, x-total-count" always;
        add_header Vary Origin always;`;
      return nginxTarget({
        http: SITES_MAP,
        server: `location / {
          if ($request_method = OPTIONS) {
            ${lines}
            add_header Access-Control-Allow-Methods "GET, PUT, DELETE";
            add_header Access-Control-Allow-Headers "authorization, content-type";
            add_header Access-Control-Max-Age 600;
            return 204;
          }
          ${lines}
          proxy_pass http://BACKEND;
        }`,
      });
    },
    finds: [],
  },
];
