import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';

/** Headers that belong to one connection, not to the message: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization']);

function withoutConnectionHeaders(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!CONNECTION_HEADERS.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/**
 * Passes the request on to a server that listens at `address`, Host header included, and its answer back.
 * Rejects when that server cannot be reached or breaks off before its head has arrived.
 */
export function serveUpstream(address: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      {
        host: address.hostname.replace(/^\[|\]$/g, ''),
        port: address.port || undefined,
        method: request.method,
        path: request.url,
        headers: withoutConnectionHeaders(request.rawHeaders) as unknown as Record<string, string>,
        setHost: false,
      },
      (incoming) => {
        response.sendDate = false;
        response.writeHead(
          incoming.statusCode ?? 502,
          incoming.statusMessage,
          withoutConnectionHeaders(incoming.rawHeaders),
        );
        pipeline(incoming, response, () => resolve());
      },
    );
    outgoing.on('error', (error) => reject(new Error(`upstream ${address.href} did not answer: ${error.message}`)));
    response.on('close', () => outgoing.destroy());
    pipeline(request, outgoing, () => {});
  });
}
