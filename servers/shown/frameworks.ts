import type { System } from '../system.ts';

const SITES = ['https://shop.com', 'https://admin.shop.com'];
const NAMES = ['express', 'fastify', 'koa', 'hono'] as const;

const originOf = (name: string): string => `https://${name}.shop.com`;

/** The real frameworks side by side, for a person to look at. */
export const FRAMEWORKS: System = {
  what: 'Express, Fastify, Koa and Hono with their own CORS middleware, all told to allow the same two sites',
  pages: [...SITES, 'https://evil.com'],
  suggestions: NAMES.flatMap((name) => [
    {
      label: `${name}: read the products, with cookies`,
      url: `${originOf(name)}/api/products`,
      init: { credentials: 'include' },
    },
    { label: `${name}: what fails (500)`, url: `${originOf(name)}/api/broken` },
    { label: `${name}: empty the cart (a DELETE)`, url: `${originOf(name)}/api/cart`, init: { method: 'DELETE' } },
  ]),
  start: async () => {
    const { FRAMEWORKS: start } = await import('../real/frameworks/all.ts');
    const started = NAMES.map(async (name) => [originOf(name), await start[name](SITES)] as const);
    return Object.fromEntries(await Promise.all(started));
  },
};
