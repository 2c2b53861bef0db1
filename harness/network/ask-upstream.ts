import { request as httpRequest, type IncomingMessage, METHODS } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { replaceMethod } from './message-head.ts';

/** A server that listens somewhere, and how it is spoken to. */
export interface Upstream {
  readonly address: URL;
  /** For an https: address: whose certificate it has to show, and who may have signed it. Node's own ways if not said. */
  readonly tls?: Pick<RequestOptions, 'servername' | 'rejectUnauthorized' | 'ca'>;
  /** Without limits it is waited for as long as whoever asks waits. */
  readonly limits?: { readonly headMs: number; readonly headBytes: number };
}

/** A request as it goes out; nothing is added to its headers. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names and values in turn, Host included. */
  readonly rawHeaders: readonly string[];
  readonly body: Readable | string | null;
}

/**
 * Makes one request of a server, on a connection of its own: a kept one that has died unseen would look like a server
 * that is down.
 * @param signal breaks it off
 * @returns the answer, once its head has arrived; rejects when it does not, with what Node says
 */
export function askUpstream(
  upstream: Upstream,
  request: UpstreamRequest,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const { address, tls, limits } = upstream;
  const { method } = request;
  const send = address.protocol === 'https:' ? httpsRequest : httpRequest;
  const options: RequestOptions = {
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: address.port || undefined,
    // For some methods Node does as it would for the same in capitals: `head` would have no body.
    method: METHODS.includes(method) ? method : 'POST',
    path: request.path,
    headers: request.rawHeaders as unknown as Record<string, string>,
    setHost: false,
    agent: false,
    ...(limits && { maxHeaderSize: limits.headBytes }),
    ...(signal && { signal }),
    ...tls,
  };
  return new Promise((resolve, reject) => {
    const outgoing = send(options);
    replaceMethod(outgoing, method);
    const late = () => outgoing.destroy(new Error(`no answer within ${(limits?.headMs ?? 0) / 1000} seconds`));
    const timer = limits && setTimeout(late, limits.headMs);
    outgoing.on('error', reject);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy();
      reject(new Error('it changed protocols'));
    });
    outgoing.on('response', (incoming) => {
      clearTimeout(timer);
      resolve(incoming);
    });
    if (request.body === null || typeof request.body === 'string') outgoing.end(request.body ?? undefined);
    else pipeline(request.body, outgoing, () => {});
  });
}
