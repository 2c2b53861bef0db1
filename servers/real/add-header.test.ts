import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../harness/model/server.ts';
import { listening } from './listening.ts';
import { nginx } from './nginx.ts';
import { nginxBefore } from './nginx-before.ts';
import { addressOf } from './testing-traces.ts';
import { ask } from './wire-client.ts';

/** Answers with the status that the path names, and with a permission of its own where it is asked to. */
const byPath: RequestListener = (request, response) => {
  const [, status = '200', permission] = (request.url ?? '').split('/');
  if (permission) response.setHeader('Access-Control-Allow-Origin', 'https://behind.com');
  response.writeHead(Number(status), { location: '/elsewhere' }).end();
};

/** What nginx's documentation of add_header says: https://nginx.org/en/docs/http/ngx_http_headers_module.html */
const SERVER = (behind: string) => `
  add_header X-Server outer;
  location / { proxy_pass http://${behind}; add_header Access-Control-Allow-Origin *; }
  location /always/ { proxy_pass http://${behind}/; add_header Access-Control-Allow-Origin * always; }
  location /inherits/ { proxy_pass http://${behind}/; }
  location /if/ {
    add_header Access-Control-Allow-Origin *;
    if ($request_method = OPTIONS) { add_header Access-Control-Allow-Methods DELETE; return 204; }
    proxy_pass http://${behind}/;
  }
  location /bare-if/ {
    add_header Access-Control-Allow-Origin *;
    if ($request_method = OPTIONS) { return 204; }
    proxy_pass http://${behind}/;
  }
  location /hides/ {
    proxy_hide_header Access-Control-Allow-Origin;
    add_header Access-Control-Allow-Origin *;
    proxy_pass http://${behind}/;
  }
  location /empty/ { proxy_pass http://${behind}/; add_header Access-Control-Allow-Origin $arg_nothing; }`;

describe('add_header of nginx', () => {
  let server: Server;

  const allowed = async (path: string, method = 'GET'): Promise<readonly string[]> => {
    const { headers } = await ask(addressOf(server), method, path);
    return headers['access-control-allow-origin'] ?? [];
  };

  beforeAll(async () => {
    const behind = await listening('by path', '1', byPath, { effects: 0 });
    server = await nginxBefore(behind, ({ host }) => ({ server: SERVER(host) }));
  });
  afterAll(() => server.close?.());

  it.each([200, 201, 204, 206, 301, 302, 303, 304, 307, 308])('applies to %i', async (status) => {
    expect(await allowed(`/${status}`)).toEqual(['*']);
  });

  it.each([202, 400, 401, 403, 404, 413, 429, 500, 502, 503])(
    'does not apply to %i unless it says always',
    async (status) => {
      expect(await allowed(`/${status}`)).toEqual([]);
      expect(await allowed(`/always/${status}`)).toEqual(['*']);
    },
  );

  it('is inherited where a level has none of its own, and only there', async () => {
    const outer = async (path: string) => (await ask(addressOf(server), 'GET', path)).headers['x-server'];
    expect(await outer('/inherits/200')).toEqual(['outer']);
    expect(await outer('/200')).toBeUndefined();
  });

  it('takes an if for a level: one with an add_header of its own has no other', async () => {
    const { headers } = await ask(addressOf(server), 'OPTIONS', '/if/200');
    expect(headers).toMatchObject({ 'access-control-allow-methods': ['DELETE'] });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(await allowed('/bare-if/200', 'OPTIONS')).toEqual(['*']);
  });

  it('appends: what the server behind says stays, so that there are two', async () => {
    expect(await allowed('/200/permission')).toEqual(['https://behind.com', '*']);
    expect(await allowed('/hides/200/permission')).toEqual(['*']);
  });

  it('sends no header whose value is empty', async () => {
    expect(await allowed('/empty/200')).toEqual([]);
  });

  it('is merged with what the level above says by add_header_inherit, from nginx 1.29.3 on', async () => {
    const isKnown = server.version.localeCompare('1.29.3', undefined, { numeric: true }) >= 0;
    const started = nginx({ server: 'add_header_inherit merge;' });
    if (isKnown) await (await started).close?.();
    else await expect(started).rejects.toThrow('unknown directive "add_header_inherit"');
  });
});
