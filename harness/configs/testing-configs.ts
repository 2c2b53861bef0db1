import type { FastifyInstance } from 'fastify';
import type { Server } from '../model/server.ts';
import type { Configured } from './configured.ts';
import { emulate, originOf } from './emulate.ts';
import { readConfig } from './read-config.ts';

/** What is asked of an emulated server, as a page of an origin would. */
export interface Asked {
  /** Of several things that a file configures, the first of this kind. */
  readonly kind?: Configured['kind'];
  readonly method?: 'OPTIONS' | 'GET' | 'POST' | 'PUT';
  readonly path?: string;
  /** `null`: the request has none. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The status and the headers of CORS, with Vary. */
export interface Answer {
  readonly status: number;
  readonly cors: Readonly<Record<string, unknown>>;
}

/** A fact of a tool: a file, and what comes of it. */
export interface Fact {
  readonly what: string;
  /** Where it was read, unless it is the source of all. */
  readonly source?: string;
  readonly file: string;
  readonly asked?: Asked;
  readonly says: object;
}

/** Asks what a file configures, a preflight unless something else is said. @throws when the file configures no such thing */
export async function answerOf(text: string, file: string, asked: Asked = {}): Promise<Answer> {
  const { configured } = readConfig(text, file);
  const found = configured.find(({ kind }) => asked.kind === undefined || kind === asked.kind);
  if (found === undefined) throw new Error(`${file} configures no ${asked.kind ?? 'server'}`);
  return ask(found, asked);
}

/** The same of something that was read before. @param server that stands for it, where several things are asked of one */
export async function ask(
  configured: Configured,
  { method = 'OPTIONS', path = '/orders', origin = 'https://shop.com', headers = {} }: Asked = {},
  server: Server = emulate(configured),
): Promise<Answer> {
  const { app } = server as unknown as { app: FastifyInstance };
  const { host } = new URL(originOf(configured));
  const preflight = method === 'OPTIONS' ? { 'access-control-request-method': 'GET' } : {};
  const answer = await app.inject({
    method,
    url: path,
    headers: { host, ...preflight, ...(origin !== null && { origin }), ...headers },
  });
  const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-') || name === 'vary');
  return { status: answer.statusCode, cors: Object.fromEntries(names.map((name) => [name, answer.headers[name]])) };
}

/** Everything that is to be said of a file, as `rule: message`. */
export function saidOf(text: string, file: string): string[] {
  return readConfig(text, file).issues.map(({ rule, message }) => `${rule}: ${message}`);
}
