import { gzipSync } from 'node:zlib';
import { BOTH, DELETES, type ProofCase } from '../proof-case.ts';
import { handledBy } from '../targets/handled.ts';
import {
  allow,
  askedOf,
  constant,
  isSite,
  layers,
  onPath,
  plain,
  redirect,
  right,
  search,
  withStatus,
} from '../targets/plain.ts';

/** A right policy, on its way over the wire in forms that are all allowed. */
export const WIRES: readonly ProofCase[] = [
  {
    name: 'lists in several lines, names in capitals, spaces around values',
    contract: {
      routes: [
        {
          route: 'GET /orders',
          headers: { authorization: 'Bearer test', 'x-trace': '1' },
          exposes: ['etag', 'x-total-count', 'content-type'],
        },
      ],
    },
    serve: () =>
      plain(({ origin = '' }) => ({
        headers: [
          ...(isSite(origin)
            ? ([
                ['ACCESS-CONTROL-ALLOW-ORIGIN', `  ${origin} `],
                ['Access-Control-Allow-Credentials', 'true '],
                ['access-control-allow-headers', 'Authorization'],
                ['access-control-allow-headers', 'X-TRACE'],
                ['access-control-expose-headers', 'ETag'],
                ['access-control-expose-headers', 'X-Total-COUNT'],
              ] as const)
            : []),
          ['vary', 'Accept-Encoding'],
          ['Vary', 'ORIGIN'],
        ],
      })),
    finds: [],
  },
  {
    name: 'HEAD, a DELETE answered 204, and a 304',
    contract: {
      routes: [
        { route: 'HEAD /orders' },
        { route: 'DELETE /orders/1', status: 204 },
        { route: 'GET /orders', headers: { 'if-none-match': '"1"' }, status: 304, exposes: ['etag'] },
      ],
    },
    serve: () =>
      plain((asked) => {
        const policy = allow(isSite, { headers: 'if-none-match', expose: 'etag' });
        if (asked.method === 'DELETE') return withStatus(204, policy)(asked);
        return asked.headers['if-none-match'] === undefined ? policy(asked) : withStatus(304, policy)(asked);
      }),
    finds: [],
  },
  {
    name: 'gzip, in chunks',
    serve: () =>
      handledBy('plain', (request, response) => {
        request.resume();
        const body = gzipSync('[]');
        const { headers } = right(askedOf(request));
        response.writeHead(200, [...headers, ['content-encoding', 'gzip'], ['vary', 'Accept-Encoding']].flat());
        response.write(body.subarray(0, 5));
        setImmediate(() => response.end(body.subarray(5)));
      }),
    finds: [],
  },
  {
    name: 'HTTP/1.0, which has no length and closes',
    contract: BOTH,
    serve: () =>
      handledBy('plain', (request, response) => {
        request.resume();
        const { headers } = right(askedOf(request));
        const lines = ['HTTP/1.0 200 OK', ...headers.map(([name, value]) => `${name}: ${value}`), '', ''];
        response.detachSocket(request.socket);
        request.socket.end(`${lines.join('\r\n')}${request.method === 'OPTIONS' ? '' : '[]'}`);
      }),
    finds: [],
  },
  {
    name: 'a redirect within the API, both answers with headers',
    serve: () => plain(onPath('/orders', redirect(308, '/reports', right), right)),
    finds: [],
  },
  {
    name: 'a DELETE that is sent on (307), both preflights right',
    contract: DELETES,
    serve: () =>
      plain(
        onPath('/orders/1', layers(right, redirect(307, '/v2/orders/1', right)), layers(right, withStatus(200, right))),
      ),
    finds: [],
  },
  {
    name: 'a redirect to another API that is public, without credentials',
    contract: { credentials: false },
    serve: () => plain(redirect(302, search, allow(isSite, { credentials: null }))),
    alsoServe: { 'https://search.shop.com': () => plain(constant({ 'access-control-allow-origin': '*' })) },
    finds: [],
  },
];
