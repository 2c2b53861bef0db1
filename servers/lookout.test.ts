import type Fastify from 'fastify';
import { expect, it } from 'vitest';
import { lookout } from './lookout.ts';

it('a page holds its suggestions as data that cannot end the script', async () => {
  const server = lookout([{ label: '</script><b>x</b>', url: 'https://api.shop.com/' }]);
  if (server.source.kind !== 'app') throw new Error('unreachable: a page is an app');
  const app = server.source.app as ReturnType<typeof Fastify>;
  const { statusCode, body, headers } = await app.inject('/');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toContain('text/html');
  expect(body.match(/<\/script>/g)).toHaveLength(1);
  expect(body).toContain('\\u003c/script>');
  await server.close?.();
});
