import type { EngineInfo } from '../../harness/model/engine-info.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { CheckReport, Finding } from '../../harness/model/finding.ts';
import type { Observation } from '../../harness/model/observation.ts';
import type { ObservedRequest, PartialCheck, TestAttachment } from '../../harness/model/result.ts';
import type { BuildInput, FinishedTest } from '../input.ts';

/** Material for tests: the plainest of each kind, to be bent where a test needs it. */
export const CHROMIUM: EngineInfo = {
  name: 'chromium',
  version: '140.0.7339.16',
  build: 'stock',
  driver: 'cdp',
  platform: 'linux x64',
};
export const FIREFOX: EngineInfo = {
  name: 'firefox',
  version: '141.0',
  build: 'stock',
  driver: 'webdriver-bidi',
  platform: 'linux x64',
};
export const WEBKIT: EngineInfo = {
  name: 'webkit',
  version: '2.48.5',
  build: 'stock',
  driver: 'webdriver',
  platform: 'linux x64',
};

export function sampleExchange(fields: Partial<Exchange> = {}): Exchange {
  return {
    id: 1,
    method: 'GET',
    url: 'https://api.shop.com/orders',
    requestHeaders: [
      ['Host', 'api.shop.com'],
      ['Origin', 'https://shop.com'],
    ],
    preflight: false,
    startedAt: 100,
    mount: 'orders',
    hop: 0,
    answer: {
      kind: 'answered',
      status: 200,
      headers: [['Access-Control-Allow-Origin', 'https://shop.com']],
      endedAt: 104,
    },
    ...fields,
  };
}

function sampleObservation(fields: Partial<Observation> = {}): Observation {
  return {
    outcome: 'readable',
    reason: null,
    preflight: 'none',
    preflightHops: [],
    reached: true,
    reachedHops: [0],
    effects: { 'https://api.shop.com': 0 },
    status: 200,
    visibleHeaders: ['content-type'],
    hiddenHeaders: ['x-request-id'],
    visibleHeaderValues: { 'content-type': 'application/json' },
    requestHeadersSeenByServer: { origin: 'https://shop.com' },
    preflightHeadersSeenByServer: {},
    error: null,
    url: 'https://api.shop.com/orders',
    exchanges: [sampleExchange()],
    ...fields,
  };
}

export function sampleRequest(
  fields: Partial<Observation> = {},
  what = 'GET https://api.shop.com/orders by fetch from https://shop.com',
): ObservedRequest {
  return {
    what,
    observation: sampleObservation(fields),
    decidedBy: { section: 'CORS check', step: '5', reason: 'it is the origin that asks' },
  };
}

export function sampleAttachment(fields: Partial<TestAttachment> = {}): TestAttachment {
  return {
    format: 1,
    engine: CHROMIUM,
    servers: [{ name: 'orders', version: '1', real: false }],
    observations: [sampleRequest()],
    measurements: [],
    ...fields,
  };
}

export function sampleFinding(fields: Partial<Finding> = {}): Finding {
  return {
    rule: 'reflected-origin',
    severity: 'error',
    cwe: 'CWE-942',
    route: 'GET /orders',
    origin: 'https://evil.com',
    originClass: 'unrelated',
    engines: ['chromium'],
    message: 'Any page may read it.',
    cure: 'List the origins that may read it.',
    decidedBy: { section: 'CORS check', step: '7', reason: 'it is the origin that asks' },
    exchange: sampleExchange(),
    ...fields,
  };
}

/** One route asked by its site and by a stranger, in one engine. */
export function samplePartialCheck(fields: Partial<PartialCheck> = {}): PartialCheck {
  const asked = { engines: ['chromium'], withCredentials: true } as const;
  return {
    findings: [sampleFinding()],
    inconclusive: [],
    checked: {
      apis: ['https://api.shop.com'],
      sites: ['https://shop.com'],
      routes: [
        {
          name: 'GET /orders',
          asked: [
            { ...asked, origin: 'https://shop.com', originClass: 'reader', reads: true },
            { ...asked, origin: 'https://evil.com', originClass: 'unrelated', reads: true },
          ],
        },
      ],
    },
    ...fields,
  };
}

export function sampleCheck(fields: Partial<CheckReport> = {}): CheckReport {
  return { format: 1, complete: true, engines: [CHROMIUM], ...samplePartialCheck(), ...fields };
}

/** A test that passed in the engine of its attachment. */
export function sampleTest(fields: Partial<FinishedTest> = {}, attachment: Partial<TestAttachment> = {}): FinishedTest {
  const whole = sampleAttachment(attachment);
  return {
    file: 'specs/reads/simple.spec.ts',
    line: 10,
    describes: ['Plain reads'],
    title: 'a page reads an API that allows it',
    project: whole.engine.name,
    status: 'passed',
    ok: true,
    retries: 0,
    durationMs: 1_200,
    tags: [],
    errors: [],
    skipReason: null,
    attachments: [{ text: JSON.stringify(whole) }],
    ...fields,
  };
}

export function sampleRun(tests: readonly FinishedTest[], fields: Partial<BuildInput> = {}): BuildInput {
  return {
    generatedAt: '2026-01-31T12:30:00.000Z',
    durationMs: 61_500,
    status: 'passed',
    tests,
    claims: [],
    errors: [],
    ...fields,
  };
}
