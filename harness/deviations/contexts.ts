import type { Context } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, endingBefore, isLoopback, isOfOneSite, type Leg, legsOf } from './legs.ts';
import { CHROMIUM, FIREFOX, WEBKIT } from './reading.ts';

/** The first hop by http: that a worker of a data: URL asks though its page is secure. */
function insecureLeg(judged: JudgedStep, context: Context): Leg | undefined {
  const { page, prediction } = judged;
  if (page.context !== context || !page.origin.startsWith('https:')) return undefined;
  const sent = [...prediction.reachedHops, ...prediction.preflightHops];
  return legsOf(judged).find(({ hop, url }) => url.protocol === 'http:' && !isLoopback(url) && sent.includes(hop));
}

function heldToItsPage(id: string, context: Context, engines: Deviation['engines'], what: string): Deviation {
  return {
    id,
    engines,
    what,
    standard: { section: 'Mixed Content: does settings prohibit mixed security contexts', step: '3' },
    issue: null,
    shownBy: `contexts/${context}-mixed`,
    applies: (judged) => insecureLeg(judged, context) !== undefined,
    shows: (judged) => endingBefore(insecureLeg(judged, context)?.hop ?? 0, judged),
    covers: EVERYTHING,
  };
}

/** The one server that a worker of a data: URL asks, where the standard has it told that it is of another site. */
function askedCrossSite(judged: JudgedStep): Leg | undefined {
  const [first, ...others] = legsOf(judged);
  const isTold = judged.prediction.requestHeadersSeenByServer['sec-fetch-site'] === 'cross-site';
  const isWorker = judged.page.context === 'data-url-worker';
  return isWorker && isTold && others.length === 0 && judged.prediction.reached ? first : undefined;
}

/** The site of a worker, were it that of its page. */
function siteOfPage(judged: JudgedStep): string {
  const [page, asked] = [new URL(judged.page.origin), askedCrossSite(judged)?.url ?? new URL(judged.page.origin)];
  if (page.origin === asked.origin) return 'same-origin';
  return isOfOneSite(page, asked) ? 'same-site' : 'cross-site';
}

/** Where requests are made from: https://html.spec.whatwg.org/#concept-origin-opaque */
export const CONTEXTS: readonly Deviation[] = [
  heldToItsPage(
    'data-url-worker-is-as-secure-as-its-page',
    'data-url-worker',
    { ...CHROMIUM, ...FIREFOX, ...WEBKIT },
    'sends nothing by http: from a worker of a data: URL whose page is secure',
  ),
  heldToItsPage(
    'data-url-shared-worker-is-as-secure-as-its-page',
    'data-url-shared-worker',
    FIREFOX,
    'sends nothing by http: from a shared worker of a data: URL whose page is secure',
  ),
  {
    id: 'data-url-worker-is-of-its-pages-site',
    engines: WEBKIT,
    what: 'says the page’s own relation to the server in Sec-Fetch-Site of a worker of a data: URL',
    standard: { section: 'Fetch Metadata: set the Sec-Fetch-Site header', step: '4' },
    issue: null,
    shownBy: 'contexts/data-url-worker-null',
    applies: (judged) => askedCrossSite(judged) !== undefined && siteOfPage(judged) !== 'cross-site',
    shows: (judged) => ({ requestHeadersSeenByServer: { 'sec-fetch-site': siteOfPage(judged) } }),
    covers: ['requestHeadersSeenByServer'],
  },
];
