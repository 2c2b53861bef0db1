import cors from 'cors';
import express from 'express';

const app = express();
app.get('/health', (_request, response) => response.send('ok'));
app.get('/products', cors(), (_request, response) => {
  response.set('Cache-Control', 'public, max-age=60').json([{ sku: 'a' }]);
});

// Wrong: it answers before CORS is asked, so that pages cannot tell 401 from a network error.
app.get('/me', (_request, response) => response.status(401).json({ error: 'log in' }));

// Wrong: the pattern also matches https://evilshop.com, http://shop.com and every sub-domain.
// Wrong: ETag is not exposed.
app.use(cors({ origin: /shop\.com$/, credentials: true, maxAge: 600 }));
app.get('/orders', (_request, response) => response.set('ETag', '"1"').json([{ id: 1 }]));
app.put('/orders/1', (_request, response) => response.json({ id: 1 }));
app.delete('/orders/2', (_request, response) => response.status(204).end());

app.listen(8080, '127.0.0.1');
