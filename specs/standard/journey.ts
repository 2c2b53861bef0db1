import type { ScenarioInput } from 'cross-examine';
import { ANYONE, asking, type Expected, type Headers, type RequestInput, type ServerInput } from './build.ts';

export type Rest = Parameters<typeof asking>[5];

/** One server on the way: what it answers, and what it says of a preflight, should one come. */
export interface Stop {
  readonly at: string;
  readonly says?: Headers;
  readonly permits?: Headers;
  /** 302 where the journey goes on, 200 where it ends, unless told. */
  readonly status?: number;
  /** What Location says; the next stop's URL unless told. */
  readonly location?: string;
}

export const SIBLING = 'https://cdn.page.com';
export const OTHER = 'https://other.com';
export const EVERYTHING: Headers = [
  ...ANYONE,
  ['access-control-allow-methods', '*'],
  ['access-control-allow-headers', '*, authorization'],
];
export const X_TEST: Pick<RequestInput, 'headers'> = { headers: [['x-test', '1']] };
export const NO_CORS: Partial<RequestInput> = { mode: 'no-cors' };

function serving([first, ...others]: readonly [Stop, ...Stop[]]): { url: string; server: ServerInput } {
  const answer = ({ at, says = [], permits, status, location }: Stop, next: Stop | undefined) => {
    const redirectTo = location ?? next?.at ?? null;
    return {
      url: at,
      preflight: permits ? { status: 204, headers: permits } : null,
      response: { status: status ?? (redirectTo === null ? 200 : 302), headers: says, redirectTo },
    };
  };
  const { url, ...server } = answer(first, others[0]);
  const hops = others.map((stop, index) => answer(stop, others[index + 1]));
  return { url, server: { ...server, hops } };
}

/** A request that is sent from one server to the next. */
export function journey(
  id: string,
  note: string,
  stops: readonly [Stop, ...Stop[]],
  expect: Expected,
  request: Partial<RequestInput> = {},
  rest: Rest = {},
): ScenarioInput {
  const { url, server } = serving(stops);
  return asking(`redirects/${id}`, note, { url, ...request }, server, expect, rest);
}

export const from = (origin: string): string => `${origin}/x`;
export const to = (origin: string): string => `${origin}/y`;

export const stop = (at: string, says: Headers = []): Stop => ({ at, says });
export const permitting = (at: string, says: Headers = ANYONE): Stop => ({ at, says, permits: EVERYTHING });

/** `count` redirects from path to path of one origin, and then an answer. */
export function long(origin: string, count: number, says: Headers): readonly [Stop, ...Stop[]] {
  const stops = Array.from({ length: count }, (_, index) => stop(`${origin}/${index + 1}`, says));
  return [stop(`${origin}/0`, says), ...stops];
}

export const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, index) => index);
