import cors from 'cors';
import { BOTH, PARTNER, type ProofCase, SESSION, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { allow, isSite, plain, right } from '../targets/plain.ts';

/** What is worth knowing and breaks no promise. */
export const NOTICES: readonly ProofCase[] = [
  {
    name: 'a simple POST that is carried out for whoever asks',
    contract: {
      routes: [
        { route: 'POST /cart', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'sku=a' },
      ],
    },
    serve: () => plain(right),
    finds: ['silent-side-effect'],
  },
  {
    name: 'a JSON API that takes text/plain too, in Express',
    contract: { routes: [{ route: 'POST /cart', headers: { 'content-type': 'text/plain' }, body: '{"sku":"a"}' }] },
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES], credentials: true }));
        addShop(app);
      }),
    finds: ['silent-side-effect'],
  },
  {
    name: 'a site of another company, and a session cookie that is Lax',
    contract: { sites: [PARTNER], session: SESSION },
    serve: () => plain(allow((origin) => origin === PARTNER)),
    finds: ['third-party-cookie-blocked'],
  },
  {
    name: 'Access-Control-Max-Age of twenty days',
    contract: BOTH,
    serve: () => plain(allow(isSite, { maxAge: '1728000' })),
    finds: ['max-age-over-cap'],
  },
  {
    name: 'no Access-Control-Max-Age',
    contract: BOTH,
    serve: () => plain(allow(isSite, { maxAge: null })),
    finds: ['preflight-not-cached'],
  },
  {
    name: 'origins are compared without regard to case',
    serve: () => plain(allow((origin) => isSite(origin.toLowerCase()))),
    finds: ['origin-unreachable-in-engines'],
  },
  {
    name: 'the explicit default port is allowed as well',
    serve: () => plain(allow((origin) => isSite(origin.replace(/:443$/, '')))),
    finds: ['origin-unreachable-in-engines'],
  },
];
