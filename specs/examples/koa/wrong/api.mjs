import cors from '@koa/cors';
import Koa from 'koa';

const app = new Koa();

// Wrong: a sub-domain of whatever depth may read, forgotten ones and those of customers too.
const OURS = /^https:\/\/(.+\.)?shop\.com$/;

// Wrong: one policy for all routes, so that the public one is refused to everybody else.
app.use(
  cors({
    origin: (context) => (OURS.test(context.get('Origin')) ? context.get('Origin') : ''),
    credentials: true,
    exposeHeaders: 'etag',
    maxAge: 600,
  }),
);
app.use((context) => {
  const { method, path } = context;
  if (path === '/health') context.body = 'ok';
  if (path === '/products') {
    context.set('cache-control', 'public, max-age=60');
    context.body = [{ sku: 'a' }];
  }
  if (path === '/me') context.status = 401;
  if (path === '/orders') {
    context.set('etag', '"1"');
    context.body = [{ id: 1 }];
  }
  if (path === '/orders/1' && method === 'PUT') context.body = { id: 1 };
  if (path === '/orders/2' && method === 'DELETE') context.status = 204;
});

app.listen(8080, '127.0.0.1');
