import type { Exchange } from '../../harness/model/exchange.ts';
import type { PageData, PageResult } from '../page-data.ts';
import { plural } from '../views/words.ts';

/** Who takes part, in the order in which a request meets them. */
const LANES = ['page', 'browser', 'cache', 'gateway', 'server'] as const;
export type LaneKind = (typeof LANES)[number];

/** A column of the drawing. */
export interface Lane {
  readonly kind: LaneKind;
  /** The servers that stand there. */
  readonly names: readonly string[];
}

/** A row of the drawing; places are indexes into its lanes. */
export interface Step {
  readonly kind: 'asks' | 'answers' | 'stopped' | 'unsure' | 'note';
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly detail: string | null;
  readonly isPreflight: boolean;
}

/** One request, from the page to whoever answered, and back to where it was stopped. */
export interface Sequence {
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
}

/** More than these are counted, not drawn. */
const MOST_EXCHANGES = 12;

type Servers = PageData['servers'];

interface Stop {
  readonly name: string;
  readonly kind: LaneKind;
}

/** Draws what was seen of one request: the wire record and the page's word, nothing else. */
export function sequenceOf(result: PageResult, what: string, servers: Servers): Sequence {
  const shown = result.exchanges.slice(0, MOST_EXCHANGES);
  const paths = shown.map((exchange) => pathOf(exchange, servers));
  const lanes = lanesOf(paths);
  const place = (kind: LaneKind) => lanes.findIndex((lane) => lane.kind === kind);
  const [page, browser] = [place('page'), place('browser')];
  const steps = [
    step('asks', page, browser, what.replace(/ from .*$/, ''), null),
    ...shown.flatMap((exchange, at) => {
      const [front, deepest] = [paths[at]?.[0]?.kind ?? 'server', paths[at]?.at(-1)?.kind ?? 'server'];
      return exchangeSteps(exchange, browser, place(front), place(deepest));
    }),
    ...moreExchanges(result, browser),
    ...endSteps(result, page, browser, lanes.length - 1),
  ];
  return { lanes, steps };
}

/** The servers that a request went through, the one that browsers meet first. */
function pathOf({ mount, askedOn = [] }: Exchange, servers: Servers): Stop[] {
  if (mount === null) return [{ name: 'nobody', kind: 'server' }];
  const names = [mount, ...askedOn];
  return names.map((name, at) => {
    const role = servers.find((server) => server.name === name)?.role;
    return { name, kind: role ?? (at < names.length - 1 ? 'gateway' : 'server') };
  });
}

function lanesOf(paths: readonly (readonly Stop[])[]): Lane[] {
  const stops = paths.flat();
  const lanes = LANES.map((kind) => ({
    kind,
    names: [...new Set(stops.filter((stop) => stop.kind === kind).map(({ name }) => name))],
  }));
  return lanes.filter(({ kind, names }) => names.length > 0 || kind === 'page' || kind === 'browser');
}

function exchangeSteps(exchange: Exchange, browser: number, front: number, deepest: number): Step[] {
  const { method, url, requestHeaders, preflight, answer } = exchange;
  const origin = headerValue(requestHeaders, 'origin');
  const sent = [
    origin === undefined ? 'no Origin' : `Origin: ${origin}`,
    ...(headerValue(requestHeaders, 'cookie') === undefined ? [] : ['with cookies']),
  ];
  const asks = step('asks', browser, deepest, `${method} ${url}`, sent.join(', '), preflight);
  if (answer.kind !== 'answered') {
    const reason = answer.kind === 'pending' ? 'not answered' : answer.reason;
    return [asks, step(answer.kind === 'pending' ? 'unsure' : 'stopped', front, front, answer.kind, reason, preflight)];
  }
  const allowed = headerValue(answer.headers, 'access-control-allow-origin');
  const permission =
    allowed === undefined ? 'no Access-Control-Allow-Origin' : `Access-Control-Allow-Origin: ${allowed}`;
  const cached = headerValue(answer.headers, 'x-cache');
  const said = [...(cached === undefined ? [] : [`X-Cache: ${cached}`]), ...(origin === undefined ? [] : [permission])];
  return [asks, step('answers', front, browser, String(answer.status), said.join(', ') || null, preflight)];
}

function moreExchanges({ exchanges }: PageResult, browser: number): Step[] {
  const more = exchanges.length - MOST_EXCHANGES;
  return more > 0 ? [step('note', browser, browser, `${plural(more, 'more exchange')}, told below`, null)] : [];
}

/** What became of it: where script stands in the end. */
function endSteps(result: PageResult, page: number, browser: number, last: number): Step[] {
  const { outcome, reason, status, exchanges } = result;
  const unseen = exchanges.length === 0 && outcome !== 'inconclusive' && outcome !== 'blocked';
  const source = unseen
    ? [
        step(
          'note',
          browser,
          browser,
          'nothing went out',
          'the browser answered by itself: from a cache, or without a network',
        ),
      ]
    : [];
  switch (outcome) {
    case 'blocked':
      return [stopOf(result, browser), ...executed(result, last)];
    case 'inconclusive':
      return [step('unsure', browser, browser, 'nobody can tell', reason)];
    default:
      return [...source, step('answers', browser, page, outcome, status === 0 ? null : `status ${status}`)];
  }
}

function stopOf({ exchanges, decidedBy, prediction, error }: PageResult, browser: number): Step {
  const isSent = exchanges.some(({ preflight }) => !preflight);
  const isStandard = prediction === null || prediction.outcome === 'blocked';
  const why =
    decidedBy !== null && isStandard
      ? `${decidedBy.section}${decidedBy.step === '' ? '' : `, step ${decidedBy.step}`}: ${decidedBy.reason}`
      : (error ?? 'by the engine, not by the standard');
  return step(
    'stopped',
    browser,
    browser,
    isSent ? 'stopped here: script gets an error' : 'stopped here: the request is never sent',
    why,
  );
}

function executed({ silentSideEffect, effects }: PageResult, last: number): Step[] {
  if (!silentSideEffect) return [];
  const sum = Object.values(effects).reduce((total, one) => total + one, 0);
  return [step('note', last, last, 'the work was done all the same', plural(sum, 'effect'))];
}

function step(
  kind: Step['kind'],
  from: number,
  to: number,
  words: string,
  detail: string | null,
  isPreflight = false,
): Step {
  return { kind, from, to, words, detail, isPreflight };
}

function headerValue(headers: Exchange['requestHeaders'], name: string): string | undefined {
  const values = headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
