import { expect as base } from '@playwright/test';
import type { JudgedStep } from '../deviations/deviation.ts';
import type { Comparable } from '../model/compare.ts';
import { printable } from '../model/printable.ts';
import type { EngineName, Outcome } from '../model/words.ts';
import { describeDisagreement, describeStale, hold } from '../runner/hold.ts';
import { narrate } from './narrate.ts';
import type { Mounted } from './stage.ts';
import type { Sworn } from './sworn.ts';

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What Playwright hands to a matcher as `this`. */
interface MatcherState {
  readonly isNot: boolean;
}

/**
 * Judges one observation. What is inconclusive fails whatever is asked, `.not` included: it was not measured.
 * @param aside a line on whose fault it is
 */
function judge(state: MatcherState, sworn: Sworn, holds: boolean, wanted: string, aside?: string): MatcherResult {
  const measured = sworn.outcome !== 'inconclusive';
  const said = `${state.isNot ? 'not ' : ''}${wanted}`;
  const expected = `Expected the request ${said}`;
  sworn.asked?.push({ what: said.split('\n', 1)[0] ?? said, holds: measured && holds !== state.isNot });
  return {
    pass: measured ? holds : state.isNot,
    message: () => `${[expected, aside ?? []].flat().join('\n')}\n\n${narrate(sworn)}`,
  };
}

/** The same for what the standard has a word on, too. @param holds asked of what was observed, and of what the standard says */
function judgeWithStandard(
  state: MatcherState,
  sworn: Sworn,
  holds: (seen: Comparable) => boolean,
  wanted: string,
): MatcherResult {
  const prediction = sworn.judged?.prediction;
  const isTold = prediction !== undefined && prediction.outcome !== 'inconclusive' && sworn.outcome !== 'inconclusive';
  const aside = isTold ? whoStandsAlone(holds(prediction) !== state.isNot) : undefined;
  return judge(state, sworn, holds(sworn), wanted, aside);
}

function whoStandsAlone(standardAgrees: boolean): string {
  return standardAgrees
    ? 'The engine stands alone: the standard says what was expected.'
    : 'The expectation stands alone: the standard does not say so, either.';
}

function outcomeMatcher(outcome: Outcome, wanted: string) {
  return function (this: MatcherState, sworn: Sworn): MatcherResult {
    return judgeWithStandard(this, sworn, (seen) => seen.outcome === outcome, wanted);
  };
}

/** What each engine does where they differ, and why. */
export type OutcomePerEngine = Readonly<Record<EngineName, Outcome>> & { readonly because: string };

const isSent = (value: string | undefined, wanted: string | RegExp) =>
  value !== undefined && (typeof wanted === 'string' ? value === wanted : wanted.test(value));

/** Playwright's `expect` with matchers in the words of the Fetch Standard. */
export const expect = base.extend({
  /** Script got the response, with status and headers. */
  toBeReadable: outcomeMatcher('readable', 'to be readable'),
  /** https://fetch.spec.whatwg.org/#concept-filtered-response-opaque */
  toBeOpaque: outcomeMatcher('opaque', 'to be opaque: loaded, and nothing of it readable'),
  /** https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect */
  toBeOpaqueRedirect: outcomeMatcher('opaqueredirect', 'to be an opaque redirect'),
  /** https://fetch.spec.whatwg.org/#concept-network-error */
  toBeBlocked: outcomeMatcher('blocked', 'to be blocked: a network error in the page'),

  /** Where engines differ, each does what is written for it. */
  toHaveOutcome(this: MatcherState, sworn: Sworn, outcomes: OutcomePerEngine): MatcherResult {
    const wanted = outcomes[sworn.engine.name];
    return judgeWithStandard(
      this,
      sworn,
      (seen) => seen.outcome === wanted,
      `to be ${wanted} in ${sworn.engine.name}, because ${outcomes.because}`,
    );
  },

  /** https://fetch.spec.whatwg.org/#cors-preflight-request */
  toHavePreflight(this: MatcherState, sworn: Sworn): MatcherResult {
    return judgeWithStandard(
      this,
      sworn,
      (seen) => seen.preflight === 'sent',
      'to be preceded by a CORS-preflight request',
    );
  },

  /** The actual request arrived at the server, at the end of its redirects. */
  toHaveReachedTheServer(this: MatcherState, sworn: Sworn): MatcherResult {
    return judgeWithStandard(this, sworn, (seen) => seen.reached, 'to have reached the server');
  },

  /** The request header arrived with this value; `null` says it did not arrive at all. */
  toHaveSentHeader(this: MatcherState, sworn: Sworn, name: string, value: string | RegExp | null): MatcherResult {
    const sent = sworn.requestHeadersSeenByServer[name.toLowerCase()];
    const holds = sworn.reachedHops.length > 0 && (value === null ? sent === undefined : isSent(sent, value));
    return judge(this, sworn, holds, `to have sent ${value === null ? `no ${name}` : `${name}: ${value}`}`);
  },

  /** Script can read this response header. */
  toExposeHeader(this: MatcherState, sworn: Sworn, name: string): MatcherResult {
    return judgeWithStandard(
      this,
      sworn,
      (seen) => seen.visibleHeaders.includes(name.toLowerCase()),
      `to expose the response header ${name}`,
    );
  },

  /** What is expected, what the oracle predicts and what was observed agree, known deviations apart. */
  toMeetExpectation(this: MatcherState, sworn: Sworn, judged: JudgedStep): MatcherResult {
    const { mismatches, stale } = hold(sworn.engine.name, judged, sworn);
    const lines = [...mismatches.map((each) => describeDisagreement(each, judged)), ...stale.map(describeStale)];
    return judge(
      this,
      sworn,
      lines.length === 0,
      `to meet its expectation\n${lines.map((line) => `  ${printable(line)}`).join('\n')}`,
    );
  },

  /** The server has done its work so many times. A server that does not count never has. */
  toHaveEffects(this: MatcherState, mounted: Mounted, count: number): MatcherResult {
    const { effects, origin, server } = mounted;
    const counted = effects === undefined ? 'does not count' : `counted ${effects}`;
    return {
      pass: effects === undefined ? this.isNot : effects === count,
      message: () =>
        `Expected ${server.name} on ${origin} ${this.isNot ? 'not ' : ''}to have ${count} side effects; it ${counted}`,
    };
  },
});
