import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Answer } from '../model/exchange.ts';
import type { ScriptLine } from '../model/server.ts';
import type { HeaderPair } from '../model/words.ts';
import { fittingBody } from './bodies.ts';
import { replaceHead } from './message-head.ts';

/**
 * The headers that go out: those that were told, `redirectTo` as Location, and the length that the body needs.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6
 */
function headersToSend({ answer }: ScriptLine, body: Buffer, bodiless: boolean): HeaderPair[] {
  const headers = [...answer.headers];
  if (answer.redirectTo !== null) headers.push(['location', answer.redirectTo]);
  const framed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  if (!framed && !bodiless) headers.push(['content-length', String(body.length)]);
  return headers;
}

/**
 * What Node has to know: how the end of the body is told, and whether the connection goes on. Where the headers do not
 * tell the end of the body, the end of the connection does.
 */
function framing(headers: readonly HeaderPair[], body: Buffer | undefined): Record<string, string> {
  const told = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value.trim().toLowerCase());
  const close = { connection: 'close' };
  const connection = told('connection').includes('close') ? close : {};
  if (body === undefined) return connection;
  const codings = told('transfer-encoding');
  if (codings.at(-1)?.endsWith('chunked')) return { 'transfer-encoding': 'chunked', ...connection };
  const isWhole = codings.length === 0 && told('content-length')[0] === String(body.length);
  return isWhole ? { 'content-length': String(body.length), ...connection } : close;
}

/**
 * Answers exactly as the script tells: order and repeats of headers, odd bytes, any status, nothing of Node's own added.
 * @returns the answer for the wire record
 */
export function serveScript(response: ServerResponse, line: ScriptLine, now: () => number): Answer {
  const { status } = line.answer;
  const { method, headers: asked } = response.req;
  const bodiless = status === 204 || status === 304;
  const body = fittingBody(line, method === 'OPTIONS' && 'access-control-request-method' in asked);
  const headers = headersToSend(line, body, bodiless);
  const sent = bodiless || method === 'HEAD' ? undefined : body;

  // Without this Node would chunk a body whose end nothing tells.
  response.removeHeader('transfer-encoding');
  response.writeHead(status, framing(headers, sent));
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  replaceHead(response, `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines}\r\n`);
  response.end(sent);
  return { kind: 'answered', status, headers, endedAt: now() };
}
