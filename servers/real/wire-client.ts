import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What came back, exactly. */
export interface WireAnswer {
  readonly status: number;
  /** By lower-case name; a header that came twice has two values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/**
 * Sends one request as told: unlike fetch it lets a test say Origin, and adds nothing but Host and framing.
 * @returns the answer; rejects when there is none
 */
export function ask(
  server: URL,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, server), { method, headers, agent: false }, (incoming) => {
      text(incoming).then((received) => {
        const named = incoming.headersDistinct as Record<string, string[]>;
        resolve({ status: incoming.statusCode ?? 0, headers: { ...named }, body: received });
      }, reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** The preflight that a page at `origin` causes by a request with this method and an Authorization header. */
export function preflight(server: URL, path: string, origin: string, method: string): Promise<WireAnswer> {
  return ask(server, 'OPTIONS', path, {
    Origin: origin,
    'Access-Control-Request-Method': method,
    'Access-Control-Request-Headers': 'authorization',
  });
}

/** What an answer says about CORS and about caches: every Access-Control header, and Vary. */
export function corsOf({ headers }: WireAnswer): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name === 'vary' || name.startsWith('access-control-')),
  );
}
