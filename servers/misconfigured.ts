import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { accountApi } from './account-api.ts';
import { type CountingApi, countingApi } from './counting-api.ts';
import { RIGHT, type Says, saying, saysSchema } from './misconfigured/says.ts';
import { type Effect, orderApi } from './order-api.ts';
import { fieldValueSchema, parseRules } from './rules.ts';
import { addSessions, sessionSchema } from './session.ts';

/** What an answer says otherwise than the one it is a departure from. */
const departureSchema = saysSchema.partial();

const layerSchema = departureSchema.extend({
  /** What answers to preflights say otherwise, and their status: 204 if not said. */
  preflight: departureSchema.extend({ status: z.int().min(200).max(599).optional() }).default({}),
  /** What answers of 400 and above say otherwise, preflights apart. */
  errors: departureSchema.default({}),
});

const misconfiguredSchema = layerSchema.extend({
  /** Who is meant to read. A browser says an origin in lower case and without a path: what is not so matches nobody. */
  sites: z.array(fieldValueSchema).default(['https://shop.com', 'https://admin.shop.com']),
  /** The same for single paths with all below them, as in `{ '/report': { originPolicy: { kind: 'nobody' } } }`. */
  paths: z.record(z.string().startsWith('/'), layerSchema).default({}),
  /** What every second answer says otherwise, preflights apart: a second instance, with older rules. */
  everyOther: departureSchema.default({}),
  session: sessionSchema.prefault({}),
});

/** How an API goes wrong: each field is a departure from the right answer. */
export type MisconfiguredRules = z.input<typeof misconfiguredSchema>;

type ParsedRules = z.output<typeof misconfiguredSchema>;
type Departure = z.output<typeof departureSchema>;

/**
 * An API whose CORS policy goes wrong in one way or several: the routes of {@link orderApi} and {@link accountApi}, and
 * POST /login.
 * @param rules in what it departs from what is right; without rules it lists https://shop.com and https://admin.shop.com,
 * with credentials, and nothing is wrong
 * @returns the server; `effects()` is the number of entries in its ledger
 * @throws when a rule is malformed, naming the field
 */
export function misconfigured(rules: MisconfiguredRules = {}): CountingApi {
  const parsed = parseRules('misconfigured', misconfiguredSchema, rules);
  const ledger: Effect[] = [];
  const app = Fastify();
  addWrongCors(app, parsed);
  addSessions(app, parsed.session);
  app.register(orderApi, { ledger });
  app.register(accountApi, { ledger });
  return countingApi('misconfigured', app, ledger);
}

function addWrongCors(app: FastifyInstance, rules: ParsedRules): void {
  let answers = 0;
  app.options('*', async (request, reply) => reply.code(preflightStatus(rules, request)).send());
  app.addHook('onSend', async (request, reply) => {
    const isPreflight = request.method === 'OPTIONS';
    const isOfSecondInstance = !isPreflight && answers++ % 2 === 1;
    const departures = [...departuresOf(rules, request, reply), isOfSecondInstance ? rules.everyOther : {}];
    const says = departures.reduce<Says>(departFrom, RIGHT);
    reply.headers(saying(says, rules.sites, { headers: request.headers, preflight: isPreflight }));
  });
}

/** What applies to one answer, the particular after the general. */
function departuresOf(rules: ParsedRules, request: FastifyRequest, reply: FastifyReply): Departure[] {
  const layers = layersOf(rules, request);
  if (request.method === 'OPTIONS') return [...layers, ...layers.map(({ preflight }) => preflight)];
  return reply.statusCode >= 400 ? [...layers, ...layers.map(({ errors }) => errors)] : layers;
}

function layersOf(rules: ParsedRules, { url }: FastifyRequest): z.output<typeof layerSchema>[] {
  const path = url.split('?')[0] ?? url;
  const covering = Object.entries(rules.paths).filter(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  return [rules, ...covering.map(([, layer]) => layer)];
}

function preflightStatus(rules: ParsedRules, request: FastifyRequest): number {
  return layersOf(rules, request).findLast(({ preflight }) => preflight.status !== undefined)?.preflight.status ?? 204;
}

function departFrom(says: Says, departure: Departure): Says {
  const said = Object.keys(saysSchema.shape).filter((field) => departure[field as keyof Says] !== undefined);
  return { ...says, ...Object.fromEntries(said.map((field) => [field, departure[field as keyof Says]])) };
}
