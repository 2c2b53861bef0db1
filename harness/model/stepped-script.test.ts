import { describe, expect, it } from 'vitest';
import { hopScripts, serialisedOrigin } from './hop-script.ts';
import { type ScenarioInput, scenarioSchema } from './scenario.ts';
import { SteppedScript } from './stepped-script.ts';

function scenario(step: ScenarioInput['steps'][number], page: Partial<ScenarioInput['page']> = {}) {
  const parsed = scenarioSchema.parse({ id: 'a', page: { origin: 'https://shop.com', ...page }, steps: [step] });
  const [first] = parsed.steps;
  if (first === undefined) throw new Error('unreachable: a step was given');
  return { page: parsed.page, step: first };
}

const ALLOW = [['access-control-allow-origin', '${page.origin}']] as [string, string][];

describe('hopScripts', () => {
  it.each([
    ['window', 'https://shop.com'],
    ['worker', 'https://shop.com'],
    ['sandboxed-iframe', 'null'],
    ['data-url-worker', 'null'],
  ] as const)('fills in the origin of a %s', (context, origin) => {
    const { page, step } = scenario(
      { request: { url: 'https://api.com/x' }, server: { response: { headers: ALLOW } } },
      { context },
    );
    expect(serialisedOrigin(page)).toBe(origin);
    expect(hopScripts(page, step)[0]?.response.headers).toEqual([['access-control-allow-origin', origin]]);
  });

  it('gives a preflight that nothing is said about what the response says', () => {
    const { page, step } = scenario({ request: { url: 'https://api.com/x' }, server: { response: { status: 503 } } });
    expect(hopScripts(page, step)[0]?.preflight.status).toBe(503);
  });
});

describe('SteppedScript', () => {
  const ask = (script: SteppedScript, url: string, preflight = false) => script.ask({ url, preflight })?.hop;

  it('knows hops by URL, and says nothing about others', () => {
    const { page, step } = scenario({
      request: { url: 'https://api.com/x#f' },
      server: { response: { status: 302, redirectTo: '/y' }, hops: [{ url: 'https://api.com/y', response: {} }] },
    });
    const script = new SteppedScript();
    script.play(hopScripts(page, step), 'fetch');
    expect(ask(script, 'https://api.com/x')).toBe(0);
    expect(ask(script, 'https://api.com/y')).toBe(1);
    expect(ask(script, 'https://api.com/favicon.ico')).toBeUndefined();
  });

  it('moves on along a redirect to itself, and not by a preflight', () => {
    const { page, step } = scenario({
      request: { url: 'https://api.com/x' },
      server: { response: { status: 307, redirectTo: '/x' }, hops: [{ url: 'https://api.com/x', response: {} }] },
    });
    const script = new SteppedScript();
    script.play(hopScripts(page, step), 'fetch');
    expect(ask(script, 'https://api.com/x', true)).toBe(0);
    expect(ask(script, 'https://api.com/x')).toBe(0);
    expect(ask(script, 'https://api.com/x')).toBe(1);
    expect(ask(script, 'https://api.com/x')).toBe(1);
  });

  it('lets a GET form write its own query', () => {
    const { page, step } = scenario({
      request: { url: 'https://api.com/x?old', api: 'form' },
      server: { response: {} },
    });
    const script = new SteppedScript();
    script.play(hopScripts(page, step), 'form');
    expect(ask(script, 'https://api.com/x?a=1')).toBe(0);
  });
});
