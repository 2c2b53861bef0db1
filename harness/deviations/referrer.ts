import type { Expectation, ScenarioRequest } from '../model/scenario.ts';
import type { Api } from '../model/words.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { isLoopback, isOfOneSite, type Leg, legsOf } from './legs.ts';
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

/** Is nothing of a sandboxed frame told, by the standard, in what is asked by one of these. */
function isSandboxed({ page, step, prediction }: JudgedStep, apis: readonly Api[]): boolean {
  const isSent = prediction.reachedHops.length + prediction.preflightHops.length > 0;
  // A form that goes by http: from a secure page is a matter of its own.
  if (page.origin.startsWith('https:') && step.request.url.startsWith('http:')) return false;
  return page.context === 'sandboxed-iframe' && apis.includes(step.request.api) && isSent;
}

const ELEMENTS: readonly Api[] = ['img', 'script', 'module', 'style'];

/** The policy that counts: there is none to choose but for elements. */
function policyOf({ api, referrerPolicy }: ScenarioRequest): string {
  return (ELEMENTS.includes(api) && referrerPolicy) || 'strict-origin-when-cross-origin';
}

/** What WebKit tells a hop, by the policy, of the page that the sandboxed frame is in; `null` where that is nothing. */
function frameReferrer(judged: JudgedStep, hop: number): string | null {
  const from = new URL(judged.page.path, judged.page.origin);
  const [whole, origin] = [`${from.origin}${from.pathname}${from.search}`, `${from.origin}/`];
  const way = legsOf(judged).slice(0, hop + 1);
  // What a redirect has cut stays cut.
  const isOwn = way.every(({ url }) => url.origin === from.origin);
  const to = way.at(-1)?.url ?? from;
  switch (policyOf(judged.step.request)) {
    case 'no-referrer':
      return null;
    case 'same-origin':
      return isOwn ? whole : null;
    case 'origin':
    case 'strict-origin':
      return origin;
    case 'unsafe-url':
    case 'no-referrer-when-downgrade':
      return isOfOneSite(from, to) ? whole : origin;
    default:
      return isOwn ? whole : origin;
  }
}

/** What is told in the last request and in the last preflight, as far as these are made. */
function toldAt(judged: JudgedStep, at: (hop: number, isPreflight: boolean) => string | null): Expectation {
  const [last, asked] = [judged.prediction.reachedHops.at(-1), judged.prediction.preflightHops.at(-1)];
  return {
    ...(last === undefined ? {} : { requestHeadersSeenByServer: { referer: at(last, false) } }),
    ...(asked === undefined ? {} : { preflightHeadersSeenByServer: { referer: at(asked, true) } }),
  };
}

/** What WebKit tells of a sandboxed frame: in a preflight what the first request had, as far as its site may know. */
const toldOfFrame = (judged: JudgedStep): Expectation =>
  toldAt(judged, (hop, isPreflight) => {
    const to = legsOf(judged)[hop]?.url;
    const isOnSite = to !== undefined && isOfOneSite(new URL(judged.page.origin), to);
    return frameReferrer(judged, isPreflight && isOnSite ? 0 : hop);
  });

const tellsFrame = (judged: JudgedStep): boolean =>
  Object.values(toldOfFrame(judged)).some((seen) => (seen as { referer?: string | null }).referer !== null);

/** Does Firefox tell the origin of the page that the sandboxed frame is in. */
function tellsOrigin(judged: JudgedStep): boolean {
  const policy = policyOf(judged.step.request);
  return (
    isSandboxed(judged, [...ELEMENTS, 'beacon', 'eventsource', 'form']) && !/^(no-referrer|same-origin)$/.test(policy)
  );
}

type Seen = 'requestHeadersSeenByServer' | 'preflightHeadersSeenByServer';

/** What is told in the last request, or preflight, to another site, which is told no more than the origin. */
function cutForAnotherSite(judged: JudgedStep, hops: readonly number[], seen: Seen): Expectation {
  const { prediction, page } = judged;
  const url = legsOf(judged)[hops.at(-1) ?? -1]?.url;
  const { referer } = prediction[seen];
  if (url === undefined || referer === undefined || isLoopback(url)) return {};
  const from = new URL(page.origin);
  // Whatever the schemes.
  from.protocol = url.protocol;
  const cut = `${new URL(referer).origin}/`;
  return isOfOneSite(from, url) || cut === referer ? {} : { [seen]: { referer: cut } };
}

const originAtMost = (judged: JudgedStep): Expectation => ({
  ...cutForAnotherSite(judged, judged.prediction.reachedHops, 'requestHeadersSeenByServer'),
  ...cutForAnotherSite(judged, judged.prediction.preflightHops, 'preflightHeadersSeenByServer'),
});

