import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestClient } from '../network/testing-client.ts';
import { EXIT } from './exit-codes.ts';
import { listSystems, serve } from './serve.ts';

let printed: string;
beforeEach(() => {
  printed = '';
  const print = (text: string) => {
    printed += `${text}\n`;
  };
  vi.spyOn(console, 'log').mockImplementation(print);
  vi.spyOn(console, 'error').mockImplementation(print);
});
afterEach(() => vi.restoreAllMocks());

describe('serve', () => {
  it('says where everything stands, answers there and nowhere else, prints each request, and ends', async () => {
    let end = () => {};
    const served = serve(
      'orders',
      new Promise((resolve) => {
        end = resolve;
      }),
    );
    await vi.waitFor(() => expect(printed).toContain('https://api.shop.com  orders'));
    const [proxy = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
    const statusOf = async (authority: string) =>
      (await TestClient.bare({ proxy }).then((client) => client.connect(authority))).status;
    expect(await statusOf('api.shop.com:443')).toBe(200);
    expect(await statusOf('evil.com:443')).toBe(200);
    expect(await statusOf('elsewhere.com:443')).toBe(403);
    expect(printed).toContain('CONNECT https://elsewhere.com (no Origin) → nobody: no server is mounted');
    end();
    expect(await served).toBe(EXIT.good);
  });

  it('says what nobody has confirmed', async () => {
    expect(await serve('gateway-http', Promise.resolve())).toBe(EXIT.good);
    expect(printed).toContain("Not confirmed by any source, so a choice of http-gateway:\n  - the gateway's own 401");
    await serve('orders', Promise.resolve());
    expect(printed.match(/Not confirmed/g)).toHaveLength(1);
  });

  it.each(['nothing', 'constructor', ''])('refuses %j and says what there is', async (name) => {
    expect(await serve(name)).toBe(EXIT.usage);
    expect(printed).toContain('nothing of this name is served; there are orders, ');
  });

  it('lists what there is, a line each', () => {
    expect(listSystems()).toMatch(/^ {2}orders {2,}an order API/m);
  });
});
