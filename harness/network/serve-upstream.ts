import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { askUpstream } from './ask-upstream.ts';

/** Headers that belong to one connection, not to the message: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization']);

/** Methods whose requests Node sends without a body unless it is told of one. */
const METHODS_WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function withoutConnectionHeaders(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/** The headers to pass on. A PATCH without a body would be sent chunked, which some servers refuse: it gets a length. */
export function headersFor({ method = '', rawHeaders, headers }: IncomingMessage): string[] {
  const kept = withoutConnectionHeaders(rawHeaders);
  const framed = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return framed || METHODS_WITHOUT_BODY.has(method) ? kept : [...kept, 'Content-Length', '0'];
}

/** Passes an answer on from its head: nothing waits for the first bytes of its body, and Node adds nothing of its own. */
export function passOn(incoming: IncomingMessage, response: ServerResponse): void {
  response.sendDate = false;
  response.removeHeader('connection');
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, withoutConnectionHeaders(incoming.rawHeaders));
  // Not flushHeaders(): that would write the head as UTF-8, and it is Latin-1.
  response.write(Buffer.alloc(0));
}

/**
 * Passes the request on to a server that listens at `address`, Host header included, and its answer back.
 * Rejects when that server cannot be reached or breaks off before its head has arrived.
 */
export async function serveUpstream(address: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url: path = '' } = request;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    const onward = { method, path, rawHeaders: headersFor(request), body: request };
    const incoming = await askUpstream({ address }, onward, gone.signal);
    passOn(incoming, response);
    await new Promise<void>((resolve) => pipeline(incoming, response, () => resolve()));
  } catch (error) {
    throw new Error(`upstream ${address.href} did not answer: ${(error as Error).message}`);
  }
}
