import type { Observation } from '../../harness/model/observation.ts';
import type { ObservedRequest } from '../../harness/model/result.ts';
import { build } from '../build.ts';
import { changesBetween } from '../changes.ts';
import type { Report } from '../model.ts';
import {
  CHROMIUM,
  FIREFOX,
  sampleExchange,
  sampleFinding,
  samplePartialCheck,
  sampleRequest,
  sampleRun,
  sampleTest,
  WEBKIT,
} from './samples.ts';

const ENGINES = [CHROMIUM, FIREFOX, WEBKIT];
const API = 'https://api.shop.com';

const STANDARD = {
  standard: '586cd2a44c2a865b37c166dc0740f3fb8bb220d6',
  sections: { 'CORS check': 'https://fetch.spec.whatwg.org/#concept-cors-check' },
};

const DEVIATION = {
  id: 'needless-preflight',
  what: 'a preflight is sent where none is due',
  standard: { section: 'HTTP fetch', step: '4.2' },
  issue: 'https://github.com/whatwg/fetch/issues/1',
  engines: { webkit: '2.48.5' },
};

/** What the sample's refused and executed request looks like: a bare answer that came through a cache and a gateway. */
export const BARE: Partial<Observation> = {
  outcome: 'blocked',
  status: 0,
  visibleHeaders: [],
  visibleHeaderValues: {},
  effects: { [API]: 1 },
  error: 'TypeError: Failed to fetch',
  exchanges: [
    sampleExchange({
      mount: 'cdn',
      askedOn: ['gateway', 'orders'],
      requestHeaders: [
        ['Origin', 'https://shop.com'],
        ['Cookie', 'sid=1'],
      ],
      answer: { kind: 'answered', status: 502, headers: [['X-Cache', 'MISS']], endedAt: 110 },
    }),
  ],
};

const BARE_REQUEST: ObservedRequest = {
  ...sampleRequest(BARE),
  decidedBy: { section: 'CORS check', step: '2', reason: 'the answer has no Access-Control-Allow-Origin' },
  asked: [{ what: 'to be blocked', holds: true }],
  source: {
    kind: 'observed',
    scenario: {
      id: 'bare',
      page: { origin: 'https://shop.com' },
      steps: [{ request: { url: `${API}/` }, server: { response: {} } }],
    },
  },
};

/** Every kind of thing that a report shows, in three engines: the cases of {@link SAMPLE_COUNTS}. */
export function sampleReport(): Report {
  const tests = ENGINES.flatMap((engine) => [
    sampleTest(
      { title: 'a bare answer is blocked, and the order made', tags: ['@C47'] },
      {
        engine,
        ...STANDARD,
        servers: SERVERS,
        observations: [BARE_REQUEST, sampleRequest()],
        measurements: [HIT_RATE],
      },
    ),
    sampleTest(
      { title: 'engines differ here', line: 20 },
      { engine, observations: [sampleRequest({ outcome: engine === WEBKIT ? 'readable' : 'blocked' })] },
    ),
    sampleTest(
      { title: 'the facts of the standard', describes: ['CORS check'], file: 'specs/table.spec.ts' },
      { engine, deviations: engine === WEBKIT ? [DEVIATION] : [], observations: tableRows(engine === WEBKIT) },
    ),
    sampleTest({ title: 'the contract', file: 'specs/z.spec.ts' }, { engine, observations: [], check: CHECK }),
  ]);
  const failed = sampleTest({
    title: 'this one fails',
    line: 30,
    ok: false,
    status: 'failed',
    errors: ['Error: expected it to be blocked'],
  });
  const skipped = sampleTest({
    title: 'skipped',
    line: 40,
    status: 'skipped',
    skipReason: 'no such engine',
    attachments: [],
  });
  const report = build(sampleRun([...tests, failed, skipped], { claims: CLAIMS }));
  const earlier: Report = {
    ...report,
    generatedAt: '2026-01-01T00:00:00.000Z',
    results: report.results.map((result) => ({ ...result, pass: true })),
  };
  return { ...report, changes: changesBetween(earlier, report) };
}

/** How many cases each filter finds in {@link sampleReport}. */
export const SAMPLE_COUNTS = {
  all: 24,
  differs: 1,
  executed: 1,
  deviates: 1,
  failed: 1,
  table: 20,
  C47: 2,
} as const;

const SERVERS = [
  { name: 'cdn', version: '1', real: false, role: 'cache' },
  { name: 'gateway', version: '1', real: false, role: 'gateway', unconfirmed: ['what it does with HEAD'] },
  { name: 'orders', version: '1', real: false },
] as const;

const HIT_RATE = {
  id: 'cdn/hit-rate',
  title: 'hit rate',
  values: { cache: 'cdn', policy: 'vary-origin', origins: 3, requests: 100, hits: 97, entries: 3 },
};

const CHECK = samplePartialCheck({
  findings: [
    sampleFinding(),
    sampleFinding({ rule: 'silent-side-effect', severity: 'warn', cwe: null }),
    sampleFinding({ rule: 'max-age-over-cap', severity: 'note', exchange: null }),
  ],
  inconclusive: [{ route: 'GET /cart', origin: 'null', engine: 'firefox', reason: 'time-out' }],
});

const CLAIMS = [
  {
    id: 'C47',
    text: 'A request that is blocked was not carried out.',
    source: 'course notes',
    basis: 'measured',
    literal: [
      {
        of: 'reads/simple/a-bare-answer-is-blocked-and-the-order-made',
        says: { effects: { [API]: 0 } },
        otherwise: 'It was.',
      },
    ],
    breaking: [{ of: 'cdn/hit-rate', says: { values: { hits: 97 } }, otherwise: 'It varies.' }],
  },
] as const;

function tableRows(deviates: boolean): ObservedRequest[] {
  return Array.from({ length: SAMPLE_COUNTS.table }, (_, at) => ({
    ...sampleRequest(),
    expectation: { outcome: 'readable' },
    deviations: deviates && at === 0 ? [DEVIATION.id] : [],
    scenario: { id: `cors-check/row-${at}`, title: `row ${at}`, step: 0, failure: null },
    source: {
      kind: 'written',
      scenario: {
        id: `cors-check/row-${at}`,
        page: { origin: 'https://shop.com' },
        cookies: [{ url: API, name: 'sid', value: '1', sameSite: 'Lax' }],
        steps: [{ request: { url: `${API}/${at}` }, server: { response: {} } }],
      },
    },
  }));
}
