import type { Api } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { isLoopback, legsOf } from './legs.ts';
import { CHROMIUM, FIREFOX, linesOf, WEBKIT } from './reading.ts';

/** The policies that tell less after a downgrade; `null` and `''` stand for the default one. */
const CAREFUL_POLICIES: ReadonlySet<string | null> = new Set([
  null,
  '',
  'no-referrer-when-downgrade',
  'strict-origin',
  'strict-origin-when-cross-origin',
]);

/** Is a referrer due to http: on a loopback address, which the policy would not tell after a downgrade. */
function isToldToLoopback({ page, ...judged }: JudgedStep): boolean {
  const legs = legsOf({ page, ...judged });
  const last = legs.at(-1);
  const { requestHeadersSeenByServer: sent, reachedHops } = judged.prediction;
  if (last === undefined || !isLoopback(last.url) || !reachedHops.includes(last.hop)) return false;
  const isRevised = legs.some(({ script }) => linesOf(script.response.headers, 'referrer-policy').length > 0);
  const isCareful = CAREFUL_POLICIES.has(judged.step.request.referrerPolicy);
  return page.origin.startsWith('https:') && !isRevised && isCareful && sent.referer !== undefined;
}

/** Is nothing of a sandboxed frame told, to the one server that is asked by one of these. */
function isSandboxed(judged: JudgedStep, apis: readonly Api[]): boolean {
  const { api, referrerPolicy } = judged.step.request;
  const isLone = legsOf(judged).length === 1 && referrerPolicy === null;
  return isLone && apis.includes(api) && judged.page.context === 'sandboxed-iframe' && judged.prediction.reached;
}

const ELEMENTS: readonly Api[] = ['img', 'script', 'module', 'style'];

/** What the default policy tells of the page that the sandboxed frame is in. */
function frameReferrer({ page, step }: JudgedStep): string {
  const { origin, pathname, search } = new URL(page.path, page.origin);
  return new URL(step.request.url).origin === origin ? `${origin}${pathname}${search}` : `${origin}/`;
}

/** The Referer header: https://w3c.github.io/webappsec-referrer-policy/ */
export const REFERRER: readonly Deviation[] = [
  {
    id: 'loopback-is-a-downgrade',
    engines: { ...CHROMIUM, ...FIREFOX },
    what: 'takes http: to a loopback address for a downgrade, and leaves out Referer',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '8' },
    issue: null,
    shownBy: 'referrer/loopback-default',
    applies: isToldToLoopback,
    shows: () => ({ requestHeadersSeenByServer: { referer: null } }),
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'sandboxed-frame-tells-its-page',
    engines: WEBKIT,
    what: 'says what the default policy tells of the page in Referer of everything but fetch() and forms in a sandboxed frame',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'referrer/sandboxed-xhr',
    applies: (judged) => isSandboxed(judged, [...ELEMENTS, 'xhr', 'font', 'beacon', 'eventsource']),
    shows: (judged) => ({ requestHeadersSeenByServer: { referer: frameReferrer(judged) } }),
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'sandboxed-element-tells-the-origin',
    engines: FIREFOX,
    what: 'says the page’s origin in Referer of elements, beacons and event streams in a sandboxed frame',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'origin-header/sandboxed-img',
    applies: (judged) => isSandboxed(judged, [...ELEMENTS, 'beacon', 'eventsource']),
    shows: ({ page }) => ({ requestHeadersSeenByServer: { referer: `${page.origin}/` } }),
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'event-stream-of-a-worker-without-referrer',
    engines: FIREFOX,
    what: 'leaves out Referer when a worker asks for an event stream',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'contexts/worker-eventsource-own',
    applies: ({ page, step, prediction }) =>
      page.context === 'worker' &&
      step.request.api === 'eventsource' &&
      prediction.requestHeadersSeenByServer.referer !== undefined,
    shows: () => ({ requestHeadersSeenByServer: { referer: null } }),
    covers: ['requestHeadersSeenByServer'],
  },
];
