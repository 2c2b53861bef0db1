import cors from '@koa/cors';
import Koa from 'koa';

const LISTED = ['https://shop.com', 'https://admin.shop.com'];

const open = cors({ origin: '*' });
const sites = cors({
  // Its default reflects whoever asks. Nothing is returned for an origin that is not listed.
  origin: (context) => LISTED.find((origin) => origin === context.get('Origin')) ?? '',
  credentials: true,
  exposeHeaders: 'etag',
  maxAge: 600,
});

const app = new Koa();
app.use((context, next) => (context.path === '/products' ? open : sites)(context, next));
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
