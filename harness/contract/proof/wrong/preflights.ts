import koaCors from '@koa/cors';
import cors from 'cors';
import { DELETES, JSON_POST, type ProofCase, SHOP, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { fastifyTarget } from '../targets/fastify.ts';
import { koaTarget } from '../targets/koa.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { allow, isSite, layers, plain, right, silent, withStatus } from '../targets/plain.ts';

const nginxSays = (lines: string) => ({
  http: SITES_MAP,
  server: `location / {\n${lines}\nproxy_pass http://BACKEND;\n}`,
});

/** The preflight does not let the request pass. */
export const PREFLIGHTS: readonly ProofCase[] = [
  {
    name: 'OPTIONS is not a route',
    contract: DELETES,
    serve: () => plain(layers(withStatus(404, right), right)),
    finds: ['preflight-refused'],
  },
  {
    name: 'OPTIONS is not allowed, and says nothing',
    contract: DELETES,
    serve: () => plain(layers(withStatus(405, silent), right)),
    finds: ['preflight-refused'],
  },
  {
    name: 'authentication comes before CORS',
    contract: { routes: [{ route: 'DELETE /orders/1', headers: { authorization: 'Bearer test' } }] },
    serve: () =>
      expressTarget((app) => {
        app.use((request, response, next) => {
          if (request.headers.authorization === undefined) response.status(401).json({ error: 'log in' });
          else next();
        });
        app.use(cors({ origin: [...SITES], credentials: true }));
        addShop(app);
      }),
    finds: ['preflight-refused'],
  },
  {
    name: 'a gateway throttles OPTIONS with headers that are right',
    contract: JSON_POST,
    serve: () => plain(layers(withStatus(429, right), right)),
    finds: ['preflight-refused'],
  },
  {
    name: 'nginx with an if for OPTIONS that inherits no header',
    contract: DELETES,
    serve: () =>
      nginxTarget(
        nginxSays(`add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;
          if ($request_method = OPTIONS) {
            add_header Access-Control-Allow-Methods "GET, DELETE";
            add_header Vary Origin always;
            return 204;
          }`),
      ),
    finds: ['preflight-refused'],
  },
  {
    name: 'Express with a function that says false for the second site: OPTIONS falls through',
    contract: DELETES,
    serve: () =>
      expressTarget((app) => {
        app.use((_request, response, next) => next(response.vary('Origin') && undefined));
        app.use(
          cors((request, callback) => callback(null, { origin: request.headers.origin === SHOP, credentials: true })),
        );
        addShop(app);
      }),
    finds: ['preflight-refused'],
    mayFind: ['reflected-origin'],
  },
  {
    name: 'a redirect to the address with a slash',
    contract: DELETES,
    serve: () => plain(layers(({ path }) => ({ status: 301, headers: [['location', `${path}/`]] }), right)),
    finds: ['preflight-redirected'],
  },
  {
    name: 'a redirect to the login, with headers that are right',
    contract: JSON_POST,
    serve: () =>
      plain(layers((asked) => ({ status: 302, headers: [...right(asked).headers, ['location', '/login']] }), right)),
    finds: ['preflight-redirected'],
  },
  {
    name: 'a redirect of OPTIONS to the address itself (307)',
    contract: DELETES,
    serve: () =>
      plain(layers((asked) => ({ status: 307, headers: [...right(asked).headers, ['location', asked.path]] }), right)),
    finds: ['preflight-redirected'],
  },
  {
    name: 'Fastify as it is by default, and a DELETE',
    contract: DELETES,
    serve: () => fastifyTarget({ origin: [...SITES], credentials: true }),
    finds: ['method-not-allowed'],
  },
  {
    name: 'Allow-Methods in small letters',
    contract: DELETES,
    serve: () => plain(allow(isSite, { methods: 'get, post, delete' })),
    finds: ['method-not-allowed'],
  },
  {
    name: 'no Allow-Methods, and a PUT',
    contract: { routes: [{ route: 'PUT /orders/1', headers: { 'content-type': 'application/json' }, body: '{}' }] },
    serve: () => plain(allow(isSite, { methods: null })),
    finds: ['method-not-allowed'],
  },
  {
    name: 'Allow-Methods with semicolons: a list that does not parse',
    contract: DELETES,
    serve: () => plain(allow(isSite, { methods: 'GET; POST; DELETE' })),
    finds: ['method-not-allowed'],
  },
  {
    name: 'Koa with methods that lack PATCH',
    contract: { routes: [{ route: 'PATCH /orders/1', headers: { 'content-type': 'application/json' }, body: '{}' }] },
    serve: () =>
      koaTarget((app) =>
        app.use(
          koaCors({
            credentials: true,
            allowMethods: 'GET,POST',
            origin: ({ request }) => (isSite(request.headers.origin ?? '') ? (request.headers.origin ?? '') : ''),
          }),
        ),
      ),
    finds: ['method-not-allowed'],
  },
  {
    name: 'Allow-Headers without Authorization',
    contract: { routes: [{ route: 'GET /orders', headers: { authorization: 'Bearer test' } }] },
    serve: () => plain(allow(isSite, { headers: 'content-type' })),
    finds: ['header-not-allowed'],
  },
  {
    name: 'no Allow-Headers, and JSON',
    contract: JSON_POST,
    serve: () => plain(allow(isSite, { headers: null })),
    finds: ['header-not-allowed'],
  },
  {
    name: 'Allow-Headers with a colon: a list that does not parse',
    contract: JSON_POST,
    serve: () => plain(allow(isSite, { headers: 'content-type: application/json' })),
    finds: ['header-not-allowed'],
  },
  {
    name: 'Express with allowedHeaders that lack the new one',
    contract: { routes: [{ route: 'GET /orders', headers: { 'x-trace': '1' } }] },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES], credentials: true, allowedHeaders: ['content-type', 'authorization'] }));
        addShop(app);
      }),
    finds: ['header-not-allowed'],
  },
  {
    name: 'a star in Allow-Headers, with credentials',
    contract: JSON_POST,
    serve: () => plain(allow(isSite, { headers: '*' })),
    finds: ['wildcard-taken-literally'],
  },
  {
    name: 'a star in Allow-Methods, with credentials',
    contract: DELETES,
    serve: () => plain(allow(isSite, { methods: '*' })),
    finds: ['wildcard-taken-literally'],
  },
  {
    name: 'a star in Expose-Headers, with credentials',
    contract: { routes: [{ route: 'GET /orders', exposes: ['etag'] }] },
    serve: () => plain(allow(isSite, { expose: '*' })),
    finds: ['wildcard-taken-literally'],
  },
  {
    name: 'the first of the requested headers is given back',
    contract: { routes: [{ route: 'GET /orders', headers: { authorization: 'Bearer test', 'x-trace': '1' } }] },
    serve: () =>
      plain((asked) => {
        const [first = ''] = (asked.headers['access-control-request-headers'] ?? '').split(',');
        return allow(isSite, { headers: first })(asked);
      }),
    finds: ['header-not-allowed'],
  },
  {
    name: 'the preflight names one site in a constant, for two',
    contract: DELETES,
    serve: () =>
      plain(
        layers(
          allow(() => true, { origin: SHOP }),
          right,
        ),
      ),
    finds: ['preflight-refused'],
  },
];
