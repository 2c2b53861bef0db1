import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Server } from '../harness/model/server.ts';
import { parseRules } from './rules.ts';
import { type AllowListCache, inMemory } from './tenants/allow-list-cache.ts';
import { type ParsedTenantRules, type TenantRules, tenantsSchema } from './tenants/rules.ts';
import { tenantOf } from './tenants/whose.ts';

/** A platform that can be mounted, and asked without a browser by `app.inject`. */
export interface TenantPlatform extends Server {
  readonly app: FastifyInstance;
  /** How often the directory was asked for an allow-list. */
  readonly lookups: number;
  /** A tenant's front ends have moved. */
  move(tenant: string, origins: readonly string[]): void;
  /** Lets so many seconds pass: what is known of origins gets old. */
  advance(seconds: number): void;
}

/**
 * An API for many tenants. Each has its own data, and its own origins that may read it; what is known of them is kept for
 * a while.
 * @param rules who the tenants are, and how a request says whose it is
 * @param cache where allow-lists are kept; it ends together with the platform
 * @throws when a rule is wrong, naming the field
 */
export function tenantPlatform(rules: TenantRules, cache: AllowListCache = inMemory()): TenantPlatform {
  const parsed = parseRules('tenants', tenantsSchema, rules);
  const lists = new AllowLists(parsed, cache);
  const app = Fastify();
  app.addHook('onSend', async (request, reply) => {
    reply.headers(await corsHeaders(parsed, lists, request));
  });
  app.addHook('onClose', () => cache.close());
  app.options('*', async (_request, reply) => reply.code(204).send());
  app.get('*', async (request, reply) => data(parsed, request, reply));
  return {
    name: 'tenants',
    version: `fastify ${app.version}`,
    real: false,
    source: { kind: 'app', app },
    app,
    get lookups() {
      return lists.lookups;
    },
    move: (tenant, origins) => lists.directory.set(tenant, origins),
    advance: (seconds) => lists.advance(seconds),
    close: () => app.close(),
  };
}

function data(rules: ParsedTenantRules, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const tenant = tenantOf(rules, request);
  if (tenant === undefined) return reply.code(404).send({ error: 'no such tenant' });
  return reply.headers(rules.headers).send({ tenant, secret: `of ${tenant}` });
}

/** Allow-lists as they were when they were last looked up. */
class AllowLists {
  /** The truth. */
  readonly directory: Map<string, readonly string[]>;
  readonly #timeToLive: number;
  readonly #cache: AllowListCache;
  #now = 0;
  lookups = 0;

  constructor({ tenants, timeToLive }: ParsedTenantRules, cache: AllowListCache) {
    this.directory = new Map(Object.entries(tenants).map(([id, { origins }]) => [id, origins]));
    this.#timeToLive = timeToLive;
    this.#cache = cache;
  }

  async of(tenant: string): Promise<readonly string[]> {
    const known = await this.#cache.get(tenant);
    if (known !== undefined && this.#now - known.at < this.#timeToLive) return known.origins;
    this.lookups += 1;
    const origins = this.directory.get(tenant) ?? [];
    await this.#cache.set(tenant, { origins, at: this.#now });
    return origins;
  }

  async ofAll(): Promise<readonly string[]> {
    const lists = await Promise.all([...this.directory.keys()].map((tenant) => this.of(tenant)));
    return lists.flat();
  }

  advance(seconds: number): void {
    this.#now += seconds;
  }
}

async function corsHeaders(
  rules: ParsedTenantRules,
  lists: AllowLists,
  request: FastifyRequest,
): Promise<Record<string, string>> {
  const vary: Record<string, string> = rules.vary ? { vary: 'Origin' } : {};
  const { origin = '' } = request.headers;
  const isPreflight = request.method === 'OPTIONS';
  const tenant = tenantOf(rules, request);
  const isForAny = isPreflight && rules.preflights === 'of-any-tenant';
  const allowed = isForAny ? await lists.ofAll() : tenant === undefined ? [] : await lists.of(tenant);
  if (!allowed.includes(origin)) return vary;
  return {
    ...vary,
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    ...(isPreflight && {
      'access-control-allow-headers': 'authorization, x-api-key',
      'access-control-allow-methods': 'GET',
    }),
  };
}
