import { ALL_CASES } from '../harness/all-cases.ts';
import type { EngineInfo } from '../harness/model/engine-info.ts';
import type { Exchange } from '../harness/model/exchange.ts';
import type { Observation } from '../harness/model/observation.ts';
import type { ObservedRequest, TestAttachment } from '../harness/model/result.ts';
import type { Scenario } from '../harness/model/scenario.ts';
import { ENGINE_NAMES } from '../harness/model/words.ts';
import { predict } from '../harness/oracle/predict.ts';
import { STANDARD_COMMIT } from '../harness/oracle/standard.ts';
import type { BuildInput } from '../reports/input.ts';

/** Request headers as engines send them: a browser has a dozen of its own. */
const OWN_HEADERS = Array.from({ length: 12 }, (_, at) => [`Sec-Header-${at}`, `value ${at} of this engine`] as const);

/**
 * What a run of so many cases in three engines hands to the reporter: the tables of specs/standard, as if every engine
 * had done what the standard says. A case in ten is a story of its own.
 */
export function fullRun(cases: number): BuildInput {
  const scenarios = Array.from({ length: cases }, (_, at) =>
    numbered(ALL_CASES[at % ALL_CASES.length] as Scenario, at),
  );
  const tables = scenarios.filter((_, at) => at % 10 !== 0);
  const stories = scenarios.filter((_, at) => at % 10 === 0);
  const tests = ENGINE_NAMES.flatMap((name) => {
    const engine: EngineInfo = { name, version: '1.0', build: 'stock', driver: 'cdp', platform: 'linux x64' };
    return [testOf(engine, 'a table', tables, true), ...stories.map((each) => testOf(engine, each.id, [each], false))];
  });
  return {
    generatedAt: '2026-01-31T12:30:00.000Z',
    durationMs: 300_000,
    status: 'passed',
    tests,
    claims: [],
    errors: [],
  };
}

/** A case with an id and a URL of its own, and one step, so that cases and rows are as many. */
function numbered(scenario: Scenario, at: number): Scenario {
  return { ...scenario, id: `${scenario.id}-${at}`, steps: scenario.steps.slice(0, 1) };
}

function testOf(
  engine: EngineInfo,
  title: string,
  scenarios: readonly Scenario[],
  isTable: boolean,
): BuildInput['tests'][number] {
  const attachment: TestAttachment = {
    format: 1,
    engine,
    servers: [{ name: 'script', version: '1', real: false }],
    observations: scenarios.map((scenario) => observed(scenario, isTable)),
    measurements: [],
    standard: STANDARD_COMMIT,
  };
  return {
    file: isTable ? 'specs/table.spec.ts' : 'specs/stories.spec.ts',
    line: 1,
    describes: [isTable ? 'A table' : `Story ${title.length}`],
    title,
    project: engine.name,
    status: 'passed',
    ok: true,
    retries: 0,
    durationMs: 400,
    tags: [],
    errors: [],
    skipReason: null,
    attachments: [{ text: JSON.stringify(attachment) }],
  };
}

function observed(scenario: Scenario, isTable: boolean): ObservedRequest {
  const [step] = scenario.steps;
  const [said] = predict(scenario);
  if (step === undefined || said === undefined) throw new Error(`${scenario.id} has no step`);
  const { decidedBy, ...prediction } = said;
  const observation: Observation = {
    ...prediction,
    error: null,
    url: step.request.url,
    exchanges: exchangesOf(scenario, prediction),
  };
  const what = `${step.request.method} ${step.request.url} by ${step.request.api} from ${scenario.page.origin}`;
  return {
    what,
    observation,
    decidedBy,
    prediction,
    expectation: step.expect,
    source: { kind: 'written', scenario },
    ...(isTable && { scenario: { id: scenario.id, title: scenario.note ?? scenario.id, step: 0, failure: null } }),
  };
}

function exchangesOf(
  { steps: [step] }: Scenario,
  { preflight, reachedHops }: Omit<ReturnType<typeof predict>[number], 'decidedBy'>,
): Exchange[] {
  const exchange = (id: number, isPreflight: boolean): Exchange => ({
    id,
    method: isPreflight ? 'OPTIONS' : (step?.request.method ?? 'GET'),
    url: `${step?.request.url}?case=${id}`,
    requestHeaders: OWN_HEADERS,
    preflight: isPreflight,
    startedAt: id * 7.3,
    mount: 'script',
    hop: 0,
    answer: { kind: 'answered', status: 200, headers: step?.server.response.headers ?? [], endedAt: id * 7.3 + 2 },
  });
  return [...(preflight === 'sent' ? [exchange(1, true)] : []), ...reachedHops.map((hop) => exchange(2 + hop, false))];
}
