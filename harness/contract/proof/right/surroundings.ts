import cors from 'cors';
import { cors as honoCors } from 'hono/cors';
import { csrf } from 'hono/csrf';
import { BOTH, type ProofCase, SESSION, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { honoTarget } from '../targets/hono.ts';
import { constant, forBrowsersAlone, isSite, onPath, plain, right, withStatus } from '../targets/plain.ts';

const HARDENED = {
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; sandbox",
  'strict-transport-security': 'max-age=31536000; includeSubDomains; preload',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'access-control-allow-private-network': 'true',
  'alt-svc': 'h3=":443"; ma=86400',
};

/** A right policy among other things that servers do. */
export const SURROUNDINGS: readonly ProofCase[] = [
  {
    name: 'the headers of a hardened server, of which none is about CORS',
    contract: BOTH,
    serve: () => plain((asked) => ({ headers: [...right(asked).headers, ...Object.entries(HARDENED)] })),
    finds: [],
  },
  {
    name: 'a firewall that answers programs 403',
    contract: BOTH,
    serve: () => plain(forBrowsersAlone(right)),
    finds: [],
  },
  {
    name: 'a session that is renewed by every answer, and a bare 401 without one',
    contract: { session: SESSION },
    serve: () =>
      plain((asked) =>
        asked.cookie === undefined
          ? { status: 401, headers: [] }
          : { headers: [...right(asked).headers, ['set-cookie', 'sid=2; Path=/; SameSite=Lax; Secure']] },
      ),
    finds: [],
  },
  {
    name: 'Express that throws at whoever is not listed',
    contract: BOTH,
    serve: () =>
      expressTarget((app) => {
        app.use(
          cors({
            origin: (origin, callback) =>
              isSite(origin ?? '') ? callback(null, true) : callback(new Error('Not allowed by CORS')),
            credentials: true,
          }),
        );
        addShop(app);
      }),
    finds: [],
  },
  {
    name: 'Express that gives back what headers are asked for, to sites alone',
    contract: {
      routes: [
        {
          route: 'PUT /orders/1',
          headers: { 'content-type': 'application/json', 'x-trace': '1', 'x-anything': '2' },
          body: '{}',
        },
      ],
    },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES], credentials: true, optionsSuccessStatus: 200 }));
        addShop(app);
      }),
    finds: [],
  },
  {
    name: 'Hono with csrf, and a form',
    contract: {
      routes: [
        { route: 'POST /cart', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'sku=a' },
      ],
    },
    serve: () =>
      honoTarget((app) => {
        app.use('*', honoCors({ origin: [...SITES], credentials: true }));
        app.use('*', csrf({ origin: [...SITES] }));
      }),
    finds: [],
  },
  {
    name: 'cached, and private to each',
    contract: { routes: [{ route: 'GET /orders', cached: true }] },
    serve: () => plain((asked) => ({ headers: [...right(asked).headers, ['cache-control', 'private, max-age=60']] })),
    finds: [],
  },
  {
    name: 'public with a key in a header, by stars',
    contract: { routes: [{ route: 'GET /products', readers: 'anyone', headers: { 'x-api-key': 'k' }, cached: true }] },
    serve: () => plain(constant({ 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' })),
    finds: [],
  },
  {
    name: 'for nobody, by a 403 to which a gateway adds a star',
    contract: { routes: [{ route: 'GET /orders' }, { route: 'GET /internal', readers: 'nobody' }] },
    serve: () => plain(onPath('/internal', withStatus(403, constant({ 'access-control-allow-origin': '*' })), right)),
    finds: [],
  },
];
