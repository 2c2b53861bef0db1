import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SeedExpress, seedExpress } from './seed-express.ts';
import { ask, corsOf, preflight } from './wire-client.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';

describe('the printed Express allow-list', () => {
  let server: SeedExpress;
  let address: URL;
  let before: { effects: number; handlerRuns: number };

  const counts = () => ({ effects: server.effects(), handlerRuns: server.handlerRuns() });

  beforeAll(async () => {
    server = await seedExpress();
    if (server.source.kind !== 'upstream') throw new Error('not an upstream');
    address = server.source.address;
  });
  beforeEach(() => {
    before = counts();
  });
  afterAll(() => server.close?.());

  it('is the real thing', () => {
    expect(server).toMatchObject({ name: 'express', real: true });
    expect(server.version).toMatch(/^express 5\.\d+\.\d+, cors 2\.8\.\d+$/);
  });

  it.each([SHOP, 'https://admin.shop.com'])('lets %s read with credentials', async (origin) => {
    const answer = await ask(address, 'GET', '/api/orders', { Origin: origin });
    expect(answer.status).toBe(200);
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': [origin],
      'access-control-allow-credentials': ['true'],
      vary: ['Origin'],
    });
    expect(counts()).toEqual({ effects: before.effects, handlerRuns: before.handlerRuns + 1 });
  });

  it('grants a preflight from a listed origin whatever it asks for', async () => {
    const answer = await preflight(address, '/api/orders/1', SHOP, 'DELETE');
    expect(answer.status).toBe(204);
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': [SHOP],
      'access-control-allow-credentials': ['true'],
      'access-control-allow-methods': ['GET,HEAD,PUT,PATCH,POST,DELETE'],
      'access-control-allow-headers': ['authorization'],
      vary: ['Origin, Access-Control-Request-Headers'],
    });
    expect(counts()).toEqual(before);
  });

  it.each(['DELETE', 'POST'])(
    'answers a preflight for %s from elsewhere with a 500 that says nothing of CORS',
    async (method) => {
      const answer = await preflight(address, '/api/orders/1', EVIL, method);
      expect(answer.status).toBe(500);
      expect(answer.body).toContain(`CORS blocked: ${EVIL}`);
      expect(corsOf(answer)).toEqual({});
    },
  );

  it.each([
    ['GET', '/api/orders', EVIL],
    ['POST', '/api/cart', EVIL],
    ['DELETE', '/api/orders/1', EVIL],
    ['POST', '/api/cart', 'null'],
    ['GET', '/api/orders', 'http://shop.com'],
  ])('does not run a handler for %s %s from %s', async (method, path, origin) => {
    const answer = await ask(address, method, path, { Origin: origin });
    expect(answer.status).toBe(500);
    expect(corsOf(answer)).toEqual({});
    expect(counts()).toEqual(before);
  });

  it('runs the handler when there is no Origin, and allows nobody', async () => {
    const answer = await ask(address, 'DELETE', '/api/orders/1');
    expect(answer.status).toBe(200);
    expect(corsOf(answer)).toEqual({ 'access-control-allow-credentials': ['true'], vary: ['Origin'] });
    expect(counts()).toEqual({ effects: before.effects + 1, handlerRuns: before.handlerRuns + 1 });
  });

  it('lets a 404 be read', async () => {
    const answer = await ask(address, 'GET', '/api/nothing', { Origin: SHOP });
    expect(answer.status).toBe(404);
    expect(corsOf(answer)).toMatchObject({ 'access-control-allow-origin': [SHOP] });
  });

  it('prints nothing about an origin it refuses', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    await ask(address, 'GET', '/api/orders', { Origin: EVIL });
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });
});

it('listens no longer once it is closed', async () => {
  const server = await seedExpress();
  if (server.source.kind !== 'upstream') throw new Error('not an upstream');
  await server.close?.();
  await expect(ask(server.source.address, 'GET', '/api/orders')).rejects.toThrow('ECONNREFUSED');
});
