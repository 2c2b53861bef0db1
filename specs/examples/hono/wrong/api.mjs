import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';

const app = new Hono();
app.get('/health', (c) => c.text('ok'));

// Wrong: whoever asks is given back, with credentials, on every route.
app.use('*', cors({ origin: (origin) => origin, credentials: true, exposeHeaders: ['etag'], maxAge: 600 }));
app.get('/products', (c) => c.json([{ sku: 'a' }], 200, { 'cache-control': 'public, max-age=60' }));
app.get('/me', (c) => c.json({ error: 'log in' }, 401));
app.get('/orders', (c) => c.json([{ id: 1 }], 200, { etag: '"1"' }));
app.put('/orders/1', (c) => c.json({ id: 1 }));
app.delete('/orders/2', (c) => c.body(null, 204));

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 8080 });
