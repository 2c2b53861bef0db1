import { expect, test } from 'cross-examine';
import { bff } from '../servers/bff.ts';
import { byPath, DRIFTED, fleet } from '../servers/fleet.ts';
import { orders } from '../servers/orders.ts';
import { rightNginx } from '../servers/real/right-nginx.ts';

const SHOP = 'https://shop.com';
const ADMIN = 'https://admin.shop.com';
const GATEWAY = 'https://api.shop.com';
const NAMES = Object.keys(fleet());

test.describe('Fifty services', () => {
  test('with a configuration each: which of them have drifted', { tag: '@C17' }, async ({ serve, visit, measure }) => {
    for (const [name, service] of Object.entries(fleet(DRIFTED))) serve(`https://${name}.shop.com`, service);
    const found = new Set<string>();
    const page = await visit(SHOP);
    for (const site of [SHOP, ADMIN]) {
      await page.goto(site);
      for (const name of NAMES) {
        const { outcome } = await page.fetch(`https://${name}.shop.com/orders`, { credentials: 'include' });
        if (outcome === 'blocked') found.add(name);
      }
    }
    measure('fleet/drift', 'Fifty services with a CORS configuration each, some of which have drifted', {
      services: NAMES.length,
      'cannot be read by a site that should': found.size,
    });
    expect([...found].sort()).toEqual(Object.keys(DRIFTED));
  });

  test('behind one policy are all alike', { tag: ['@C17', '@C19'] }, async ({ serve, visit, measure }) => {
    serve(GATEWAY, await rightNginx(byPath(fleet(DRIFTED)), { location: '/' }));
    const page = await visit(SHOP);
    const refused = new Set<string>();
    for (const site of [SHOP, ADMIN]) {
      await page.goto(site);
      for (const name of NAMES) {
        const { outcome } = await page.fetch(`${GATEWAY}/${name}/orders`, { credentials: 'include' });
        if (outcome !== 'readable') refused.add(name);
      }
    }
    await page.goto('https://evil.com');
    const strangers = new Set<string>();
    for (const name of NAMES) {
      const { outcome } = await page.fetch(`${GATEWAY}/${name}/orders`, { credentials: 'include' });
      if (outcome !== 'blocked') strangers.add(name);
    }
    measure('fleet/one-policy', 'The same services behind one nginx that has the only policy', {
      services: NAMES.length,
      'cannot be read by a site that should': refused.size,
      'are read by a stranger': strangers.size,
    });
    expect([...refused, ...strangers]).toEqual([]);
  });

  for (const { how, originIsHandedOn, id } of [
    { how: 'hear who asks', originIsHandedOn: true, id: 'as-it-is' },
    { how: 'do not, once it is told to keep it', originIsHandedOn: false, id: 'kept' },
  ]) {
    test(`behind nginx ${how}`, { tag: '@C17b' }, async ({ serve, visit, measure }) => {
      const services = byPath(fleet());
      serve(GATEWAY, await rightNginx(services, { location: '/', originIsHandedOn }));
      const page = await visit(SHOP);
      expect(await page.fetch(`${GATEWAY}/service-01/orders`, { credentials: 'include' })).toBeReadable();
      const [origin] = services.origins;
      measure(`fleet/origin-behind-gateway/${id}`, 'What a service behind the gateway receives', {
        'an Origin header': origin !== undefined,
      });
      expect(origin).toBe(originIsHandedOn ? SHOP : undefined);
    });
  }

  test('behind a BFF are asked by nobody from another origin', { tag: '@C18' }, async ({ serve, visit, measure }) => {
    const shop = serve(SHOP, bff(orders()));
    const page = await visit(SHOP);
    const list = await page.fetch('/bff/orders');
    expect(list).toBeReadable();
    expect(list).not.toHavePreflight();
    const order = await page.fetch('/bff/orders', { method: 'POST', body: '{}', contentType: 'application/json' });
    expect(order).not.toHavePreflight();
    expect(shop).toHaveEffects(1);
    measure('fleet/bff', 'What a browser asks of another origin when a BFF stands on its own', {
      'requests to another origin': [list, order]
        .flatMap(({ exchanges }) => exchanges)
        .filter(({ url }) => !url.startsWith(SHOP)).length,
      preflights: shop.requests.filter(({ preflight }) => preflight).length,
    });
  });
});
