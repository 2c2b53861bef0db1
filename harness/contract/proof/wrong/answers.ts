import koaCors from '@koa/cors';
import cors from 'cors';
import type { ErrorRequestHandler } from 'express';
import { DELETES, type ProofCase, SHOP, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { fastifyTarget } from '../targets/fastify.ts';
import { koaTarget } from '../targets/koa.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { allow, constant, inTurn, isSite, layers, onPath, plain, right, silent, withStatus } from '../targets/plain.ts';

const nginxSays = (lines: string) => ({
  http: SITES_MAP,
  server: `location / {\n${lines}\nproxy_pass http://BACKEND;\n}`,
});

/** The answer is not what its readers are to get, or not always. */
export const ANSWERS: readonly ProofCase[] = [
  {
    name: 'the 403 of a route goes out bare',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /admin', status: 403 }] },
    serve: () => plain(onPath('/admin', silent, right)),
    finds: ['error-unreadable'],
  },
  {
    name: 'authentication in Express answers before cors is asked',
    contract: { routes: [{ route: 'GET /me', status: 401 }] },
    serve: () =>
      expressTarget((app) => {
        app.get('/me', (_request, response) => void response.status(401).json({ error: 'log in' }));
        app.use(cors({ origin: [...SITES], credentials: true }));
        addShop(app);
      }),
    finds: ['error-unreadable'],
  },
  {
    name: 'nginx adds headers to good answers only',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /admin', status: 403 }] },
    serve: () =>
      nginxTarget(
        nginxSays(`add_header Access-Control-Allow-Origin $cors;
          add_header Access-Control-Allow-Credentials true;
          add_header Vary Origin always;`),
      ),
    finds: ['error-unreadable'],
  },
  {
    name: 'a gateway throttles with a bare 429',
    contract: { routes: [{ route: 'GET /limited', status: 429 }] },
    serve: () =>
      plain(onPath('/limited', constant({ 'x-amzn-errortype': 'TooManyRequestsException', vary: 'Origin' }), right)),
    finds: ['error-unreadable'],
  },
  {
    name: 'a gateway says 502 with a star, to requests with cookies',
    contract: { routes: [{ route: 'GET /broken', status: 502 }] },
    serve: () => plain(onPath('/broken', constant({ 'access-control-allow-origin': '*' }), right)),
    finds: ['wildcard-with-credentials'],
    mayFind: ['reflected-origin', 'error-unreadable'],
  },
  {
    name: 'an error handler that throws its own answer together',
    contract: { routes: [{ route: 'GET /broken', status: 500 }] },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES], credentials: true }));
        app.get('/broken', () => {
          throw new Error('out of order');
        });
        app.use(((_error, _request, response, _next) => {
          for (const name of response.getHeaderNames()) response.removeHeader(name);
          response.status(500).json({ error: 'out of order' });
        }) as ErrorRequestHandler);
      }),
    finds: ['error-unreadable'],
    mayFind: ['vary-on-match-only'],
  },
  {
    name: 'a route that fails, and says so readably',
    serve: () => plain(withStatus(500, right)),
    finds: ['unexpected-status'],
  },
  {
    name: 'a route that is not there',
    contract: { routes: [{ route: 'GET /ordres' }] },
    serve: () => plain(right),
    finds: ['unexpected-status'],
  },
  {
    name: 'an error was promised, and 200 is answered',
    contract: { routes: [{ route: 'GET /orders', status: 403 }] },
    serve: () => plain(right),
    finds: ['unexpected-status'],
  },
  {
    name: 'ETag is not exposed',
    contract: { routes: [{ route: 'GET /orders', exposes: ['etag'] }] },
    serve: () => plain(right),
    finds: ['header-not-exposed'],
  },
  {
    name: 'headers are exposed on the preflight only',
    contract: {
      routes: [{ route: 'GET /orders', headers: { authorization: 'Bearer t' }, exposes: ['x-total-count'] }],
    },
    serve: () => plain(layers(allow(isSite, { expose: 'x-total-count' }), right)),
    finds: ['header-not-exposed'],
  },
  {
    name: 'one of two headers is exposed, in Fastify',
    contract: { routes: [{ route: 'GET /orders', exposes: ['etag', 'x-total-count'] }] },
    serve: () => fastifyTarget({ origin: [...SITES], credentials: true, exposedHeaders: ['etag'] }),
    finds: ['header-not-exposed'],
  },
  {
    name: 'every second instance knows nothing of CORS',
    serve: () => plain(inTurn(right, silent)),
    finds: ['unstable-answer'],
    mayFind: ['vary-on-match-only', 'vary-missing'],
  },
  {
    name: 'every third instance has an older list',
    serve: () =>
      plain(
        inTurn(
          right,
          right,
          allow((origin) => origin === SHOP),
        ),
      ),
    finds: ['unstable-answer'],
  },
  {
    name: 'every second instance answers 500, readably',
    serve: () => plain(inTurn(right, withStatus(500, right))),
    finds: ['unstable-answer'],
  },
  {
    name: 'every second instance forgets to allow credentials',
    serve: () => plain(inTurn(right, allow(isSite, { credentials: null }))),
    finds: ['unstable-answer'],
  },
  {
    name: 'headers are exposed with spaces between them',
    contract: { routes: [{ route: 'GET /orders', exposes: ['etag', 'x-total-count'] }] },
    serve: () => plain(allow(isSite, { expose: 'ETag X-Total-Count' })),
    finds: ['header-not-exposed'],
  },
  {
    name: 'Koa that does not keep headers on errors',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /broken', status: 500 }] },
    serve: () =>
      koaTarget((app) => {
        app.use(
          koaCors({
            credentials: true,
            keepHeadersOnError: false,
            origin: ({ request }) => (isSite(request.headers.origin ?? '') ? (request.headers.origin ?? '') : ''),
          }),
        );
        app.use((context, next) => (context.path === '/broken' ? context.throw(500) : next()));
      }),
    finds: ['error-unreadable'],
  },
  {
    name: 'every second preflight is refused',
    contract: DELETES,
    serve: () => {
      const preflights = inTurn(right, silent);
      return plain(layers((asked) => preflights({ ...asked, preflight: false }), right));
    },
    finds: ['unstable-answer'],
  },
  {
    name: 'a limiter that answers a bare 429 from the fifth request of an origin on',
    serve: () => {
      const counts = new Map<string, number>();
      return plain((asked) => {
        const count = (counts.get(asked.origin ?? '') ?? 0) + 1;
        counts.set(asked.origin ?? '', count);
        return count < 5 ? right(asked) : { status: 429, headers: [] };
      });
    },
    finds: ['unstable-answer'],
  },
];
