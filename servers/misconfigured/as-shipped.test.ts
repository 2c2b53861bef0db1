import { expect, it } from 'vitest';
import { misconfigured } from '../misconfigured.ts';
import { AS_SHIPPED } from './as-shipped.ts';

const SHOP = 'https://shop.com';
const EVIL = 'https://evil.com';
const NOTHING = { allowed: undefined, credentials: undefined };
const WITH_CREDENTIALS = { credentials: 'true' };

/** Who asks, and what an answer says to him; the source stands beside the rules. */
const ROWS = [
  ['ingress-nginx', EVIL, { allowed: '*', ...WITH_CREDENTIALS, vary: undefined }],
  ['ingress-nginx', undefined, { allowed: '*', ...WITH_CREDENTIALS, vary: undefined }],
  ['minio', EVIL, { allowed: EVIL, ...WITH_CREDENTIALS, vary: 'Origin' }],
  ['rs-cors', EVIL, { allowed: EVIL, ...WITH_CREDENTIALS, vary: 'Origin' }],
  ['rs-cors', 'null', { ...NOTHING, vary: 'Origin' }],
  ['django-cors-headers', 'https://shop.com.evil.com', { allowed: 'https://shop.com.evil.com', vary: 'Origin' }],
  ['django-cors-headers', 'https://evilshop.com', { ...NOTHING, vary: 'Origin' }],
  ['traefik', 'https://evilshop.com', { allowed: 'https://evilshop.com', vary: undefined }],
  ['traefik', EVIL, { ...NOTHING, vary: undefined }],
  ['aws-cdk-patterns', 'https://wwwxshop.com', { allowed: 'https://wwwxshop.com', vary: 'Origin' }],
  ['aws-cdk-patterns', 'https://www.shop.com.evil.com', { ...NOTHING, vary: 'Origin' }],
  ['aws-cdk-bare-answers', SHOP, { ...NOTHING, vary: 'Origin' }],
  ['rack-cors-twice', SHOP, { allowed: [SHOP, SHOP], vary: 'Origin' }],
  ['sam-list', SHOP, { allowed: 'https://shop.com,https://admin.shop.com', vary: 'Origin' }],
] as const;

it.each(ROWS)('%s says to %s: %j', async (name, origin, said) => {
  const api = misconfigured(AS_SHIPPED[name].rules);
  const { headers } = await api.app.inject({ url: '/orders', headers: origin === undefined ? {} : { origin } });
  const { vary, 'access-control-allow-origin': allowed, 'access-control-allow-credentials': credentials } = headers;
  expect({ allowed, credentials, vary }).toMatchObject(said);
  await api.close?.();
});

it('every row of what is shipped is held', () => {
  expect(new Set(ROWS.map(([name]) => name))).toEqual(new Set(Object.keys(AS_SHIPPED)));
});

it('preflights pass where the answers behind them are bare', async () => {
  const api = misconfigured(AS_SHIPPED['aws-cdk-bare-answers'].rules);
  const { headers } = await api.app.inject({ method: 'OPTIONS', url: '/orders', headers: { origin: SHOP } });
  expect(headers).toMatchObject({ 'access-control-allow-origin': SHOP });
  await api.close?.();
});
