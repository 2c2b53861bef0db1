import { afterEach, describe, expect, it } from 'vitest';
import { type AssetsRules, type AssetsServer, assets } from './assets.ts';

const WITH_ORIGIN = { origin: 'https://shop.com' };
const open: AssetsServer[] = [];

function serve(rules?: AssetsRules): AssetsServer {
  const server = assets(rules);
  open.push(server);
  return server;
}

afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

describe('the file server', () => {
  it.each([
    ['/pixel.png', 'image/png'],
    ['/hello.js', 'application/javascript; charset=utf-8'],
    ['/box.otf', 'font/otf'],
    ['/failing.js', 'application/javascript; charset=utf-8'],
    ['/sheet.css', 'text/css; charset=utf-8'],
    ['/data.json', 'application/json; charset=utf-8'],
  ])('serves %s as %s, whatever its query', async (url, type) => {
    const answer = await serve().app.inject({ url: `${url}?v=1` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
  });

  it('serves a PNG of one pixel', async () => {
    const { rawPayload } = await serve().app.inject({ url: '/pixel.png' });
    expect(rawPayload.subarray(1, 4).toString()).toBe('PNG');
    expect([rawPayload.readUInt32BE(16), rawPayload.readUInt32BE(20)]).toEqual([1, 1]);
  });

  it('says nothing of CORS without rules', async () => {
    const { headers } = await serve().app.inject({ url: '/pixel.png', headers: WITH_ORIGIN });
    expect(headers).toMatchObject({ 'cache-control': 'public, max-age=0' });
    expect(headers).not.toHaveProperty('vary');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('answers no preflight and no unknown path, and gives them no header', async () => {
    const { app } = serve({ answers: { headers: { 'Access-Control-Allow-Origin': '*' } } });
    for (const request of [{ method: 'OPTIONS', url: '/pixel.png' }, { url: '/none.png' }] as const) {
      const answer = await app.inject(request);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('its rules', () => {
  it('win over the Cache-Control of @fastify/static, in one header', async () => {
    const { app } = serve({ answers: { headers: { 'Cache-Control': 'max-age=600' } } });
    const { headers } = await app.inject({ url: '/pixel.png' });
    expect(headers['cache-control']).toBe('max-age=600');
  });

  it('hold for a 304 too', async () => {
    const { app } = serve({ answersWithOrigin: { headers: { 'Access-Control-Allow-Origin': '${origin}' } } });
    const etag = String((await app.inject({ url: '/pixel.png' })).headers.etag);
    const answer = await app.inject({ url: '/pixel.png', headers: { ...WITH_ORIGIN, 'if-none-match': etag } });
    expect(answer.statusCode).toBe(304);
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.com');
  });

  it('send a constant always', async () => {
    const { app } = serve({ answers: { headers: { 'Access-Control-Allow-Origin': 'https://shop.com' } } });
    for (const headers of [{}, { origin: 'https://evil.com' }]) {
      const answer = await app.inject({ url: '/pixel.png', headers });
      expect(answer.headers['access-control-allow-origin']).toBe('https://shop.com');
    }
  });

  it('send a constant only to a request with an Origin, and Vary always', async () => {
    const { app } = serve({
      answers: { headers: { Vary: 'Origin' } },
      answersWithOrigin: { headers: { 'Access-Control-Allow-Origin': '*' } },
    });
    const without = await app.inject({ url: '/pixel.png' });
    expect(without.headers.vary).toBe('Origin');
    expect(without.headers).not.toHaveProperty('access-control-allow-origin');
    const headers = (await app.inject({ url: '/pixel.png', headers: WITH_ORIGIN })).headers;
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', vary: 'Origin' });
  });

  it('are refused by name when they are wrong', () => {
    const rules = { answersWithOrigin: { headers: ['Vary'] } } as unknown as AssetsRules;
    expect(() => assets(rules)).toThrow('the rules of "assets" are wrong: answersWithOrigin.headers: ');
  });
});
