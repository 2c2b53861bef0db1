import { afterEach, describe, expect, it } from 'vitest';
import type { Server } from '../harness/model/server.ts';
import { companyApi } from './company-api.ts';
import type { Intermediary } from './intermediary.ts';
import { addedHeaders, CORS_ATTRIBUTES, type CorsAttribute } from './load-balancer/attributes.ts';
import { type LoadBalancerRules, loadBalancer } from './load-balancer.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';
const ALLOW_ORIGIN = 'routing.http.response.access_control_allow_origin.header_value';
const open: Intermediary[] = [];

function serve(rules?: LoadBalancerRules, target: Server = companyApi()): Intermediary {
  const server = loadBalancer(target, rules);
  open.push(server);
  return server;
}

afterEach(() => Promise.all(open.splice(0).map((server) => server.close?.())));

async function said({ app }: Intermediary, origin: string, url = '/orders', method: 'GET' | 'OPTIONS' = 'GET') {
  const { statusCode, headers } = await app.inject({ method, url, headers: { origin } });
  const { 'access-control-allow-origin': allowed, vary } = headers;
  return { status: statusCode, allowed, vary };
}

describe('the attributes of a listener', () => {
  it('name the header that they set', () => {
    for (const [name, header] of Object.entries(CORS_ATTRIBUTES)) {
      const between = /^routing\.http\.response\.(access_control_[a-z_]+)\.header_value$/.exec(name)?.[1];
      expect(header).toBe(between?.replaceAll('_', '-'));
      expect(addedHeaders({ [name as CorsAttribute]: 'x' })).toEqual({ [header]: 'x' });
    }
  });

  it('add nothing by default, nor where they are empty', () => {
    expect(addedHeaders({})).toEqual({});
    expect(addedHeaders({ [ALLOW_ORIGIN]: '' })).toEqual({});
  });
});

describe('an Application Load Balancer', () => {
  it('passes on what its target says, and adds nothing by default', async () => {
    const balancer = serve({}, companyApi({ cors: { sites: [SHOP] } }));
    expect(await said(balancer, SHOP)).toEqual({ status: 200, allowed: SHOP, vary: 'Origin' });
    expect(await said(balancer, EVIL)).toEqual({ status: 200, allowed: undefined, vary: 'Origin' });
  });

  it('adds one fixed value to every answer, whoever asks, and no Vary', async () => {
    const balancer = serve({ attributes: { [ALLOW_ORIGIN]: SHOP } });
    for (const url of ['/orders', '/unknown', '/report']) {
      expect(await said(balancer, EVIL, url)).toMatchObject({ allowed: SHOP });
    }
  });

  it('leaves preflights to its target', async () => {
    const target = companyApi({ cors: { forgotten: ['/orders'] } });
    const balancer = serve({ attributes: { [ALLOW_ORIGIN]: SHOP } }, target);
    expect(await said(balancer, SHOP, '/orders', 'OPTIONS')).toMatchObject({ status: 404, allowed: SHOP });
  });

  it('can have them answered by a rule with a fixed response, which has its headers, too', async () => {
    const rule = { path: '/orders', method: 'OPTIONS', fixedResponse: { statusCode: 204 } };
    const balancer = serve({ attributes: { [ALLOW_ORIGIN]: SHOP }, rules: [rule] });
    expect(await said(balancer, EVIL, '/orders/1', 'OPTIONS')).toMatchObject({ status: 204, allowed: SHOP });
    expect(await said(balancer, EVIL, '/order', 'OPTIONS')).toMatchObject({ allowed: SHOP });
    expect(await said(balancer, SHOP, '/orders')).toMatchObject({ status: 200, allowed: SHOP });
    expect((await balancer.app.inject({ method: 'OPTIONS', url: '/orders?a=b' })).headers).toMatchObject({
      'content-type': 'text/plain',
    });
  });

  it('puts its value in the place of its target’s, as far as is known', async () => {
    const target = companyApi({ cors: { sites: [SHOP] } });
    const balancer = serve({ attributes: { [ALLOW_ORIGIN]: '*' } }, target);
    expect(await said(balancer, SHOP)).toMatchObject({ allowed: '*' });
    expect(balancer.unconfirmed?.[0]).toContain('takes the place of');
  });

  it('answers 502 with its headers when its target breaks off', async () => {
    const source = {
      kind: 'app',
      app: {
        ready: async () => {},
        routing: (_request: unknown, response: { destroy(): unknown }) => response.destroy(),
      },
    } as const;
    const balancer = serve({ attributes: { [ALLOW_ORIGIN]: SHOP } }, {
      name: 'broken',
      version: '1',
      real: false,
      source,
    } as unknown as Server);
    expect(await said(balancer, SHOP)).toMatchObject({ status: 502, allowed: SHOP });
  });

  it('counts what its target does', async () => {
    const balancer = serve();
    await balancer.app.inject({ method: 'DELETE', url: '/orders/1' });
    expect(balancer.effects?.()).toBe(1);
  });
});

describe('a wrong rule', () => {
  it.each([
    [{ attributes: { 'routing.http.response.vary.header_value': 'Origin' } }, 'attributes'],
    [{ attributes: { [ALLOW_ORIGIN]: 'a\nb' } }, `attributes.${ALLOW_ORIGIN}: holds a character`],
    [{ rules: [{ path: 'orders', fixedResponse: { statusCode: 204 } }] }, 'rules.0.path: '],
    [{ rules: [{ path: '/orders', fixedResponse: {} }] }, 'rules.0.fixedResponse.statusCode: '],
  ])('%j is refused by name', (rules, message) => {
    const start = () => loadBalancer(companyApi(), rules as unknown as LoadBalancerRules);
    expect(start).toThrow(message);
    expect(start).toThrow('the rules of "load-balancer" are wrong');
  });
});
