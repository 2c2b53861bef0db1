import cors from '@fastify/cors';
import Fastify from 'fastify';

const app = Fastify();
await app.register(cors, {
  origin: ['https://shop.com', 'https://admin.shop.com'],
  credentials: true,
  // Without this line only GET, HEAD and POST are allowed.
  methods: ['GET', 'PUT', 'DELETE'],
  exposedHeaders: ['etag'],
  maxAge: 600,
});

app.get('/health', async () => 'ok');

// A public route has a policy of its own.
app.get('/products', { config: { cors: { origin: '*', credentials: false } } }, async (_request, reply) =>
  reply.header('cache-control', 'public, max-age=60').send([{ sku: 'a' }]),
);

app.get('/me', async (_request, reply) => reply.code(401).send({ error: 'log in' }));
app.get('/orders', async (_request, reply) => reply.header('etag', '"1"').send([{ id: 1 }]));
app.put('/orders/1', async () => ({ id: 1 }));
app.delete('/orders/2', async (_request, reply) => reply.code(204).send());

await app.listen({ host: '127.0.0.1', port: 8080 });
