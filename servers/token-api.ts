import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type CountingApi, countingApi } from './counting-api.ts';
import { type Effect, effectOf, takeAnyBody } from './order-api.ts';
import { parseRules, serialisedOriginSchema } from './rules.ts';

const tokenSchema = z.strictObject({
  /** The publishable key of each merchant, and the origin of his shop. */
  keys: z.record(z.string().regex(/^pk_\w+$/, { error: 'must be a key, as in pk_shop' }), serialisedOriginSchema),
  /** Where a request says its key: `/tokens/KEY`, the header `x-api-key`, or a field `key` of the body. */
  keyIn: z.enum(['path', 'header', 'body']).default('body'),
  /** Who may read: anyone (`*`), the origin that the key is registered for, or whoever has any key. */
  readers: z.enum(['anyone', 'of-the-key', 'of-any-key']).default('anyone'),
  /** Whether the Origin header has to be the key's own before a token is made. */
  checksOrigin: z.boolean().default(false),
});

/** How a payment provider's token endpoint goes about CORS. */
export type TokenRules = z.input<typeof tokenSchema>;
type ParsedRules = z.output<typeof tokenSchema>;

/**
 * A payment provider's public token endpoint: `POST /tokens` makes a token of a card, for whoever shows a known key.
 * @param rules whose keys there are, and who may read
 * @returns the server; `effects()` is the number of tokens made
 * @throws when a rule is wrong, naming the field
 */
export function tokenApi(rules: TokenRules): CountingApi {
  const parsed = parseRules('token-api', tokenSchema, rules);
  const ledger: Effect[] = [];
  const app = Fastify();
  takeAnyBody(app);
  app.addHook('onSend', async (request, reply) => {
    reply.headers(permission(parsed, request));
  });
  app.options('*', async (_request, reply) => reply.code(204).send());
  app.post('/tokens/:key?', async (request, reply) => makeToken(parsed, ledger, request, reply));
  return countingApi('token-api', app, ledger);
}

function makeToken(rules: ParsedRules, ledger: Effect[], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const registered = rules.keys[keyOf(rules, request) ?? ''];
  if (registered === undefined) return reply.code(401).send({ error: 'no such key' });
  if (rules.checksOrigin && request.headers.origin !== registered) {
    return reply.code(403).send({ error: 'this key is not for your site' });
  }
  ledger.push(effectOf(request));
  return reply.code(201).send({ token: `tok_${ledger.length}` });
}

/** A preflight has neither the body nor the header: of it only the path can tell the key. */
function keyOf({ keyIn }: ParsedRules, request: FastifyRequest): string | undefined {
  if (keyIn === 'path') return request.url.split('/')[2];
  if (keyIn === 'header') return request.headers['x-api-key']?.toString();
  return keyInBody(String(request.body ?? ''));
}

function keyInBody(body: string): string | undefined {
  const json = /"key"\s*:\s*"(\w+)"/.exec(body)?.[1];
  return json ?? new URLSearchParams(body).get('key') ?? undefined;
}

function permission(rules: ParsedRules, request: FastifyRequest): Record<string, string> {
  const allowed = allowedOrigin(rules, request);
  const vary: Record<string, string> = rules.readers === 'anyone' ? {} : { vary: 'Origin' };
  if (allowed === undefined) return vary;
  return {
    ...vary,
    'access-control-allow-origin': allowed,
    ...(request.method === 'OPTIONS' && {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, x-api-key',
    }),
  };
}

function allowedOrigin(rules: ParsedRules, request: FastifyRequest): string | undefined {
  const { readers, keys } = rules;
  if (readers === 'anyone') return '*';
  const registered = readers === 'of-any-key' ? Object.values(keys) : [keys[keyOf(rules, request) ?? '']];
  return registered.find((origin) => origin !== undefined && origin === request.headers.origin);
}
