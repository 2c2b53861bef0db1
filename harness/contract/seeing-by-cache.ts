import { cdn } from '../../servers/cdn.ts';
import type { ContractRoute } from '../model/contract.ts';
import { grouped } from '../model/grouped.ts';
import { type Ask, type Cast, readerAsks } from './asks.ts';
import type { Browsing } from './browsing/browsing.ts';
import type { Seen } from './evidence.ts';
import type { Hearing } from './hearing.ts';
import { actualRequest, bareRequest } from './outside.ts';
import { UNRELATED } from './strangers.ts';
import { directServer } from './targets/mount.ts';

/**
 * Reads a route by way of a shared cache that has stored the answer to somebody else: nobody's, the next reader's, a
 * stranger's. Every reader has its turn, so two of them are read in both orders.
 */
export async function seeByCache(hearing: Hearing, browsing: Browsing, ask: Ask, cast: Cast): Promise<void> {
  const { docket, signal } = hearing;
  for (const storedFor of [null, neighbourOf(ask, cast), UNRELATED]) {
    if (
      storedFor === undefined ||
      storedFor === ask.origin ||
      !docket.isOpen(ask.route, browsing.engine) ||
      signal.aborted
    )
      continue;
    const seen = await readThroughCache(hearing, browsing, ask, storedFor);
    if (seen !== undefined) docket.seeCached({ seen, storedFor });
  }
}

function neighbourOf(ask: Ask, cast: Cast): string | undefined {
  const origins = readerAsks(ask.route, cast).map(({ origin }) => origin);
  return origins[(origins.indexOf(ask.origin) + 1) % origins.length];
}

async function readThroughCache(
  { targets, session, count }: Hearing,
  browsing: Browsing,
  ask: Ask,
  storedFor: string | null,
): Promise<Seen | undefined> {
  const { route } = ask;
  const target = targets.get(route.url.origin);
  if (target === undefined) return undefined;
  const cache = cdn(directServer(target));
  try {
    await cache.app.inject(
      toInject(
        route,
        storedFor === null ? bareRequest(route, session) : actualRequest({ ...ask, origin: storedFor }, session),
      ),
    );
    if (cache.source.kind !== 'app') return undefined;
    browsing.putBetween(target.origin, cache.source.app);
    const [seen] = await browsing.ask([ask]);
    count.add(browsing.engine);
    return seen;
  } finally {
    browsing.putBetween(target.origin, null);
    await cache.app.close();
  }
}

function toInject({ url }: ContractRoute, { method, headers }: ReturnType<typeof bareRequest>) {
  const grouping = grouped(headers, ([name]) => name.toLowerCase());
  const combined = Object.fromEntries(
    [...grouping].map(([name, pairs]) => [name, pairs.map(([, value]) => value).join(', ')]),
  );
  return { method: method as 'GET', url: `${url.pathname}${url.search}`, headers: combined };
}
