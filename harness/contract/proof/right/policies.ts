import cors from 'cors';
import { ADMIN, AT_PORTS, BOTH, PARTNER, type ProofCase, SESSION, SHOP } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { allow, constant, isSite, layers, onPath, plain, right, silent } from '../targets/plain.ts';

const SUBDOMAINS = [SHOP, ADMIN, 'https://eu.shop.com', 'https://us.shop.com'];

/** Right policies of many kinds; `finds` names the one warning that is true of it. */
export const POLICIES: readonly ProofCase[] = [
  {
    name: 'a public route with a star, and no Vary',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () => plain(constant({ 'access-control-allow-origin': '*' })),
    finds: [],
  },
  {
    name: 'a public route with a star and Allow-Credentials, which browsers refuse',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone' }] },
    serve: () => plain(constant({ 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' })),
    finds: [],
  },
  {
    name: 'a public route that reflects without credentials, and varies',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone', cached: true }] },
    serve: () => plain(allow(() => true, { credentials: null })),
    finds: [],
  },
  {
    name: 'a policy for each route',
    contract: {
      routes: [
        { route: 'GET /orders' },
        { route: 'GET /products', readers: 'anyone' },
        { route: 'GET /reports', readers: [ADMIN] },
        { route: 'GET /internal', readers: 'nobody' },
      ],
    },
    serve: () =>
      plain(
        onPath(
          '/products',
          constant({ 'access-control-allow-origin': '*' }),
          onPath(
            '/reports',
            allow((origin) => origin === ADMIN),
            onPath('/internal', silent, right),
          ),
        ),
      ),
    finds: [],
  },
  {
    name: 'sub-domains that are all listed',
    contract: { sites: SUBDOMAINS },
    serve: () => plain(allow((origin) => SUBDOMAINS.includes(origin))),
    finds: [],
  },
  {
    name: 'errors of every kind with the same headers',
    contract: {
      routes: [
        { route: 'GET /me', status: 401 },
        { route: 'GET /admin', status: 403 },
        { route: 'GET /nothing', status: 404 },
        { route: 'GET /limited', status: 429 },
        { route: 'GET /broken', status: 502 },
      ],
    },
    serve: () => plain(right),
    finds: [],
  },
  {
    name: 'strangers are told the first site, as some gateways do, and Vary',
    serve: () =>
      plain((asked) => allow(() => true, { origin: isSite(asked.origin ?? '') ? (asked.origin ?? '') : SHOP })(asked)),
    finds: [],
  },
  {
    name: 'no CORS at all, for routes that no page may read',
    contract: {
      routes: [
        { route: 'GET /orders', readers: 'nobody' },
        { route: 'DELETE /orders/1', readers: 'nobody' },
      ],
    },
    serve: () => plain(silent),
    finds: [],
  },
  {
    name: 'one site in a constant, to everybody, without Vary',
    contract: { sites: [SHOP], routes: [{ route: 'GET /orders' }, { route: 'GET /products', cached: true }] },
    serve: () => plain(constant({ 'access-control-allow-origin': SHOP, 'access-control-allow-credentials': 'true' })),
    finds: [],
  },
  {
    name: 'Express with a string, for one site',
    contract: { sites: [SHOP] },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: SHOP, credentials: true }));
        addShop(app);
      }),
    finds: [],
  },
  {
    name: 'cached routes with Vary on every answer',
    contract: {
      routes: [
        { route: 'GET /products', cached: true },
        { route: 'GET /orders', cached: true },
      ],
    },
    serve: () => plain(right),
    finds: [],
  },
  {
    name: 'Vary among others, in one line, in capitals',
    contract: { routes: [{ route: 'GET /products', cached: true }] },
    serve: () =>
      plain((asked) => ({
        headers: [...allow(isSite, { vary: 'never' })(asked).headers, ['vary', 'Accept-Encoding, ORIGIN']],
      })),
    finds: [],
  },
  {
    name: 'Vary: *',
    serve: () => plain((asked) => ({ headers: [...allow(isSite, { vary: 'never' })(asked).headers, ['vary', '*']] })),
    finds: [],
  },
  {
    name: 'sessions, at a site of the same company',
    contract: { session: SESSION },
    serve: () =>
      plain((asked) => ({
        ...right(asked),
        ...(asked.cookie === undefined && !asked.preflight ? { status: 401 } : {}),
      })),
    finds: [],
  },
  {
    name: 'a star everywhere, without credentials, with Authorization by name',
    contract: {
      sites: [SHOP, PARTNER],
      routes: [
        {
          route: 'GET /products',
          readers: 'anyone',
          headers: { authorization: 'Bearer public' },
          exposes: ['cache-control'],
        },
      ],
    },
    serve: () =>
      plain(
        layers(
          constant({
            'access-control-allow-origin': '*',
            'access-control-allow-methods': '*',
            'access-control-allow-headers': '*, authorization',
            'access-control-max-age': '600',
          }),
          constant({ 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' }),
        ),
      ),
    finds: [],
  },
  {
    name: 'a simple POST that checks who asks',
    contract: {
      routes: [
        { route: 'POST /cart', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'sku=a' },
      ],
    },
    serve: () =>
      plain((asked) => ({
        ...right(asked),
        ...(isSite(asked.origin ?? '') || asked.preflight ? {} : { status: 403 }),
      })),
    finds: [],
  },
  {
    name: 'a simple POST that does not, with which only the warning is wrong',
    contract: {
      routes: [
        { route: 'POST /cart', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'sku=a' },
      ],
    },
    serve: () => plain(right),
    finds: ['silent-side-effect'],
  },
  {
    name: 'strangers are answered 403 and told nothing, preflights too',
    contract: BOTH,
    serve: () =>
      plain((asked) =>
        asked.origin === undefined || isSite(asked.origin)
          ? right(asked)
          : { status: 403, headers: [['vary', 'Origin']] },
      ),
    finds: [],
  },
  {
    name: 'http sites, sites at ports and addresses, one with an international name, all listed',
    contract: AT_PORTS,
    serve: () => plain(allow((origin) => AT_PORTS.sites.includes(origin))),
    finds: [],
  },
  {
    name: 'two APIs, each with a policy of its own',
    contract: {
      routes: [
        { route: 'GET https://api.shop.com/orders' },
        { route: 'GET https://search.shop.com/products', readers: 'anyone' },
      ],
    },
    serve: () => plain(right),
    alsoServe: { 'https://search.shop.com': () => plain(constant({ 'access-control-allow-origin': '*' })) },
    finds: [],
  },
];