/** Is the page's URL the referrer, and what is told of it up to the policy that script has chosen. */
function isOwnReferrer(judged: JudgedStep): boolean {
  const { page, step } = judged;
  const isRevised = legsOf(judged).some(({ script }) => linesOf(script.response.headers, 'referrer-policy').length > 0);
  const isClient = step.request.referrer === null || step.request.referrer === 'about:client';
  return (page.context === 'window' || page.context === 'worker') && isClient && !isRevised;
}

/** Does the way to this hop lead by another site. */
function hasBeenAbroad(judged: JudgedStep, hop: number): boolean {
  const page = new URL(judged.page.origin);
  return legsOf(judged)
    .slice(0, hop)
    .some(({ url }) => !isOfOneSite(page, url));
}

/** What a server of the page's is told in Firefox after another site: the referrer that it began with, under this policy. */
function wholeAtHome(judged: JudgedStep): Expectation {
  const { page, step } = judged;
  const { referrerPolicy, keepalive } = step.request;
  const isIts = referrerPolicy === 'origin-when-cross-origin' && page.context === 'window' && !keepalive;
  if (!isIts || !isOwnReferrer(judged)) return {};
  const { origin, pathname, search } = new URL(page.path, page.origin);
  return toldWhere(
    judged,
    ({ hop, url }) => url.origin === origin && hasBeenAbroad(judged, hop),
    origin + pathname + search,
  );
}

/** What a server of the page's site is told in Firefox after another site, where what was cut stays cut. */
function cutAtHome(judged: JudgedStep): Expectation {
  const { page, step } = judged;
  const { referrerPolicy, keepalive } = step.request;
  const isIts = /^(unsafe-url|no-referrer-when-downgrade)$/.test(referrerPolicy ?? '');
  if (!isIts || !isOwnReferrer(judged) || !(keepalive || page.context === 'worker')) return {};
  const from = new URL(page.origin);
  return toldWhere(judged, ({ hop, url }) => isOfOneSite(from, url) && hasBeenAbroad(judged, hop), `${from.origin}/`);
}

/** That this is told in the last request and in the last preflight, where they go to such a server and tell something else. */
function toldWhere(judged: JudgedStep, isSuch: (leg: Leg) => boolean, referer: string): Expectation {
  const { reachedHops, preflightHops, ...seen } = judged.prediction;
  const legs = legsOf(judged);
  const at = (hops: readonly number[], field: Seen) => {
    const leg = legs[hops.at(-1) ?? -1];
    return leg !== undefined && isSuch(leg) && seen[field].referer !== referer ? { [field]: { referer } } : {};
  };
  return { ...at(reachedHops, 'requestHeadersSeenByServer'), ...at(preflightHops, 'preflightHeadersSeenByServer') };
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
    what: 'says what the policy tells of the page in Referer of everything but fetch() in a sandboxed frame',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'referrer/sandboxed-xhr',
    applies: (judged) =>
      isSandboxed(judged, [...ELEMENTS, 'xhr', 'font', 'beacon', 'eventsource', 'form']) && tellsFrame(judged),
    shows: toldOfFrame,
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'sandboxed-element-tells-the-origin',
    engines: FIREFOX,
    what: 'says the page’s origin in Referer of elements, forms, beacons and event streams in a sandboxed frame',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '3' },
    issue: null,
    shownBy: 'origin-header/sandboxed-img',
    applies: tellsOrigin,
    shows: (judged) => toldAt(judged, () => `${judged.page.origin}/`),
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'another-site-is-told-the-origin-at-most',
    engines: { ...FIREFOX, ...WEBKIT },
    what: 'tells another site no more than the origin of the page, whatever the policy allows',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '8' },
    issue: null,
    shownBy: 'referrer/other-unsafe-url',
    applies: (judged) => Object.keys(originAtMost(judged)).length > 0,
    shows: originAtMost,
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'referrer-is-whole-again-at-home',
    engines: FIREFOX,
    what: 'tells the own origin the whole referrer after a redirect by way of another site, under origin-when-cross-origin',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '8' },
    issue: null,
    shownBy: 'referrer/redirect-home-after-another-site',
    applies: (judged) => Object.keys(wholeAtHome(judged)).length > 0,
    shows: wholeAtHome,
    covers: ['requestHeadersSeenByServer', 'preflightHeadersSeenByServer'],
  },
  {
    id: 'referrer-cut-for-another-site-stays-cut',
    engines: FIREFOX,
    what: 'tells the own site no more than the origin after a redirect by way of another site, with keepalive and in a worker',
    standard: { section: 'Referrer Policy: determine request’s referrer', step: '8' },
    issue: null,
    shownBy: 'referrer/redirect-home-after-another-site-keepalive',
    applies: (judged) => Object.keys(cutAtHome(judged)).length > 0,
    shows: cutAtHome,
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
