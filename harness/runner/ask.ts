import type { ProbeRequest } from '../browsers/probe-words.ts';
import type { Visit } from '../browsers/visit.ts';
import type { Exchange } from '../model/exchange.ts';
import { followHops } from './hops.ts';
import type { Testimony } from './observe.ts';

/** How long the wire is given to come to rest once the page has spoken, in milliseconds. */
const SETTLE_MS = 2_000;

/** How long a submitted form is given to reach its server, in milliseconds. */
const FORM_MS = 5_000;

/** Both witnesses of one request, before they are joined. */
export interface Witnesses {
  readonly testimony: Testimony;
  readonly exchanges: readonly Exchange[];
}

/**
 * Makes one request from the page a visit is at, alone, and waits until both page and wire have come to rest.
 * Never rejects: a page or engine that dies is a `lost` testimony.
 */
export async function ask(visit: Visit, request: ProbeRequest): Promise<Witnesses> {
  const { record } = visit.router;
  const mark = record.mark();
  const testimony = await askPage(visit, request);
  const chain = () => followHops(formTarget(request), record.since(mark)).map(({ exchange }) => exchange);
  if (testimony.kind === 'submitted') await record.until(() => isFinal(chain().at(-1)), FORM_MS);
  await record.until(() => chain().every(({ answer }) => answer.kind !== 'pending'), SETTLE_MS);
  return { testimony, exchanges: record.since(mark) };
}

async function askPage(visit: Visit, request: ProbeRequest): Promise<Testimony> {
  try {
    const [report] = await visit.probe([request]);
    return report ?? { kind: 'lost', reason: 'the page reported nothing' };
  } catch (error) {
    return { kind: 'lost', reason: `the page was lost: ${(error as Error).message}` };
  }
}

/** A GET form replaces the query by its fields: https://html.spec.whatwg.org/#submit-mutate-action */
export function formTarget({ api, method, url, body }: Pick<ProbeRequest, 'api' | 'method' | 'url' | 'body'>): string {
  if (api !== 'form' || method.toUpperCase() !== 'GET') return url;
  const target = new URL(url);
  target.search = `?${new URLSearchParams(body?.replace(/^formdata:/, '') ?? '')}`;
  return target.href;
}

function isFinal(exchange: Exchange | undefined): boolean {
  if (exchange === undefined || exchange.answer.kind === 'pending') return false;
  return exchange.answer.kind !== 'answered' || exchange.answer.status < 300 || exchange.answer.status > 399;
}
