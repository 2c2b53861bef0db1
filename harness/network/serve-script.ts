import { type ServerResponse, STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type { Answer } from '../model/exchange.ts';
import type { ScriptLine } from '../model/server.ts';
import type { HeaderPair } from '../model/words.ts';
import { fittingBody } from './bodies.ts';

/** Node writes header strings as Latin-1; this makes those bytes the UTF-8 of `text`. */
const utf8Bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

function isSendableByNode(headers: readonly HeaderPair[]): boolean {
  try {
    for (const [name, value] of headers) {
      validateHeaderName(name);
      validateHeaderValue(name, utf8Bytes(value));
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * The headers that go out: those that were told, `redirectTo` as Location, and the framing that the body needs.
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
 * Answers exactly as the script tells: repeated headers, odd bytes, any status, nothing of Node's own added. What
 * Node's writer refuses to send (control characters, names that are no token) goes out as raw bytes, after which the
 * connection closes.
 * @returns the answer for the wire record
 */
export function serveScript(response: ServerResponse, line: ScriptLine, now: () => number): Answer {
  const { status } = line.answer;
  const { method } = response.req;
  const bodiless = status === 204 || status === 304;
  const body = fittingBody(line, method === 'OPTIONS' && 'access-control-request-method' in response.req.headers);
  const headers = headersToSend(line, body, bodiless);
  const sendsBody = !bodiless && method !== 'HEAD';

  if (isSendableByNode(headers)) {
    response.sendDate = false;
    response.removeHeader('connection');
    response.removeHeader('content-length');
    response.removeHeader('transfer-encoding');
    response.writeHead(
      status,
      STATUS_CODES[status] ?? '',
      headers.flatMap(([name, value]) => [name, utf8Bytes(value)]),
    );
    response.end(sendsBody ? body : undefined);
  } else {
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const bytes = Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`, 'utf8');
    response.req.socket.end(sendsBody ? Buffer.concat([bytes, body]) : bytes);
  }
  return { kind: 'answered', status, headers, endedAt: now() };
}
