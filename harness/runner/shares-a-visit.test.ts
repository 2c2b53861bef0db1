import { describe, expect, it } from 'vitest';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';
import { sharesAVisit, takesTurns } from './shares-a-visit.ts';

type StepInput = ScenarioInput['steps'][number];
const STEP: StepInput = { request: { url: 'https://api.com/x' }, server: { response: {} } };

function scenario(step: Partial<StepInput>, rest: Partial<ScenarioInput> = {}) {
  return scenarioSchema.parse({
    id: 'a',
    page: { origin: 'https://shop.com' },
    steps: [{ ...STEP, ...step }],
    ...rest,
  });
}

const POSTED: Partial<StepInput> = { request: { url: 'https://api.com/x', api: 'form', method: 'POST' } };
const FORM = scenario({ request: { url: 'https://api.com/x', api: 'form' } });
const BEACON = scenario({ request: { url: 'https://api.com/x', api: 'beacon' } });

const redirect = (redirectTo: string, next: string) => ({
  server: { response: { status: 302, redirectTo }, hops: [{ url: next, response: {} }] },
});

const COOKIES: Partial<ScenarioInput> = { cookies: [{ url: 'https://api.com', name: 'a', value: 'b' }] };
const location = (status: number): Partial<StepInput> => ({
  server: { response: { status, headers: [['location', '/y']] } },
});

describe('sharesAVisit', () => {
  it.each([
    ['a plain request', scenario({})],
    ['a redirect that leads where the script says', scenario(redirect('/y', 'https://api.com/y'))],
    ['a redirect to here', scenario(redirect('', 'https://api.com/x'))],
    ['a redirect to a fragment', scenario(redirect('#f', 'https://api.com/x#f'))],
    ['several steps', scenario({}, { steps: [STEP, STEP] })],
    ['a wait', scenario({ waitMsBefore: 5 })],
    ['a URL that no router serves', scenario({ request: { url: 'data:,x' } })],
    ['a form that is posted', scenario(POSTED)],
    ['a beacon', BEACON],
    ['cookies', scenario({}, COOKIES)],
    ['a Location that nobody follows', scenario(location(200))],
    [
      'a preflight that is redirected',
      scenario({ server: { preflight: { status: 302, headers: [['location', '/y']] }, response: {} } }),
    ],
    ['a sandboxed frame', scenario({}, { page: { origin: 'https://shop.com', context: 'sandboxed-iframe' } })],
  ])('%s may', (_what, each) => {
    expect(sharesAVisit(each)).toBe(true);
  });

  it.each([
    ['cookies and a form', scenario(POSTED, COOKIES)],
    ['more steps than a preflight cache holds', scenario({}, { steps: Array(9).fill(STEP) })],
    ['a form that writes its own query', FORM],
    [
      'a cookie in the answer to a form',
      scenario({ ...POSTED, server: { response: { headers: [['set-cookie', 'a=b']] } } }),
    ],
    ['a cookie in the answer', scenario({ server: { response: { headers: [['Set-Cookie', 'a=b']] } } })],
    [
      'a cookie in the preflight',
      scenario({ server: { preflight: { headers: [['set-cookie', 'a=b']] }, response: {} } }),
    ],
    ['a redirect that is no redirectTo', scenario(location(302))],
    ['a redirect elsewhere', scenario(redirect('/y', 'https://api.com/z'))],
  ])('%s may not', (_what, each) => {
    expect(sharesAVisit(each)).toBe(false);
  });
});

describe('takesTurns', () => {
  it('is what has the visit to itself while it lasts', () => {
    expect([scenario(POSTED), BEACON].map(takesTurns)).toEqual([true, true]);
    expect(takesTurns(scenario({}))).toBe(false);
  });
});
