import type { ProbeReport } from '../browsers/probe-words.ts';
import { combined } from '../model/combined.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Observation } from '../model/observation.ts';
import type { HeaderPair, Outcome } from '../model/words.ts';
import { followHops, type HopExchange } from './hops.ts';
import { asksForPassword } from './password-challenge.ts';

/** The page's word; `lost` when there is none, with what became of the page. */
export type Testimony = ProbeReport | { readonly kind: 'lost'; readonly reason: string };

/** What both witnesses say of one request. */
export interface Evidence {
  readonly url: string;
  /** What `self.origin` has to be where the request was made: `null` (the word) where it is opaque. */
  readonly origin: string;
  readonly testimony: Testimony;
  readonly exchanges: readonly Exchange[];
  /** Side effects the servers counted meanwhile, by origin. */
  readonly effects: Readonly<Record<string, number>>;
  /** The hop that the scenario calls the last; `null` where no script says how long the chain is. */
  readonly lastHop: number | null;
}

const READABLE_TYPES = new Set(['basic', 'cors', 'default', 'xhr']);

/**
 * Joins the page's word and the wire record into what one engine did in one step. Pure. When the two do not add up, or
 * the harness failed, the outcome is `inconclusive`, never a pass and never `blocked`.
 */
export function observe(evidence: Evidence): Observation {
  const chain = followHops(evidence.url, evidence.exchanges);
  const said = outcomeInPage(evidence, chain);
  const reason = whyInconclusive(evidence, chain, said);
  const outcome = reason === null ? said : 'inconclusive';
  const response =
    evidence.testimony.kind === 'response' && outcome !== 'inconclusive' ? evidence.testimony : undefined;
  const visible = outcome === 'readable' ? (response?.headers ?? []) : [];
  const preflightHops = hopsOf(chain, true);
  const reachedHops = hopsOf(chain, false);
  const lastHop = evidence.lastHop ?? Math.max(0, ...chain.map(({ hop }) => hop));
  return {
    outcome,
    reason,
    preflight: preflightHops.length > 0 ? 'sent' : 'none',
    preflightHops,
    reached: reachedHops.includes(lastHop),
    reachedHops,
    effects: evidence.effects,
    status: outcome === 'readable' ? (response?.status ?? 0) : 0,
    visibleHeaders: [...new Set(visible.map(([name]) => name.toLowerCase()))],
    hiddenHeaders: hiddenHeaders(chain, visible),
    visibleHeaderValues: Object.fromEntries(combined(visible)),
    requestHeadersSeenByServer: seenByServer(last(chain, false)),
    preflightHeadersSeenByServer: seenByServer(last(chain, true)),
    error: evidence.testimony.kind === 'error' ? evidence.testimony.message : null,
    url: response?.url || null,
    exchanges: chain.map(({ exchange, hop }) => ({ ...exchange, hop })),
  };
}

function outcomeInPage({ url, origin, testimony }: Evidence, chain: readonly HopExchange[]): Outcome {
  switch (testimony.kind) {
    case 'response':
      if (testimony.type === 'opaque' || testimony.type === 'opaqueredirect') return testimony.type;
      return READABLE_TYPES.has(testimony.type) ? 'readable' : 'blocked';
    case 'loaded':
      return (testimony.readable ??
        isOfOneOrigin(origin, [url, ...chain.filter(arrived).map(({ exchange }) => exchange.url)]))
        ? 'readable'
        : 'opaque';
    case 'submitted':
      return chain.some(({ exchange }) => exchange.answer.kind === 'answered') ? 'opaque' : 'blocked';
    case 'queued':
      return 'opaque';
    default:
      return 'blocked';
  }
}

/** What the page's own origin has answered, and no other: where the page cannot tell, the wire knows that. */
function isOfOneOrigin(origin: string, urls: readonly string[]): boolean {
  return urls.every((url) => new URL(url).origin === origin);
}

function whyInconclusive({ testimony, origin }: Evidence, chain: readonly HopExchange[], said: Outcome): string | null {
  if (testimony.kind === 'lost' || testimony.kind === 'broken' || testimony.kind === 'unsupported')
    return testimony.reason;
  if (testimony.kind === 'timeout') return whyNothingCame(chain);
  if (testimony.origin !== origin) return `the request was made from ${testimony.origin}, not from ${origin}`;
  const refused = chain.find(({ exchange }) => exchange.answer.kind === 'refused');
  if (refused?.exchange.answer.kind === 'refused') return refused.exchange.answer.reason;
  if (testimony.kind === 'queued') return whyUnheard(chain.at(-1));
  // A request that failed on the way and was repeated with success by the engine did succeed.
  if (said !== 'blocked') return null;
  const failed = chain.find(({ exchange }) => exchange.answer.kind === 'failed');
  if (failed?.exchange.answer.kind !== 'failed' || isOnlyAnUnusedTunnel(failed, chain)) return null;
  return `${failed.exchange.method} ${failed.exchange.url} was not answered: ${failed.exchange.answer.reason}`;
}

function whyNothingCame(chain: readonly HopExchange[]): string {
  const isAsking = chain.some(({ exchange }) => asksForPassword(exchange));
  return isAsking ? WAITS_FOR_USER : 'the page gave up: nothing came back in time';
}

const WAITS_FOR_USER =
  'the page gave up: the answer is a challenge (401 with WWW-Authenticate), for which the engine asks its user for a password; until then script waits';

/** Of a beacon only the wire tells: it has to have told all. */
function whyUnheard(last: HopExchange | undefined): string | null {
  if (last === undefined) return null;
  const { method, url, answer } = last.exchange;
  if (answer.kind === 'pending') return `${method} ${url} was not answered in time`;
  return answer.kind === 'failed' ? `${method} ${url} was not answered: ${answer.reason}` : null;
}

/**
 * Engines open connections they never use; one broken off says nothing where the request itself was answered. That its
 * preflight was, or the hop before, is not enough: the request may have been lost with the tunnel.
 */
function isOnlyAnUnusedTunnel({ exchange, hop }: HopExchange, chain: readonly HopExchange[]): boolean {
  const isAnswered = (other: HopExchange) =>
    other.hop >= hop && !other.exchange.preflight && other.exchange.answer.kind === 'answered';
  return exchange.method === 'CONNECT' && chain.some(isAnswered);
}

function arrived({ exchange }: HopExchange): boolean {
  return exchange.mount !== null && exchange.method !== 'CONNECT';
}

function hopsOf(chain: readonly HopExchange[], preflight: boolean): number[] {
  const hops = chain.filter((each) => arrived(each) && each.exchange.preflight === preflight).map(({ hop }) => hop);
  return [...new Set(hops)];
}

function last(chain: readonly HopExchange[], preflight: boolean): Exchange | undefined {
  return chain.findLast((each) => arrived(each) && each.exchange.preflight === preflight)?.exchange;
}

function hiddenHeaders(chain: readonly HopExchange[], visible: readonly HeaderPair[]): string[] {
  const answer = last(chain, false)?.answer;
  if (answer?.kind !== 'answered') return [];
  const seen = new Set(visible.map(([name]) => name.toLowerCase()));
  const sent = new Set(answer.headers.map(([name]) => name.toLowerCase()));
  return [...sent].filter((name) => !seen.has(name));
}

function seenByServer(exchange: Exchange | undefined): Record<string, string> {
  return exchange ? { ':method': exchange.method, ...Object.fromEntries(combined(exchange.requestHeaders)) } : {};
}
