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

/** Is nothing of a sandboxed frame told, to the one server that is asked. */
function isSandboxed(judged: JudgedStep): boolean {
  const isLone = legsOf(judged).length === 1 && judged.step.request.referrerPolicy === null;
  return isLone && judged.page.context === 'sandboxed-iframe' && judged.prediction.reached;
}

function isElement({ step: { request } }: JudgedStep): boolean {
  return (request.api === 'img' || request.api === 'script') && request.mode === 'no-cors';
}

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
    what: 'says what the default policy tells of the page in Referer of XMLHttpRequest, images and scripts in a sandboxed frame',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'referrer/sandboxed-xhr',
    applies: (judged) => isSandboxed(judged) && (judged.step.request.api === 'xhr' || isElement(judged)),
    shows: (judged) => ({ requestHeadersSeenByServer: { referer: frameReferrer(judged) } }),
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'sandboxed-element-tells-the-origin',
    engines: FIREFOX,
    what: 'says the page’s origin in Referer of images and scripts without crossorigin in a sandboxed frame',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'origin-header/sandboxed-img',
    applies: (judged) => isSandboxed(judged) && isElement(judged),
    shows: ({ page }) => ({ requestHeadersSeenByServer: { referer: `${page.origin}/` } }),
    covers: ['requestHeadersSeenByServer'],
  },
];
