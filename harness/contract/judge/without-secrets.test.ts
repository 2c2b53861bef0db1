import { expect, it } from 'vitest';
import type { Exchange } from '../../model/exchange.ts';
import type { HeaderPair } from '../../model/words.ts';
import { withoutSecrets } from './without-secrets.ts';

const exchangeWith = (requestHeaders: HeaderPair[], headers: HeaderPair[]): Exchange => ({
  id: 1,
  method: 'GET',
  url: 'https://api.shop.com/orders',
  requestHeaders,
  preflight: false,
  startedAt: 0,
  mount: null,
  hop: 0,
  answer: { kind: 'answered', status: 200, headers, endedAt: 1 },
});

it.each<[HeaderPair, HeaderPair]>([
  [
    ['Cookie', 'sid=s3cret; lang=en=gb'],
    ['Cookie', 'sid=•••; lang=•••'],
  ],
  [
    ['authorization', 'Bearer s3cret s3cret'],
    ['authorization', 'Bearer •••'],
  ],
  [
    ['Authorization', 's3cret'],
    ['Authorization', '•••'],
  ],
  [
    ['Origin', 'https://shop.com'],
    ['Origin', 'https://shop.com'],
  ],
])('of a request, %j is shown as %j', (header, shown) => {
  expect(withoutSecrets(exchangeWith([header], [])).requestHeaders).toEqual([shown]);
});

it('of an answer, a cookie is shown without its value', () => {
  const { answer } = withoutSecrets(
    exchangeWith(
      [],
      [
        ['Set-Cookie', 'sid=s3cret; Path=/; SameSite=Lax'],
        ['etag', '"1"'],
      ],
    ),
  );
  expect(answer).toMatchObject({
    headers: [
      ['Set-Cookie', 'sid=•••; Path=/; SameSite=Lax'],
      ['etag', '"1"'],
    ],
  });
});
