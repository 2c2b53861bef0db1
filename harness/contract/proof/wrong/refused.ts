import cors from 'cors';
import { cors as honoCors } from 'hono/cors';
import { DELETES, type ProofCase, SHOP, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { honoTarget } from '../targets/hono.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { allow, constant, isSite, layers, plain, right, silent, withStatus } from '../targets/plain.ts';

/** The answer itself is refused. */
export const REFUSED: readonly ProofCase[] = [
  {
    name: 'a route without a word of CORS',
    serve: () => plain(silent),
    finds: ['site-refused'],
  },
  {
    name: 'the second site was never added',
    serve: () => plain(allow((origin) => origin === SHOP)),
    finds: ['site-refused'],
  },
  {
    name: 'one site in a constant, for two',
    serve: () =>
      plain(
        constant({ 'access-control-allow-origin': SHOP, 'access-control-allow-credentials': 'true', vary: 'Origin' }),
      ),
    finds: ['site-refused'],
  },
  {
    name: 'Express with a slash at the end of each origin',
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: SITES.map((site) => `${site}/`), credentials: true }));
        addShop(app);
      }),
    finds: ['site-refused'],
  },
  {
    name: 'Express with cors after the routes',
    serve: () =>
      expressTarget((app) => {
        addShop(app);
        app.use(cors({ origin: [...SITES], credentials: true }));
      }),
    finds: ['site-refused'],
  },
  {
    name: 'the preflight is fine, the answer is bare',
    contract: DELETES,
    serve: () => plain(layers(right, silent)),
    finds: ['site-refused'],
  },
  {
    name: 'a public route under the list of the sites',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () => plain(allow(isSite, { credentials: null })),
    finds: ['public-refused'],
  },
  {
    name: 'a public route without a word of CORS',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () => plain(silent),
    finds: ['public-refused'],
  },
  {
    name: 'a star for requests with cookies',
    serve: () => plain(constant({ 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' })),
    finds: ['wildcard-with-credentials'],
    mayFind: ['reflected-origin'],
  },
  {
    name: 'Express as it is by default, for requests with cookies',
    serve: () =>
      expressTarget((app) => {
        app.use(cors());
        addShop(app);
      }),
    finds: ['wildcard-with-credentials'],
    mayFind: ['reflected-origin'],
  },
  {
    name: 'a star only in the preflight, for requests with cookies',
    contract: DELETES,
    serve: () =>
      plain(
        layers(
          allow(() => true, { origin: '*' }),
          right,
        ),
      ),
    finds: ['wildcard-with-credentials'],
    mayFind: ['unsafe-request-reached'],
  },
  {
    name: 'no Allow-Credentials',
    serve: () => plain(allow(isSite, { credentials: null })),
    finds: ['credentials-refused'],
  },
  {
    name: 'Allow-Credentials: True, with a capital',
    serve: () => plain(allow(isSite, { credentials: 'True' })),
    finds: ['credentials-refused'],
  },
  {
    name: 'Allow-Credentials on the preflight only',
    contract: DELETES,
    serve: () => plain(layers(right, allow(isSite, { credentials: null }))),
    finds: ['credentials-refused'],
  },
  {
    name: 'Allow-Credentials on the answer only',
    contract: DELETES,
    serve: () => plain(layers(allow(isSite, { credentials: null }), right)),
    finds: ['credentials-refused'],
  },
  {
    name: 'Hono without credentials, for requests with cookies',
    serve: () => honoTarget((app) => app.use('*', honoCors({ origin: [...SITES] }))),
    finds: ['credentials-refused'],
  },
  {
    name: 'Allow-Credentials by two layers',
    serve: () =>
      plain((asked) => ({ headers: [...right(asked).headers, ['access-control-allow-credentials', 'true']] })),
    finds: ['credentials-refused'],
  },
  {
    name: 'Express that throws at whoever is not listed, and one site is not',
    serve: () =>
      expressTarget((app) => {
        app.use(
          cors({
            origin: (origin, callback) =>
              origin === SHOP ? callback(null, true) : callback(new Error('Not allowed by CORS')),
            credentials: true,
          }),
        );
        addShop(app);
      }),
    finds: ['site-refused'],
  },
  {
    name: 'HEAD is bare',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'HEAD /products' }] },
    serve: () => plain((asked) => (asked.method === 'HEAD' ? silent : right)(asked)),
    finds: ['site-refused'],
  },
  {
    name: 'a 304 is bare',
    contract: { routes: [{ route: 'GET /orders', headers: { 'if-none-match': '"1"' }, status: 304 }] },
    serve: () => plain(layers(allow(isSite, { headers: 'if-none-match' }), withStatus(304, silent))),
    finds: ['site-refused'],
  },
  {
    name: 'nginx: a location with a header of its own has none of those of the server',
    serve: () =>
      nginxTarget({
        http: SITES_MAP,
        server: `add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;
          location / {
            add_header X-Frame-Options DENY;
            proxy_pass http://BACKEND;
          }`,
      }),
    finds: ['site-refused'],
  },
];
