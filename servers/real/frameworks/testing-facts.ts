import { expect, it } from 'vitest';
import type { CountedServer } from '../listening.ts';
import { addressOf } from '../testing-traces.ts';
import { ask, corsOf, type WireAnswer } from '../wire-client.ts';

/** Something that the source of a middleware shows, as a request and what comes back. */
export interface Fact<Config> {
  /** One sentence. */
  readonly says: string;
  readonly config: Config;
  readonly asked: Asked;
  /** The status, and every Access-Control header and Vary; nothing more may be there. */
  readonly answered: { readonly status: number } & Readonly<Record<string, string | number>>;
  /** What the rest of the answer has to show. */
  readonly also?: (answer: WireAnswer) => void;
}

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

/** One test a fact. @param start starts the framework with that configuration */
export function holdFacts<Config>(
  start: (config: Config) => Promise<CountedServer>,
  facts: readonly Fact<Config>[],
): void {
  it.each(facts.map((fact) => [fact.says, fact] as const))('%s', async (_says, { config, asked, answered, also }) => {
    const server = await start(config);
    try {
      const answer = await ask(addressOf(server), asked.method, asked.path, asked.headers);
      expect({ status: answer.status, ...joined(corsOf(answer)) }).toEqual(answered);
      also?.(answer);
    } finally {
      await server.close?.();
    }
  });
}

function joined(headers: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(' | ')]));
}
