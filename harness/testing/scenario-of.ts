import type { JudgedStep } from '../deviations/deviation.ts';
import type { ScenarioSource } from '../model/result.ts';
import { type ScenarioInput, scenarioSchema } from '../model/scenario.ts';

/**
 * A story's request as a scenario: what its servers answered becomes their script. It can be played again without them,
 * but in a fresh profile: what cookies and caches had to do with it is not in it.
 * @returns undefined where a scenario cannot say it: no file may hold what a server answered
 */
export function scenarioOf(id: string, { page, step }: JudgedStep): ScenarioSource | undefined {
  const { request, server } = step;
  const scenario: ScenarioInput = {
    id,
    page: unlessDefault(page, scenarioSchema.shape.page.parse({ origin: page.origin })),
    steps: [{ request: unlessDefault(request, DEFAULT_REQUEST), server: scripted(server) }],
  };
  return scenarioSchema.safeParse(scenario).success ? { kind: 'observed', scenario } : undefined;
}

/** A preflight is never redirected: its script has no word for it. */
function scripted({
  preflight,
  response,
  hops,
}: JudgedStep['step']['server']): ScenarioInput['steps'][number]['server'] {
  const asked = (answer: typeof preflight) => answer && { status: answer.status, headers: answer.headers };
  return {
    preflight: asked(preflight),
    response,
    ...(hops.length > 0 && { hops: hops.map((hop) => ({ ...hop, preflight: asked(hop.preflight) })) }),
  };
}

const DEFAULT_REQUEST = scenarioSchema.shape.steps.element.shape.request.parse({ url: 'https://default.invalid' });

/** What a person would write: fields that have their default value are left out. */
function unlessDefault<T extends object>(value: T, defaults: T): T {
  const written = Object.entries(value).filter(
    ([name, field]) => JSON.stringify(field) !== JSON.stringify(defaults[name as keyof T]) || isRequired(name),
  );
  return Object.fromEntries(written) as T;
}

function isRequired(name: string): boolean {
  return name === 'url' || name === 'origin';
}
