import type { FastifyInstance } from 'fastify';
import type { Server } from '../harness/model/server.ts';
import { answering } from './answering.ts';
import { askBehind } from './behind.ts';
import type { CdnServer } from './cdn.ts';
import { Distribution, type Origin } from './cloudfront/distribution.ts';
import {
  type CloudFrontRules,
  cloudFrontSchema,
  type ParsedBehavior,
  type ParsedCloudFrontRules,
} from './cloudfront/rules.ts';
import { UNCONFIRMED_CLOUDFRONT } from './cloudfront/unconfirmed.ts';
import { parseRules } from './rules.ts';

export type { CloudFrontRules } from './cloudfront/rules.ts';

/** A distribution that can be mounted, and asked without a browser by `app.inject`. */
export interface CloudFrontServer
  extends Pick<CdnServer, 'hits' | 'misses' | 'passes' | 'entries' | 'advance' | 'purge'>,
    Server {
  readonly app: FastifyInstance;
}

/** Origins by the id that a behavior's TargetOriginId names. */
export type Origins = Readonly<Record<string, Server>>;

/**
 * Emulated CloudFront: a distribution in front of other servers. What is in the cache key, what the origin is told, what
 * is put on answers at the edge and what code runs there goes by policies, managed or own.
 * @param origins the server behind, or several by id; they end together with the distribution
 * @param rules what a distribution's configuration would say
 * @throws when a rule is wrong, naming the field, or when there is no asking an origin
 */
export function cloudFront(origins: Server | Origins, rules: CloudFrontRules): CloudFrontServer {
  const parsed = parseRules('cloudfront', cloudFrontSchema, rules);
  const servers = isServer(origins) ? { origin: origins } : origins;
  const distribution = new Distribution(parsed, originFinder(servers, parsed));
  const app = answering((request) => distribution.handle(request));
  app.addHook('onClose', () => closeAll(servers));
  const count = (handling: 'hit' | 'miss' | 'pass') =>
    distribution.caches.reduce((sum, { counts }) => sum + counts[handling], 0);
  return {
    name: 'cloudfront',
    version: `fastify ${app.version}`,
    real: false,
    role: 'cache',
    source: { kind: 'app', app },
    unconfirmed: UNCONFIRMED_CLOUDFRONT,
    app,
    get hits() {
      return count('hit');
    },
    get misses() {
      return count('miss');
    },
    get passes() {
      return count('pass');
    },
    entries: () => distribution.caches.reduce((sum, { store }) => sum + store.size, 0),
    advance: (seconds) => {
      for (const { store } of distribution.caches) store.advance(seconds);
    },
    purge: (path) => {
      for (const { store } of distribution.caches) store.purge(path);
    },
    ...effectsOf(distinct(servers)),
    close: () => app.close(),
  };
}

function isServer(origins: Server | Origins): origins is Server {
  return 'source' in origins;
}

/** @throws when a behavior names no origin that there is, or none although there are several */
function originFinder(servers: Origins, rules: ParsedCloudFrontRules): (behavior: ParsedBehavior) => Origin {
  const ids = Object.keys(servers);
  const origins = new Map(
    Object.entries(servers).map(([id, server]) => {
      const domainName = rules.Origins[id]?.DomainName ?? `${id}.example.com`;
      return [id, { domainName, ask: askBehind('cloudfront', server) }] as const;
    }),
  );
  const find = ({ TargetOriginId: id }: ParsedBehavior) => origins.get(id ?? (ids.length === 1 ? (ids[0] ?? '') : ''));
  for (const behavior of [rules.DefaultCacheBehavior, ...rules.CacheBehaviors]) {
    if (find(behavior) === undefined) {
      const wrong = `TargetOriginId: ${behavior.TargetOriginId ?? 'is missing'}; the origins are ${ids.join(', ')}`;
      throw new Error(`the rules of "cloudfront" are wrong: ${wrong}`);
    }
  }
  return (behavior) => find(behavior) as Origin;
}

/** One server may be several origins. */
function distinct(servers: Origins): Server[] {
  return [...new Set(Object.values(servers))];
}

async function closeAll(servers: Origins): Promise<void> {
  await Promise.all(distinct(servers).map((server) => server.close?.()));
}

function effectsOf(servers: readonly Server[]): Pick<Server, 'effects'> {
  const counting = servers.flatMap(({ effects }) => effects ?? []);
  return counting.length === 0 ? {} : { effects: () => counting.reduce((sum, effects) => sum + effects(), 0) };
}
