import cors from 'cors';
import express from 'express';

const sites = cors({
  origin: ['https://shop.com', 'https://admin.shop.com'],
  credentials: true,
  exposedHeaders: ['ETag'],
  maxAge: 600,
});

const app = express();
app.get('/health', (_request, response) => response.send('ok'));

// A public route has a policy of its own, before that of the sites.
app.get('/products', cors(), (_request, response) => {
  response.set('Cache-Control', 'public, max-age=60').json([{ sku: 'a' }]);
});

// Before authentication: a preflight carries no token, and errors need the headers as well.
app.use(sites);
app.get('/me', (_request, response) => response.status(401).json({ error: 'log in' }));
app.get('/orders', (_request, response) => response.set('ETag', '"1"').json([{ id: 1 }]));
app.put('/orders/1', (_request, response) => response.json({ id: 1 }));
app.delete('/orders/2', (_request, response) => response.status(204).end());

app.listen(8080, '127.0.0.1');
