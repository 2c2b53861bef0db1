import cors from '@fastify/cors';
import Fastify from 'fastify';

const app = Fastify();
app.get('/health', async () => 'ok');

// Wrong: one policy for all routes, so that only the two sites read the public one.
// Wrong: `methods` is left out, and then PUT and DELETE are not allowed.
await app.register(cors, {
  origin: ['https://shop.com', 'https://admin.shop.com'],
  credentials: true,
  exposedHeaders: ['etag'],
  maxAge: 600,
});
app.get('/products', async (_request, reply) => {
  reply.header('cache-control', 'public, max-age=60');
  return [{ sku: 'a' }];
});
app.get('/me', async (_request, reply) => reply.code(401).send({ error: 'log in' }));
app.get('/orders', async (_request, reply) => reply.header('etag', '"1"').send([{ id: 1 }]));
app.put('/orders/1', async () => ({ id: 1 }));
app.delete('/orders/2', async (_request, reply) => reply.code(204).send());

await app.listen({ host: '127.0.0.1', port: 8080 });
