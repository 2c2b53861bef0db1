import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../servers/real/loopback.ts';
import type { Contract } from '../model/contract.ts';
import { describeIssue } from '../model/input-issue.ts';
import { checkContract } from './parse-contract.ts';
import { issuesOfConfigs, startStandIns } from './stand-ins.ts';

const SAMPLES = fileURLToPath(new URL('../configs/samples/', import.meta.url));

function contractWith(upstream: object): Contract {
  const written = {
    api: 'https://api.shop.com',
    upstream,
    sites: ['https://shop.com'],
    routes: [{ route: 'GET /orders' }],
  };
  const parsed = checkContract(written, 'the test');
  if (!parsed.ok) throw new Error(parsed.issues.map(describeIssue).join('\n'));
  return parsed.value;
}

/** What the API of a contract answers to the listed site. */
async function answerOf(contract: Contract, path = '/orders'): Promise<Response> {
  const { contract: running, stop } = await startStandIns(contract, SAMPLES);
  try {
    return await fetch(new URL(path, running.apis[0]?.upstream ?? undefined), {
      headers: { origin: 'https://shop.com' },
    });
  } finally {
    await stop();
  }
}

describe('a configuration file in place of an API', () => {
  it('answers as AWS would', async () => {
    const answer = await answerOf(contractWith({ config: 'http-api.json' }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.com');
  });

  it('may be one resource of a template', async () => {
    const answer = await answerOf(contractWith({ config: 'cloudformation.yaml', resource: 'Legacy' }), '/nowhere');
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
  });

  it('takes parameters', async () => {
    const parameters = { Site: 'https://other.com' };
    const answer = await answerOf(contractWith({ config: 'cloudformation.yaml', resource: 'Orders', parameters }));
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('has the backend that the contract names', async () => {
    const backend = await listenOnLoopback((_, response) => response.writeHead(418).end());
    try {
      const answer = await answerOf(contractWith({ config: 'http-api.json', backend: backend.address.origin }));
      expect(answer.status).toBe(418);
    } finally {
      await backend.close();
    }
  });

  it('is gone afterwards', async () => {
    const { contract, stop } = await startStandIns(contractWith({ config: 'http-api.json' }), SAMPLES);
    await stop();
    await expect(fetch(contract.apis[0]?.upstream as URL)).rejects.toThrow();
  });
});

describe('what is wrong is said before anything is run', () => {
  it.each([
    [{ config: 'nowhere.json' }, 'nowhere.json: cannot be read'],
    [{ config: 'cloudformation.yaml' }, 'name one of them, as in { config: cloudformation.yaml, resource: Images }'],
    [{ config: 'cloudformation.yaml', resource: 'Cart' }, 'configures no Cart; there is Images, Orders, Legacy'],
    [{ config: '../read-config.ts' }, '../read-config.ts:'],
  ])('%j', (upstream, message) => {
    const issues = issuesOfConfigs(contractWith(upstream), SAMPLES).map(describeIssue);
    expect(issues.join('\n')).toContain(message);
    expect(() => contractWith({ ...upstream, colour: 'red' })).toThrow('unknown field "colour"');
  });

  it('and nothing of what is right', () => {
    expect(issuesOfConfigs(contractWith({ config: 's3.xml' }), SAMPLES)).toEqual([]);
  });
});
