import koaCors from '@koa/cors';
import { AT_PORTS, BOTH, type ProofCase, SITES } from '../proof-case.ts';
import { koaTarget } from '../targets/koa.ts';
import { allow, isSite, plain } from '../targets/plain.ts';

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : '');
const hostnameOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).hostname : '');

/** The right host in the wrong place, and hosts of other people's machines. */
export const OTHER_PLACES: readonly ProofCase[] = [
  {
    name: 'https? in a pattern',
    serve: () => plain(allow((origin) => /^https?:\/\/(admin\.)?shop\.com$/.test(origin))),
    finds: ['http-origin'],
  },
  {
    name: 'the scheme is cut off before hosts are compared',
    contract: BOTH,
    serve: () => plain(allow((origin) => ['shop.com', 'admin.shop.com'].includes(hostOf(origin)))),
    finds: ['http-origin'],
  },
  {
    name: 'Koa with a function that takes http of the one site too',
    serve: () =>
      koaTarget((app) =>
        app.use(
          koaCors({
            credentials: true,
            origin: ({ request }) => {
              const origin = request.headers.origin ?? '';
              return [...SITES, 'http://shop.com'].includes(origin) ? origin : '';
            },
          }),
        ),
      ),
    finds: ['http-origin'],
  },
  {
    name: 'any port, in a pattern',
    contract: BOTH,
    serve: () => plain(allow((origin) => /^https:\/\/(admin\.)?shop\.com(:\d+)?$/.test(origin))),
    finds: ['port-ignored'],
  },
  {
    name: 'hostname is compared, and the scheme, but not the port',
    serve: () =>
      plain(
        allow((origin) => origin.startsWith('https:') && ['shop.com', 'admin.shop.com'].includes(hostnameOf(origin))),
      ),
    finds: ['port-ignored'],
  },
  {
    name: 'one more port of one site, 8443',
    serve: () => plain(allow((origin) => isSite(origin) || origin === 'https://shop.com:8443')),
    finds: ['port-ignored'],
  },
  {
    name: 'http://localhost:3000 was left in the list',
    contract: BOTH,
    serve: () => plain(allow((origin) => isSite(origin) || origin === 'http://localhost:3000')),
    finds: ['development-origin'],
  },
  {
    name: 'localhost at any port',
    serve: () => plain(allow((origin) => isSite(origin) || /^http:\/\/localhost(:\d+)?$/.test(origin))),
    finds: ['development-origin'],
  },
  {
    name: '127.0.0.1 at the port of Vite',
    serve: () => plain(allow((origin) => isSite(origin) || origin === 'http://127.0.0.1:5173')),
    finds: ['development-origin'],
  },
  {
    name: 'https://localhost:3000 was left in the list',
    serve: () => plain(allow((origin) => isSite(origin) || origin === 'https://localhost:3000')),
    finds: ['development-origin'],
  },
  {
    name: '127.0.0.1 at the port of Live Server',
    serve: () => plain(allow((origin) => isSite(origin) || origin === 'http://127.0.0.1:5500')),
    finds: ['development-origin'],
  },
  {
    name: 'a port that begins like the listed one',
    contract: AT_PORTS,
    serve: () =>
      plain(allow((origin) => AT_PORTS.sites.includes(origin) || origin.startsWith('http://localhost:3000'))),
    finds: ['port-ignored'],
  },
  {
    name: 'whatever comes from the same site, by Sec-Fetch-Site',
    serve: () => plain(allow((origin, { headers }) => isSite(origin) || headers['sec-fetch-site'] === 'same-site')),
    finds: ['origin-subdomain'],
    mayFind: ['port-ignored', 'http-origin', 'origin-prefix'],
  },
];
