import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '../browsers/engine.ts';
import { type Network, startNetwork, Visit } from '../browsers/visit.ts';
import { hopScripts, scriptedOrigins, serialisedOrigin } from '../model/hop-script.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario, Step } from '../model/scenario.ts';
import type { Server } from '../model/server.ts';
import { SteppedScript } from '../model/stepped-script.ts';
import type { Authority } from '../network/authority.ts';
import { ask, formTarget } from './ask.ts';
import { scriptedEffects } from './effects.ts';
import { observe } from './observe.ts';
import { probeRequest } from './probe-request.ts';
import { setCookies } from './set-cookies.ts';

/**
 * Plays a scenario to a visitor of its own: fresh profile, fresh network, URLs as they are written.
 * @returns an observation a step; rejects when the engine has died before the first step
 */
export async function examineAlone(engine: Engine, authority: Authority, scenario: Scenario): Promise<Observation[]> {
  const network = await startNetwork(authority);
  try {
    const visit = await Visit.open(engine, network);
    try {
      return await playSteps(visit, network, scenario);
    } finally {
      await visit.close();
    }
  } finally {
    await network.router.close();
  }
}

async function playSteps(visit: Visit, { router }: Network, scenario: Scenario): Promise<Observation[]> {
  const script = new SteppedScript();
  const server: Server = { name: 'script', version: '1', real: false, source: { kind: 'script', ask: script.ask } };
  for (const step of scenario.steps) {
    for (const origin of scriptedOrigins(hopScripts(scenario.page, step))) {
      if (!router.mounts.has(origin)) router.mount(origin, server);
    }
  }
  const observations: Observation[] = [];
  for (const [index, step] of scenario.steps.entries()) {
    observations.push(await playStep(visit, script, scenario, step, index === 0));
  }
  return observations;
}

async function playStep(
  visit: Visit,
  script: SteppedScript,
  { page, cookies }: Scenario,
  step: Step,
  isFirst: boolean,
): Promise<Observation> {
  const { request, waitMsBefore } = step;
  const hops = hopScripts(page, step);
  script.play(hops, request.api);
  const common = { url: formTarget(request), origin: serialisedOrigin(page), lastHop: hops.length - 1 };
  try {
    if (isFirst) await setCookies(visit, cookies);
    await visit.goto(page);
  } catch (error) {
    const reason = `the page ${page.origin}${page.path} did not load: ${(error as Error).message}`;
    return observe({ ...common, testimony: { kind: 'lost', reason }, exchanges: [], effects: {} });
  }
  await wait(waitMsBefore);
  const { testimony, exchanges } = await ask(visit, probeRequest(request, page));
  return observe({ ...common, testimony, exchanges, effects: scriptedEffects(hops, exchanges) });
}
