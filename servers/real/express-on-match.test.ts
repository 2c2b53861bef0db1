import { expect, it } from 'vitest';
import { askBehind } from '../behind.ts';
import { expressOnMatch } from './express-on-match.ts';

const LISTED = 'https://shop.com';

it.each([
  ['a listed Origin', { origin: LISTED }, { 'access-control-allow-origin': LISTED, vary: 'Origin' }],
  ['an Origin that is not listed', { origin: 'https://evil.com' }, {}],
  ['no Origin', {}, {}],
])('says of CORS to %s', async (_who, headers, said) => {
  const request = {
    method: 'GET',
    url: '/products',
    headers: { host: 'cdn.shop.com', ...headers },
    body: Buffer.alloc(0),
  };
  const answer = await askBehind('it', expressOnMatch([LISTED]))(request);
  const { vary, 'access-control-allow-origin': allowed } = answer.headers;
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('max-age=0, s-maxage=600');
  expect({ ...(vary && { vary }), ...(allowed && { 'access-control-allow-origin': allowed }) }).toEqual(said);
});
