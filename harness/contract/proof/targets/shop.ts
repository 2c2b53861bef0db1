import type { IncomingMessage } from 'node:http';

/** What a shop's API does, whatever framework answers for it. */
export interface Done {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Done => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

const KEPT = { 'cache-control': 'public, max-age=60' };

const ROUTES: Readonly<Record<string, Done>> = {
  'GET /orders': json(200, [{ id: 1 }], { etag: '"1"', 'x-total-count': '1' }),
  'POST /orders': json(201, { id: 2 }),
  'PUT /orders/1': json(200, { id: 1 }),
  'PATCH /orders/1': json(200, { id: 1 }),
  'DELETE /orders/1': json(200, { deleted: 1 }),
  'POST /cart': json(201, { sku: 'a' }),
  'GET /admin': json(403, { error: 'not for you' }),
  'GET /limited': json(429, { error: 'slow down' }, { 'retry-after': '1' }),
  'GET /broken': json(502, { error: 'the backend is gone' }),
  'GET /me': json(401, { error: 'log in' }),
  'GET /products': json(200, [{ sku: 'a' }], KEPT),
  'GET /reports': json(200, [{ day: 1 }]),
  'GET /internal': json(200, { version: 1 }),
};

/** What is answered to a request, CORS aside. */
export function shop(method: string, path: string): Done {
  return ROUTES[`${method === 'HEAD' ? 'GET' : method} ${path}`] ?? json(404, { error: 'nothing here' });
}

export const SHOP_ROUTES: readonly (readonly [method: string, path: string])[] = Object.keys(ROUTES).map((key) => {
  const [method = '', path = ''] = key.split(' ');
  return [method, path];
});

export const pathOf = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://api').pathname;

/** https://fetch.spec.whatwg.org/#cors-preflight-request */
export const isPreflight = (request: IncomingMessage) =>
  request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
