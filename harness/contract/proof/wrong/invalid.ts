import { ADMIN, type ProofCase, SHOP, SITES } from '../proof-case.ts';
import { nginxTarget, SITES_MAP } from '../targets/nginx.ts';
import { allow, constant, isSite, plain, right } from '../targets/plain.ts';

const nginxSays = (lines: string) => ({
  http: SITES_MAP,
  server: `location / {\n${lines}\nproxy_pass http://BACKEND;\n}`,
});

/** Access-Control-Allow-Origin is there, and is nothing a browser takes. */
export const INVALID: readonly ProofCase[] = [
  {
    name: 'all sites in one header, with commas',
    serve: () => plain(allow(() => true, { origin: SITES.join(', ') })),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'all sites in one header, with spaces',
    serve: () => plain(allow(() => true, { origin: SITES.join(' ') })),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'the origin with a slash at the end',
    serve: () =>
      plain((asked) => {
        const word = right(asked);
        return { headers: word.headers.map(([name, value]) => [name, name.endsWith('-origin') ? `${value}/` : value]) };
      }),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'the host without a scheme',
    contract: { sites: [SHOP] },
    serve: () => plain(allow((origin) => origin === SHOP, { origin: 'shop.com' })),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'the host with capitals',
    contract: { sites: [SHOP] },
    serve: () => plain(allow((origin) => origin === SHOP, { origin: 'https://Shop.com' })),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'a star for sub-domains, as some configurations know it',
    contract: { sites: [ADMIN] },
    serve: () =>
      plain(
        constant({ 'access-control-allow-origin': 'https://*.shop.com', 'access-control-allow-credentials': 'true' }),
      ),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'nginx and the backend both add it',
    serve: () =>
      nginxTarget(
        nginxSays(`add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;`),
        plain(allow(isSite, { credentials: null, vary: 'never' })),
      ),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'a star and an origin, by two layers',
    contract: { credentials: false },
    serve: () =>
      plain((asked) => ({
        headers: [['access-control-allow-origin', '*'], ...allow(isSite, { credentials: null })(asked).headers],
      })),
    finds: ['invalid-allow-origin'],
    mayFind: ['reflected-origin'],
  },
  {
    name: 'the word undefined',
    serve: () => plain(allow(() => true, { origin: 'undefined' })),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'the origin with its default port',
    contract: { sites: [SHOP] },
    serve: () => plain(allow((origin) => origin === SHOP, { origin: `${SHOP}:443` })),
    finds: ['invalid-allow-origin'],
  },
  {
    name: 'all sites in one header, as JSON',
    serve: () => plain(allow(() => true, { origin: JSON.stringify(SITES) })),
    finds: ['invalid-allow-origin'],
  },
];
