import type { IncomingMessage } from 'node:http';
import type { Server } from '../../../model/server.ts';
import type { HeaderPair } from '../../../model/words.ts';
import { SITES } from '../proof-case.ts';
import { handledBy } from './handled.ts';
import { isPreflight, pathOf, shop } from './shop.ts';

/** What a policy is asked. */
export interface Asked {
  readonly origin: string | undefined;
  readonly method: string;
  readonly path: string;
  /** The path with its query. */
  readonly target: string;
  readonly preflight: boolean;
  /** The method that a preflight asks for. */
  readonly askedMethod: string | undefined;
  readonly cookie: string | undefined;
  /** All that the request has besides. */
  readonly headers: IncomingMessage['headers'];
}

/** What a policy has to say of an answer. */
export interface Word {
  readonly headers: readonly HeaderPair[];
  /** In place of the status that the shop, or a preflight, would have. */
  readonly status?: number;
}

export type Policy = (asked: Asked) => Word;

/** A server that is nothing but a function, and does as its policy says. */
export function plain(policy: Policy): Server {
  return handledBy('plain', (request, response) => {
    request.resume();
    const asked = askedOf(request);
    const word = policy(asked);
    const done = asked.preflight ? { status: 204, headers: {}, body: '' } : shop(asked.method, asked.path);
    const headers = [...Object.entries(done.headers), ...word.headers];
    response.writeHead(word.status ?? done.status, headers.flat());
    response.end(asked.method === 'HEAD' ? '' : done.body);
  });
}

/** What a policy is asked by a request. */
export function askedOf(request: IncomingMessage): Asked {
  return {
    origin: request.headers.origin,
    method: request.method ?? '',
    path: pathOf(request),
    target: request.url ?? '/',
    preflight: isPreflight(request),
    askedMethod: request.headers['access-control-request-method'],
    cookie: request.headers.cookie,
    headers: request.headers,
  };
}

/** The terms on which an origin is allowed. `null` leaves a header out. */
export interface Terms {
  readonly origin?: string | null;
  readonly credentials?: string | null;
  readonly methods?: string | null;
  readonly headers?: string | null;
  readonly expose?: string | null;
  readonly maxAge?: string | null;
  /** `match`: where an origin was allowed. `origin`: where there was an Origin. */
  readonly vary?: 'always' | 'match' | 'origin' | 'never';
}

/** Whether an origin is one of the sites: the right test. */
export const isSite = (origin: string) => SITES.includes(origin);

/**
 * Answers the origins that pass a test, with themselves unless the terms say otherwise.
 * @param test is asked only where there is an Origin
 * @param terms the same for every answer, or by what is asked
 */
export function allow(test: (origin: string, asked: Asked) => boolean, terms: Terms = {}): Policy {
  return (asked) => {
    const allowed = asked.origin !== undefined && test(asked.origin, asked);
    return { headers: [...(allowed ? granted(asked, terms) : []), ...varied(asked, allowed, terms)] };
  };
}

function granted(asked: Asked, terms: Terms): HeaderPair[] {
  const { credentials = 'true', methods = 'GET, POST, PUT, PATCH, DELETE', maxAge = '600' } = terms;
  const { origin = asked.origin ?? null, expose = null, headers = 'content-type, authorization' } = terms;
  const answer = pairs({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': credentials,
    'access-control-expose-headers': expose,
  });
  const preflight = pairs({
    'access-control-allow-methods': methods,
    'access-control-allow-headers': headers,
    'access-control-max-age': maxAge,
  });
  return asked.preflight ? [...answer, ...preflight] : answer;
}

function varied({ origin }: Asked, allowed: boolean, { vary = 'always' }: Terms): HeaderPair[] {
  const says = { always: true, never: false, match: allowed, origin: origin !== undefined }[vary];
  return says ? [['vary', 'Origin']] : [];
}

function pairs(headers: Readonly<Record<string, string | null>>): HeaderPair[] {
  return Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** One policy for preflights, another for everything else: two layers that were configured apart. */
export function layers(preflight: Policy, answer: Policy): Policy {
  return (asked) => (asked.preflight ? preflight(asked) : answer(asked));
}

/** A policy for some paths, another for the rest. */
export function onPath(path: string, here: Policy, elsewhere: Policy): Policy {
  return (asked) => (asked.path === path ? here(asked) : elsewhere(asked));
}

/**
 * A cache that keeps the first answer to each address and gives it to everybody, whatever Vary says: as a CDN does whose
 * cache key has no Origin.
 * @param key what of a request is its address; of the method alone are the answers kept
 */
export function keptByAddress(policy: Policy, key: 'target' | 'path' = 'target', method = 'GET'): Policy {
  const kept = new Map<string, Word>();
  return (asked) => {
    if (asked.method !== method) return policy(asked);
    const word = kept.get(asked[key]) ?? policy(asked);
    kept.set(asked[key], word);
    return word;
  };
}

/** One policy after the other, from answer to answer; preflights apart. */
export function inTurn(...policies: readonly [Policy, ...Policy[]]): Policy {
  let turn = -1;
  return (asked) => {
    if (!asked.preflight) turn += 1;
    return (policies[turn % policies.length] ?? policies[0])(asked);
  };
}

/** A redirect, with a policy's headers. */
export const redirect =
  (status: number, to: string | ((asked: Asked) => string), policy: Policy): Policy =>
  (asked) => ({
    status,
    headers: [...policy(asked).headers, ['location', typeof to === 'string' ? to : to(asked)]],
  });

/** Where a case has its other API: its origin begins with the same number. */
export const search = ({ headers: { host = '' } }: Asked) => `https://${host.replace('api', 'search')}/products`;

/** A firewall that answers programs 403, and lets browsers through. */
export const forBrowsersAlone =
  (policy: Policy): Policy =>
  (asked) =>
    /cross-examine/.test(asked.headers['user-agent'] ?? '') ? { status: 403, headers: [] } : policy(asked);

/** No word of CORS. */
export const silent: Policy = () => ({ headers: [] });

/** The same headers to everybody, an Origin or not. */
export const constant =
  (headers: Readonly<Record<string, string>>): Policy =>
  () => ({
    headers: Object.entries(headers),
  });

/** A policy's headers, with another status. */
export const withStatus =
  (status: number, policy: Policy): Policy =>
  (asked) => ({ ...policy(asked), status });

/** The right policy, to be put where a case is about something else. */
export const right = allow(isSite);
