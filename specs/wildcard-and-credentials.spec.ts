import { expect, test } from 'cross-examine';
import { orders } from '../servers/orders.ts';
import { wildcardAndCredentials } from './wildcard-and-credentials.cases.ts';

test.describe('* against credentials', { tag: '@C49' }, () => {
  for (const scenario of wildcardAndCredentials) test(scenario.id, ({ examine }) => examine(scenario));

  test('Allow-Headers: * lets an Authorization header pass', { tag: '@C48' }, async ({ serve, visit }) => {
    const anyone = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    serve(
      'https://api.shop.com',
      orders({ preflight: { status: 204, headers: anyone }, answers: { headers: anyone } }),
    );
    const page = await visit('https://shop.com');

    const read = await page.fetch('https://api.shop.com/orders', { headers: { Authorization: 'Bearer token' } });

    expect(read).toHavePreflight();
    expect(read).toHaveOutcome({
      chromium: 'readable',
      firefox: 'readable',
      webkit: 'readable',
      because: 'no engine makes the exception that the standard makes for Authorization (CORS-preflight fetch)',
    });
  });
});
