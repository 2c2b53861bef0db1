import type { CountedServer } from '../listening.ts';
import { expressCors } from './express.ts';
import { fastifyCors } from './fastify.ts';
import { honoCors } from './hono.ts';
import { koaCors } from './koa.ts';

/** Starts a framework with its own CORS middleware, told to allow these sites with credentials and nothing else. */
type Start = (sites: readonly string[]) => Promise<CountedServer>;

/** Every framework there is here, told the same in the words of its documentation. */
export const FRAMEWORKS: Readonly<Record<'express' | 'fastify' | 'koa' | 'hono', Start>> = {
  express: (sites) => expressCors({ origin: [...sites], credentials: true }),
  fastify: (sites) => fastifyCors({ origin: [...sites], credentials: true }),
  // It takes one value, or a function; no list.
  koa: (sites) => {
    return koaCors({ origin: ({ headers }) => sites.find((site) => site === headers.origin) ?? '', credentials: true });
  },
  hono: (sites) => honoCors({ origin: [...sites], credentials: true }),
};
