import type { IncomingMessage } from 'node:http';
import type { Answer, Exchange } from '../../model/exchange.ts';
import type { HeaderPair } from '../../model/words.ts';
import type { Limits, Target } from './target.ts';

/** A request that is made outside a browser. */
export interface OutsideRequest {
  readonly method: string;
  readonly url: URL;
  /** Host included. */
  readonly headers: readonly HeaderPair[];
  readonly body: string | null;
  readonly preflight: boolean;
}

/** How much of a body is read so that its server is not broken off, where nobody needs the body. */
const COURTESY_BYTES = 64 * 1024;

/**
 * Makes a request outside a browser. Never rejects: what becomes of it stands in the exchange.
 * @param wants the head alone, or the whole answer: one whose body has no end is then no answer
 */
export async function askOutside(target: Target, request: OutsideRequest, wants: 'head' | 'whole'): Promise<Exchange> {
  const { method, url, headers, preflight } = request;
  const startedAt = performance.now();
  const answer = await answerTo(target, request, wants);
  return {
    id: 0,
    method,
    url: url.href,
    requestHeaders: headers,
    preflight,
    startedAt: Math.round(startedAt),
    mount: 'outside a browser',
    hop: 0,
    answer,
  };
}

async function answerTo(target: Target, request: OutsideRequest, wants: 'head' | 'whole'): Promise<Answer> {
  const { method, url, headers, body } = request;
  try {
    const path = `${url.pathname}${url.search}`;
    const incoming = await target.ask({ method, path, rawHeaders: headers.flat(), body });
    if (wants === 'head') skipBody(incoming, target.limits);
    else await readBody(incoming, target.limits);
    return { kind: 'answered', status: incoming.statusCode ?? 0, headers: headersOf(incoming), endedAt: 0 };
  } catch (error) {
    return { kind: 'failed', reason: (error as Error).message };
  }
}

/** The headers of an answer as they came. */
export function headersOf({ rawHeaders }: IncomingMessage): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

function skipBody(incoming: IncomingMessage, { bodyMs }: Limits): void {
  let bytes = 0;
  const timer = setTimeout(() => incoming.destroy(), bodyMs);
  incoming.on('close', () => clearTimeout(timer));
  incoming.on('error', () => {});
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > COURTESY_BYTES) incoming.destroy();
  });
}

/** Reads a body to its end and keeps nothing of it. Rejects where there is no end within the limits. */
function readBody(incoming: IncomingMessage, { bodyMs, bodyBytes }: Limits): Promise<void> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const refuse = (reason: string) => {
      incoming.destroy();
      reject(new Error(reason));
    };
    const timer = setTimeout(refuse, bodyMs, `the answer did not end within ${bodyMs / 1000} seconds`);
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bodyBytes) refuse(tooLong(bodyBytes));
    });
    incoming.on('error', () => refuse('the answer was broken off before its end'));
    incoming.on('end', resolve);
    incoming.on('close', () => clearTimeout(timer));
  });
}

/** Why an answer is none, though its head came. */
export function tooLong(limit: number): string {
  return `the answer is longer than ${limit / 1024 / 1024} MiB and was cut off`;
}
