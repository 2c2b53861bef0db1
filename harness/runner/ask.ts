import type { ProbeRequest } from '../browsers/probe-words.ts';
import type { Visit } from '../browsers/visit.ts';
import type { Exchange } from '../model/exchange.ts';
import { followHops } from './hops.ts';
import type { Testimony } from './observe.ts';

/** How long the wire is given to come to rest once the page has spoken, in milliseconds. */
const SETTLE_MS = 2_000;

/** How long a submitted form, or a beacon, is given to reach its server, in milliseconds. */
const SENDING_MS = 5_000;

/** After so many rounds of round trips without anything new, nothing more comes of a beacon that is on its way. */
const QUIET_ROUNDS = 2;

/** The same of a beacon of which nothing was seen yet: its first connection is still to be opened. */
const SILENT_ROUNDS = 5;

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
  if (testimony.kind === 'submitted') await record.until(() => isFinal(chain().at(-1)), SENDING_MS);
  if (testimony.kind === 'queued') await beaconIsAtRest(visit, chain);
  await record.until(() => chain().every(({ answer }) => answer.kind !== 'pending'), SETTLE_MS);
  return { testimony, exchanges: record.since(mark) };
}

/**
 * Waits until nothing more can come of a beacon. Script does not hear of its end, and after a preflight that was
 * refused nothing comes: then round trips from the same page tell, which on a slow machine take longer too. They count
 * only while the router sees nothing new, a TLS handshake included.
 */
async function beaconIsAtRest(visit: Visit, chain: () => readonly Exchange[]): Promise<void> {
  const { record } = visit.router;
  const deadline = performance.now() + SENDING_MS;
  for (let quiet = 0; quiet < (chain().length > 0 ? QUIET_ROUNDS : SILENT_ROUNDS); ) {
    await record.until(() => chain().every(({ answer }) => answer.kind !== 'pending'), SETTLE_MS);
    if (isFinal(chain().at(-1)) || performance.now() > deadline) return;
    const { length } = chain();
    // A page that is lost has said all the same that it sent the beacon.
    await visit.roundTrips().catch(() => {});
    quiet = chain().length === length && !visit.router.isGreeting ? quiet + 1 : 0;
  }
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
  if (exchange === undefined || exchange.preflight || exchange.answer.kind === 'pending') return false;
  return exchange.answer.kind !== 'answered' || exchange.answer.status < 300 || exchange.answer.status > 399;
}
