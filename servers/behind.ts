import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  request as sendRequest,
} from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { noteAskedOn } from '../harness/model/asked-on.ts';
import type { App, Server } from '../harness/model/server.ts';

/** A request as one server of ours makes it of another. */
export interface OnwardRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What came back. */
export interface OnwardAnswer {
  readonly status: number;
  /** By lower-case name; a header that came twice has two values. */
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Asks the server behind; rejects when it does not answer. */
export type AskBehind = (request: OnwardRequest) => Promise<OnwardAnswer>;

/** https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/**
 * How a server of ours that stands before another one asks it.
 * @param before the name of the one in front, for the error
 * @param behind the server behind: any app, asked in this process, or one that listens
 * @throws when it is a script, which answers a browser only
 */
export function askBehind(before: string, behind: Server): AskBehind {
  const { source, name } = behind;
  if (source.kind === 'script') throw new Error(`"${name}" is scripted: it cannot stand behind "${before}"`);
  const way = source.kind === 'app' ? { createConnection: wayInto(source.app) } : wayTo(source.address);
  return (request) => {
    noteAskedOn(name);
    return exchange(way, request);
  };
}

/** Message headers alone, without those of the connection they came by. */
function endToEnd<Value>(headers: NodeJS.Dict<Value>): NodeJS.Dict<Value> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
}

function wayTo({ hostname, port }: URL): RequestOptions {
  return { host: hostname, port: port || 80, agent: false };
}

/** HTTP without a socket: the two ends of a pipe within this process, for an app does not say how it wants to be asked. */
function wayInto(app: App): () => Duplex {
  const server = createServer((request, response) => {
    const answered = Promise.resolve(app.ready()).then(() => app.routing(request, response));
    answered.catch((error) => response.destroy(error));
  });
  return () => {
    const [near, far] = duplexPair();
    far.once('close', () => far.writableFinished || near.destroy(new Error('the server behind broke off')));
    server.emit('connection', far);
    return near;
  };
}

function exchange(way: RequestOptions, { method, url, headers, body }: OnwardRequest): Promise<OnwardAnswer> {
  const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest({
      ...way,
      method,
      path: url,
      headers: { ...endToEnd(headers), ...length } as OutgoingHttpHeaders,
      setHost: false,
    });
    outgoing.once('error', reject);
    outgoing.once('response', (incoming) => answerOf(incoming).then(resolve, reject));
    outgoing.end(body);
  });
}

async function answerOf(incoming: IncomingMessage): Promise<OnwardAnswer> {
  const body = await buffer(incoming);
  const several = Object.entries(endToEnd(incoming.headersDistinct));
  const headers = Object.fromEntries(
    several.map(([name, values = []]) => [name, values.length > 1 ? values : values[0]]),
  );
  return { status: incoming.statusCode ?? 0, headers, body };
}
