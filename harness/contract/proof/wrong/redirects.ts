import { DELETES, type ProofCase } from '../proof-case.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { layers, onPath, plain, redirect, right, search, silent, withStatus } from '../targets/plain.ts';

/** The answer is somewhere else, and the way there is not open. */
export const REDIRECTS: readonly ProofCase[] = [
  {
    // After it the request is of no origin: https://fetch.spec.whatwg.org/#http-redirect-fetch, step 10
    name: 'a redirect to another API, which knows the sites and not null',
    serve: () => plain(redirect(302, search, right)),
    alsoServe: { 'https://search.shop.com': () => plain(right) },
    finds: ['site-refused'],
  },
  {
    name: 'the redirect to the new address is bare',
    serve: () => plain(onPath('/orders', redirect(301, '/reports', silent), right)),
    finds: ['site-refused'],
  },
  {
    name: 'nginx adds the slash to the address by a redirect of its own, to http',
    serve: () =>
      nginxTarget({
        http: SITES_MAP,
        server: `location /orders/ {
          add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;
          proxy_pass http://BACKEND;
        }`,
      }),
    finds: ['site-refused'],
  },
  {
    name: 'a DELETE is sent on (307) to an address that answers preflights bare',
    contract: DELETES,
    serve: () =>
      plain(
        onPath(
          '/orders/1',
          layers(right, redirect(307, '/v2/orders/1', right)),
          layers(silent, withStatus(200, right)),
        ),
      ),
    finds: ['preflight-refused'],
  },
  {
    name: 'a redirect that leads nowhere',
    serve: () => plain(withStatus(301, right)),
    finds: ['unexpected-status'],
  },
];
