import { serialisedOrigin } from '../model/hop-script.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING } from './legs.ts';
import { FIREFOX, isScripted, WEBKIT } from './reading.ts';

/** Is it answered from a copy, of a server that leads nowhere else. */
function isFromCopy(judged: JudgedStep): boolean {
  const { step, before, prediction } = judged;
  const { url, mode } = step.request;
  const isServed = prediction.outcome === 'readable' || (prediction.outcome === 'opaque' && mode === 'no-cors');
  const isByHttp = /^https?:/.test(url) && step.server.hops.length === 0;
  return isScripted(judged) && isByHttp && isServed && before.length > 0 && prediction.reachedHops.length === 0;
}

const isBeyondOwn = ({ page, step }: JudgedStep): boolean =>
  new URL(step.request.url).origin !== serialisedOrigin(page);

/** Has the server been asked before, but only by requests of the other kind: with credentials, or without. */
function isOfOtherKind({ step, before }: JudgedStep): boolean {
  const isIncluding = step.request.credentials === 'include';
  const past = before.filter(({ request }) => request.url === step.request.url && request.method === 'GET');
  return past.every(({ request }) => (request.credentials === 'include') !== isIncluding);
}

/** The HTTP cache: https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch */
export const HTTP_CACHE: readonly Deviation[] = [
  {
    id: 'no-copies-while-driven',
    engines: WEBKIT,
    what: 'keeps no HTTP cache while it is driven (permitted, for a cache need not store)',
    standard: { section: 'HTTP-network-or-cache fetch', step: '8.26' },
    issue: null,
    shownBy: 'modes/fresh-copy',
    applies: isFromCopy,
    shows: () => ({ reachedHops: [0] }),
    covers: EVERYTHING,
  },
  {
    id: 'copies-with-credentials-are-apart',
    engines: FIREFOX,
    what: 'keeps answers to requests with credentials apart from others to another origin (permitted, for a cache need not store)',
    standard: { section: 'HTTP-network-or-cache fetch', step: '8.26' },
    issue: null,
    shownBy: 'modes/fresh-copy-with-credentials',
    applies: (judged) => isFromCopy(judged) && isBeyondOwn(judged) && isOfOtherKind(judged),
    shows: () => ({ reachedHops: [0] }),
    covers: EVERYTHING,
  },
];
