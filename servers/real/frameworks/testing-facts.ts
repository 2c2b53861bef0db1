import type { CountedServer } from '../listening.ts';
import { addressOf } from '../testing-traces.ts';
import { ask, corsOf } from '../wire-client.ts';

/** Something that the source of a middleware shows, as a request and what comes back. */
export interface Fact<Config> {
  /** One sentence. */
  readonly says: string;
  readonly config: Config;
  readonly asked: Asked;
  /** The status, and every Access-Control header and Vary: no other may be there. What else is named is held, too. */
  readonly answered: Answered;
}

type Answered = { readonly status: number; readonly body?: string } & Readonly<Record<string, string | number>>;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const SHOP = 'https://shop.com';
export const ADMIN = 'https://admin.shop.com';
export const EVIL = 'https://evil.com';

const from = (origin: string | null) => (origin === null ? {} : { Origin: origin });

/** A GET of /api/products. @param origin `null` for a request without one */
export const reading = (origin: string | null, path = '/api/products'): Asked => ({
  method: 'GET',
  path,
  headers: from(origin),
});

/** The preflight of a DELETE with an Authorization header. */
export const preflighting = (origin: string): Asked => ({
  method: 'OPTIONS',
  path: '/api/cart',
  headers: {
    ...from(origin),
    'Access-Control-Request-Method': 'DELETE',
    'Access-Control-Request-Headers': 'authorization',
  },
});

/** An OPTIONS that no browser sends as a preflight: it does not say for which method. */
export const plainOptions = (origin: string | null): Asked => ({
  method: 'OPTIONS',
  path: '/api/cart',
  headers: from(origin),
});

/** A row for each fact, as a table of tests takes it. */
export function rows<Config>(facts: readonly Fact<Config>[]): (readonly [says: string, fact: Fact<Config>])[] {
  return facts.map((fact) => [fact.says, fact]);
}

/**
 * What the framework really answers.
 * @param start starts it with that configuration
 * @returns its status, its Access-Control headers and Vary, and whatever else the fact names
 */
export async function answerOf<Config>(
  start: (config: Config) => Promise<CountedServer>,
  { config, asked, answered }: Fact<Config>,
): Promise<Answered> {
  const server = await start(config);
  try {
    const answer = await ask(addressOf(server), asked.method, asked.path, asked.headers);
    const named = Object.entries(answer.headers).filter(([name]) => name in answered);
    const headers = { ...corsOf(answer), ...Object.fromEntries(named) };
    return { status: answer.status, ...('body' in answered ? { body: answer.body } : {}), ...joined(headers) };
  } finally {
    await server.close?.();
  }
}

function joined(headers: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(' | ')]));
}
