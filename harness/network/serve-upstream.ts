import { request as httpRequest, type IncomingMessage, METHODS, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import { replaceMethod } from './message-head.ts';

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
function headersFor({ method = '', rawHeaders, headers }: IncomingMessage): string[] {
  const kept = withoutConnectionHeaders(rawHeaders);
  const framed = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  return framed || METHODS_WITHOUT_BODY.has(method) ? kept : [...kept, 'Content-Length', '0'];
}

/** Passes an answer on from its head: nothing waits for the first bytes of its body, and Node adds nothing of its own. */
function passOn(incoming: IncomingMessage, response: ServerResponse): void {
  response.sendDate = false;
  response.removeHeader('connection');
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, withoutConnectionHeaders(incoming.rawHeaders));
  // Not flushHeaders(): that would write the head as UTF-8, and it is Latin-1.
  response.write(Buffer.alloc(0));
}

/**
 * Passes the request on to a server that listens at `address`, Host header included, and its answer back. Each request
 * has a connection of its own: a kept one that has died unseen would look like a server that is down.
 * Rejects when that server cannot be reached or breaks off before its head has arrived.
 */
export function serveUpstream(address: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
  const { method = '' } = request;
  // For some methods Node does as it would for the same in capitals: `head` would have no body.
  const knownMethod = METHODS.includes(method) ? method : 'POST';
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new Error(`upstream ${address.href} did not answer: ${error.message}`));
    const outgoing = send({
      host: address.hostname.replace(/^\[|\]$/g, ''),
      port: address.port || undefined,
      method: knownMethod,
      path: request.url,
      headers: headersFor(request) as unknown as Record<string, string>,
      setHost: false,
      agent: false,
    });
    replaceMethod(outgoing, method);
    outgoing.on('error', fail);
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy();
      fail(new Error('it changed protocols'));
    });
    outgoing.on('response', (incoming) => {
      try {
        passOn(incoming, response);
      } catch (error) {
        fail(error as Error);
        return;
      }
      pipeline(incoming, response, () => resolve());
    });
    response.on('close', () => outgoing.destroy());
    pipeline(request, outgoing, () => {});
  });
}
