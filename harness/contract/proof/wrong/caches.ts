import cors from 'cors';
import { BOTH, DELETES, type ProofCase, SHOP } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { allow, isSite, keptByAddress, layers, plain, right } from '../targets/plain.ts';

const KEPT = { routes: [{ route: 'GET /products', cached: true }] };

/** One origin gets, or may get, the answer made for another. */
export const CACHES: readonly ProofCase[] = [
  {
    name: 'reflects the sites and never says Vary',
    serve: () => plain(allow(isSite, { vary: 'never' })),
    finds: ['vary-missing'],
  },
  {
    name: 'says Vary: Accept-Encoding, and nothing of Origin',
    serve: () =>
      plain((asked) => ({
        headers: [...allow(isSite, { vary: 'never' })(asked).headers, ['vary', 'Accept-Encoding']],
      })),
    finds: ['vary-missing'],
  },
  {
    name: 'says Vary on preflights only',
    contract: BOTH,
    serve: () => plain(layers(right, allow(isSite, { vary: 'never' }))),
    finds: ['vary-missing'],
  },
  {
    name: 'nginx with a map and no Vary',
    serve: () =>
      nginxTarget({
        http: SITES_MAP,
        server: `location / {
          add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          proxy_pass http://BACKEND;
        }`,
      }),
    finds: ['vary-missing'],
  },
  {
    name: 'one site in a constant that is sent only to itself, without Vary',
    contract: { sites: [SHOP] },
    serve: () => plain(allow((origin) => origin === SHOP, { vary: 'never' })),
    finds: ['vary-missing'],
  },
  {
    name: 'Vary only where an origin matched',
    serve: () => plain(allow(isSite, { vary: 'match' })),
    finds: ['vary-on-match-only'],
  },
  {
    name: 'Vary only where there is an Origin',
    serve: () => plain(allow(isSite, { vary: 'origin' })),
    finds: ['vary-on-match-only'],
  },
  {
    name: 'Express with dynamic options, which add Vary on a match only',
    serve: () =>
      expressTarget((app) => {
        app.use(
          cors((request, callback) =>
            callback(
              null,
              isSite(request.headers.origin ?? '')
                ? { origin: request.headers.origin ?? '', credentials: true }
                : { origin: false },
            ),
          ),
        );
        addShop(app);
      }),
    finds: ['vary-on-match-only'],
  },
  {
    name: 'a cached route that varies and does not say so',
    contract: KEPT,
    serve: () => plain(allow(isSite, { vary: 'never' })),
    finds: ['cache-poisoned'],
    mayFind: ['vary-missing'],
  },
  {
    name: 'a cached route that says Vary on a match only',
    contract: KEPT,
    serve: () => plain(allow(isSite, { vary: 'match' })),
    finds: ['cache-poisoned'],
    mayFind: ['vary-on-match-only'],
  },
  {
    name: 'a cached public route that says its star only to requests with an Origin',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone', cached: true }] },
    serve: () => plain(allow(() => true, { origin: '*', credentials: null, vary: 'never' })),
    finds: ['cache-poisoned'],
    mayFind: ['vary-missing'],
  },
  {
    name: 'a CDN whose cache key has no Origin, before an API that says Vary',
    contract: KEPT,
    serve: () => plain(keptByAddress(right)),
    finds: ['cache-poisoned'],
    mayFind: ['site-refused'],
  },
  {
    name: 'a CDN whose cache key has neither Origin nor query',
    serve: () => plain(keptByAddress(right, 'path')),
    finds: ['site-refused'],
  },
  {
    name: 'a CDN that keeps preflights by address',
    contract: DELETES,
    serve: () => plain(keptByAddress(right, 'target', 'OPTIONS')),
    finds: ['preflight-refused'],
  },
  {
    name: 'a 404 with the headers and no Vary',
    contract: { routes: [{ route: 'GET /nothing', status: 404 }] },
    serve: () => plain(allow(isSite, { vary: 'never' })),
    finds: ['vary-missing'],
  },
  {
    name: 'says Vary: X-Origin',
    serve: () =>
      plain((asked) => ({ headers: [...allow(isSite, { vary: 'never' })(asked).headers, ['vary', 'X-Origin']] })),
    finds: ['vary-missing'],
  },
];
