import type { ClientRequest, ServerResponse } from 'node:http';
import type { HeaderPair } from '../model/words.ts';

/**
 * The head that Node keeps until it sends it, as Latin-1: first line, header lines, an empty line. It has no public
 * name; `getHeaders()` knows neither what Node adds itself (Date, framing) nor order and repeats.
 */
type WithHead = { _header: string | null };

/** Node reads and writes heads as Latin-1; this makes those bytes the UTF-8 of `text`. */
export const utf8Bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

/** The status and headers that went out. */
export function sentHead(response: ServerResponse): { status: number; headers: HeaderPair[] } {
  const head = (response as unknown as WithHead)._header ?? '';
  const headers = head
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line): HeaderPair => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
  return { status: response.statusCode, headers };
}

/**
 * Replaces the head that `writeHead()` made and that is not sent yet. What `writeHead()` was told decides how Node
 * frames the body and whether the connection goes on; what stands here is what goes out, though Node would refuse it.
 */
export function replaceHead(response: ServerResponse, head: string): void {
  (response as unknown as WithHead)._header = utf8Bytes(head);
}

/** Replaces the method of a request whose head is not sent yet. Node would put it in capitals, and methods have case. */
export function replaceMethod(request: ClientRequest, method: string): void {
  const message = request as unknown as WithHead;
  message._header = message._header?.replace(/^\S+/, () => method) ?? null;
}
