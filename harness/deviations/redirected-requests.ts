import type { Expectation, ScenarioRequest } from '../model/scenario.ts';
import type { Deviation, JudgedStep } from './deviation.ts';
import { EVERYTHING, type Leg, legsOf, scriptedLegs } from './legs.ts';
import { FIREFOX, WEBKIT } from './reading.ts';

/** The hop at which WebKit makes a GET of a DELETE, whatever the status: the first on an origin other than before. */
function deleteAbroad(judged: JudgedStep): Leg | undefined {
  const legs = legsOf(judged);
  return legs.find(({ hop, method, url }) => {
    const before = legs[hop - 1];
    return method === 'DELETE' && before !== undefined && before.url.origin !== url.origin;
  });
}

/** A GET at that hop needs no permission for its method; whether a preflight asks at all was settled at the start. */
function asGet(judged: JudgedStep): Expectation {
  const { reachedHops, preflightHops } = judged.prediction;
  const hop = deleteAbroad(judged)?.hop ?? 0;
  if (reachedHops.includes(hop)) return { requestHeadersSeenByServer: { ':method': 'GET' } };
  const isAskedAnyway = preflightHops.some((each) => each < hop);
  return isAskedAnyway ? { preflightHeadersSeenByServer: { 'access-control-request-method': 'GET' } } : {};
}

/** The type that the body goes out with; `null` where there is none, or only the engine knows it. */
function typeOfBody({ body, contentType }: ScenarioRequest): string | null {
  if (contentType !== null) return contentType;
  return body === null || /^(bytes|formdata):/.test(body) ? null : 'text/plain;charset=UTF-8';
}

/** The redirect that has dropped the body before the last one, as the hop that it leads to. */
function droppedBefore(judged: JudgedStep): Leg | undefined {
  const legs = legsOf(judged);
  const last = legs.at(-1);
  const dropped = legs.find(({ hop, method }) => method === 'GET' && hop > 0 && legs[hop - 1]?.method !== 'GET');
  const isSent = last !== undefined && judged.prediction.reachedHops.includes(last.hop);
  return dropped !== undefined && isSent && dropped.hop < last.hop ? dropped : undefined;
}

const statusBefore = (judged: JudgedStep): number => {
  const { length } = legsOf(judged);
  return scriptedLegs(judged)[length - 2]?.script.response.status ?? 0;
};

const showsType = ({ step }: JudgedStep): Expectation => ({
  requestHeadersSeenByServer: { 'content-type': typeOfBody(step.request) },
});

/** What a redirect does to a request: https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, steps 12 and 13 */
export const REDIRECTED_REQUESTS: readonly Deviation[] = [
  {
    id: 'delete-becomes-get-abroad',
    engines: WEBKIT,
    what: 'makes a GET of a DELETE that is redirected to another origin, whatever the status',
    standard: { section: 'HTTP-redirect fetch', step: '12' },
    issue: null,
    shownBy: 'redirects/bare-delete-307-api-to-other',
    applies: (judged) => deleteAbroad(judged) !== undefined,
    shows: asGet,
    covers: EVERYTHING,
  },
  {
    id: 'type-comes-back-with-a-redirect-that-keeps-the-method',
    engines: FIREFOX,
    what: 'says the type of a body again, at a redirect that keeps the method, which an earlier redirect has dropped',
    standard: { section: 'HTTP-redirect fetch', step: '12.2' },
    issue: null,
    shownBy: 'redirects/type-does-not-come-back-307',
    applies: (judged) =>
      droppedBefore(judged) !== undefined && typeOfBody(judged.step.request) !== null && statusBefore(judged) >= 307,
    shows: showsType,
    covers: ['requestHeadersSeenByServer'],
  },
  {
    id: 'type-comes-back-across-origins',
    engines: WEBKIT,
    what: 'says the type of a body again, at the next redirect of another origin, which an earlier redirect has dropped',
    standard: { section: 'HTTP-redirect fetch', step: '12.2' },
    issue: null,
    shownBy: 'redirects/type-does-not-come-back-302-across-origins',
    applies: (judged) => droppedBefore(judged)?.isOwn === false && typeOfBody(judged.step.request) !== null,
    shows: showsType,
    covers: ['requestHeadersSeenByServer'],
  },
];
