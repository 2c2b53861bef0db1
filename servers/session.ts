import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { setCookieValue } from '../harness/model/set-cookie.ts';
import { SAME_SITE } from '../harness/model/words.ts';

/** The one user there is; her name is her session, because nobody is to be kept out who has the cookie. */
const USER = 'ann';
const COOKIE = 'session';

/** How an API knows its users. */
export const sessionSchema = z.strictObject({
  /** `required`: without a session everything is a 401, logging in and preflights apart. */
  authentication: z.enum(['required', 'none']).default('none'),
  /** The attributes of the cookie that POST /login sets. */
  cookie: z
    .strictObject({
      sameSite: z.enum(SAME_SITE).optional(),
      secure: z.boolean().default(true),
      partitioned: z.boolean().default(false),
    })
    .prefault({}),
});

/** POST /login, for anybody, and the guard in front of all else. */
export function addSessions(app: FastifyInstance, { authentication, cookie }: z.output<typeof sessionSchema>): void {
  const setCookie = setCookieValue({ name: COOKIE, value: USER, ...cookie });
  app.post('/login', async (_request, reply) => reply.code(204).header('set-cookie', setCookie).send());
  if (authentication === 'none') return;
  app.addHook('onRequest', async (request, reply) => {
    const isOpen = request.method === 'OPTIONS' || request.url === '/login';
    if (!isOpen && userOf(request) === null) return reply.code(401).send({ error: 'who are you?' });
  });
}

/** Who asks, by the cookie; `null` when the request has none. */
export function userOf({ headers }: FastifyRequest): string | null {
  const cookies = (headers.cookie ?? '').split('; ');
  return cookies.includes(`${COOKIE}=${USER}`) ? USER : null;
}
