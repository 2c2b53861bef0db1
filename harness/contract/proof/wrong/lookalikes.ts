import cors from 'cors';
import { cors as honoCors } from 'hono/cors';
import { ADMIN, BOTH, PARTNER, type ProofCase, SHOP, SITES } from '../proof-case.ts';
import { addShop, expressTarget } from '../targets/express.ts';
import { fastifyTarget } from '../targets/fastify.ts';
import { honoTarget } from '../targets/hono.ts';
import { nginxTarget } from '../targets/nginx.ts';
import { allow, isSite, plain } from '../targets/plain.ts';

const WITH_PARTNER = { sites: [SHOP, PARTNER] };
const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : '');

/** Origins that look like a listed one to a careless comparison. */
export const LOOKALIKES: readonly ProofCase[] = [
  {
    name: 'a list that has the word null in it',
    contract: BOTH,
    serve: () => plain(allow((origin) => isSite(origin) || origin === 'null')),
    finds: ['null-origin'],
  },
  {
    name: 'Express with null in its array, for a file that was once opened by hand',
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: [...SITES, 'null'], credentials: true }));
        addShop(app);
      }),
    finds: ['null-origin'],
  },
  {
    name: 'a fallback to the word null for whoever is not listed',
    serve: () =>
      plain((asked) => {
        const { headers } = allow(() => true, { origin: isSite(asked.origin ?? '') ? (asked.origin ?? '') : 'null' })(
          asked,
        );
        return { headers };
      }),
    finds: ['null-origin'],
  },
  {
    name: 'startsWith',
    contract: BOTH,
    serve: () => plain(allow((origin) => SITES.some((site) => origin.startsWith(site)))),
    finds: ['origin-prefix'],
    mayFind: ['origin-joined', 'port-ignored'],
  },
  {
    name: 'a pattern without an end',
    serve: () => plain(allow((origin) => /^https:\/\/(admin\.)?shop\.com/.test(origin))),
    finds: ['origin-prefix'],
    mayFind: ['origin-joined', 'port-ignored'],
  },
  {
    name: 'a pattern that ends at a dot or at the end',
    serve: () => plain(allow((origin) => /^https:\/\/(admin\.)?shop\.com(\.|$)/.test(origin))),
    finds: ['origin-prefix'],
    mayFind: ['origin-joined'],
  },
  {
    name: 'a pattern that ends at whatever is no part of a name',
    serve: () => plain(allow((origin) => /^https:\/\/(admin\.)?shop\.com(?![\w.:-])/.test(origin))),
    finds: ['origin-prefix'],
    mayFind: ['origin-unreachable-in-engines'],
  },
  {
    name: 'a pattern that bears a dot at the end',
    serve: () => plain(allow((origin) => isSite(origin.replace(/\.$/, '')))),
    finds: ['origin-prefix'],
  },
  {
    name: 'endsWith, of a host',
    serve: () => plain(allow((origin) => hostOf(origin).endsWith('shop.com') && origin.startsWith('https://'))),
    finds: ['origin-suffix'],
    mayFind: ['origin-joined', 'origin-subdomain'],
  },
  {
    name: 'the pattern of a README, /example\\.com$/',
    contract: BOTH,
    serve: () =>
      expressTarget((app) => {
        app.use(cors({ origin: /shop\.com$/, credentials: true }));
        addShop(app);
      }),
    finds: ['origin-suffix'],
    mayFind: ['origin-joined', 'origin-subdomain', 'http-origin'],
  },
  {
    name: 'the same pattern in Fastify',
    serve: () => fastifyTarget({ origin: /shop\.com$/, credentials: true, methods: ['GET', 'DELETE'] }),
    finds: ['origin-suffix'],
    mayFind: ['origin-joined', 'origin-subdomain', 'http-origin'],
  },
  {
    name: 'a pattern that lets letters stand before the host',
    serve: () => plain(allow((origin) => /^https:\/\/(admin\.|[a-z]*)shop\.com$/.test(origin))),
    finds: ['origin-suffix'],
  },
  {
    name: 'a pattern with bare dots',
    serve: () => plain(allow((origin) => /^https:\/\/(admin.)?shop.com$/.test(origin))),
    finds: ['origin-unescaped'],
  },
  {
    name: 'a list whose entries are made into patterns',
    contract: BOTH,
    serve: () => plain(allow((origin) => SITES.some((site) => new RegExp(`^${site}$`).test(origin)))),
    finds: ['origin-unescaped'],
  },
  {
    name: 'one bare dot among escaped ones, of the second site only',
    serve: () => plain(allow((origin) => /^https:\/\/(admin.shop|shop)\.com$/.test(origin))),
    finds: ['origin-unescaped'],
  },
  {
    name: 'nginx with a map of patterns without escapes',
    serve: () =>
      nginxTarget({
        http: `map $http_origin $cors { default ""; ~^https://shop.com$ $http_origin; ~^https://admin.shop.com$ $http_origin; }`,
        server: `location / {
          add_header Access-Control-Allow-Origin $cors always;
          add_header Access-Control-Allow-Credentials true always;
          add_header Vary Origin always;
          proxy_pass http://BACKEND;
        }`,
      }),
    finds: ['origin-unescaped'],
  },
  {
    name: 'any sub-domain of one label',
    contract: BOTH,
    serve: () => plain(allow((origin) => /^https:\/\/([a-z0-9-]+\.)?shop\.com$/.test(origin))),
    finds: ['origin-subdomain'],
  },
  {
    name: 'any sub-domain, however deep, in Hono',
    serve: () =>
      honoTarget((app) =>
        app.use(
          '*',
          honoCors({
            origin: (origin) => (origin === SHOP || origin.endsWith('.shop.com') ? origin : null),
            credentials: true,
          }),
        ),
      ),
    finds: ['origin-subdomain'],
    mayFind: ['http-origin'],
  },
  {
    name: 'only nested sub-domains, by a pattern of two labels',
    serve: () =>
      plain(allow((origin) => isSite(origin) || /^https:\/\/[a-z0-9-]+\.[a-z0-9-]+\.shop\.com$/.test(origin))),
    finds: ['origin-subdomain'],
  },
  {
    name: 'begins like a site and ends like a site',
    contract: BOTH,
    serve: () => plain(allow((origin) => (origin.startsWith(SHOP) && origin.endsWith('shop.com')) || origin === ADMIN)),
    finds: ['origin-joined'],
  },
  {
    name: 'a pattern in which hosts may be repeated',
    contract: WITH_PARTNER,
    serve: () => plain(allow((origin) => /^https:\/\/(shop\.com|partner\.org)+$/.test(origin))),
    finds: ['origin-joined'],
  },
  {
    name: 'begin and end of the host are looked up apart',
    contract: WITH_PARTNER,
    serve: () =>
      plain(
        allow((origin) => {
          const hosts = ['shop.com', 'partner.org'];
          const host = origin.replace(/^https:\/\//, '');
          return hosts.some((each) => host.startsWith(each)) && hosts.some((each) => host.endsWith(each));
        }),
      ),
    finds: ['origin-joined'],
  },
  {
    name: 'alternatives without brackets',
    contract: WITH_PARTNER,
    serve: () => plain(allow((origin) => /^https:\/\/shop\.com|partner\.org$/.test(origin))),
    finds: ['origin-prefix', 'origin-suffix'],
    mayFind: ['origin-joined', 'origin-subdomain', 'http-origin', 'port-ignored'],
  },
  {
    name: 'includes',
    serve: () => plain(allow((origin) => origin.includes('shop.com'))),
    finds: ['origin-prefix', 'origin-suffix'],
    mayFind: ['origin-joined', 'origin-subdomain', 'http-origin', 'port-ignored'],
  },
  {
    name: 'indexOf, in a list that is one text',
    serve: () => plain(allow((origin) => SITES.join(',').indexOf(origin) !== -1)),
    finds: ['origin-prefix'],
  },
  {
    name: 'any top-level domain',
    serve: () => plain(allow((origin) => /^https:\/\/(admin\.)?shop\.[a-z]{2,3}$/.test(origin))),
    finds: ['origin-prefix'],
  },
  {
    name: 'Referer decides, by its beginning',
    serve: () =>
      plain(allow((_origin, { headers: { referer = '' } }) => SITES.some((site) => referer.startsWith(site)))),
    finds: ['origin-prefix'],
    mayFind: ['origin-joined', 'port-ignored'],
  },
  {
    name: 'nginx with an if from a forum',
    serve: () =>
      nginxTarget({
        server: `location / {
          if ($http_origin ~* (shop\\.com|admin\\.shop\\.com)) {
            add_header Access-Control-Allow-Origin $http_origin;
            add_header Access-Control-Allow-Credentials true;
          }
          proxy_pass http://BACKEND;
        }`,
      }),
    finds: ['origin-prefix', 'origin-suffix', 'vary-missing'],
    mayFind: ['origin-joined', 'origin-subdomain', 'http-origin', 'port-ignored'],
  },
];
