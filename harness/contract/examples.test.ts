import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../browsers/engine.ts';
import { launch } from '../browsers/launch.ts';
import type { CheckReport, RuleId } from '../model/finding.ts';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { type Authority, createAuthority } from '../network/authority.ts';
import { freePort } from '../processes/free-port.ts';
import { check } from './check.ts';
import { parseContract } from './parse-contract.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES = join(REPOSITORY, 'specs', 'examples');

/** For a machine that has much else to do. */
const LONG = 120_000;

/** What is wrong with each framework's wrong example: errors and warnings, no other. */
const WRONG: Readonly<Record<string, readonly RuleId[]>> = {
  express: ['error-unreadable', 'header-not-exposed', 'origin-suffix'],
  fastify: ['method-not-allowed', 'public-refused'],
  hono: ['public-with-credentials', 'reflected-origin'],
  koa: ['origin-subdomain', 'public-refused', 'public-with-credentials'],
  nginx: ['error-unreadable', 'origin-unescaped', 'preflight-refused'],
};

/** Each framework in another engine; they go round. */
const FRAMEWORKS = Object.keys(WRONG).map((name, index): [string, EngineName] => [
  name,
  ENGINE_NAMES[index % ENGINE_NAMES.length] as EngineName,
]);

let authority: Authority;
const engines = new Map<EngineName, Engine>();

beforeAll(async () => {
  authority = await createAuthority();
  // nginx stands where a user's PATH often does not lead.
  process.env.PATH = [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(':');
});

afterAll(async () => {
  await Promise.all([...engines.values()].map((engine) => engine.close()));
});

it('there is one of each', () => {
  expect(readdirSync(EXAMPLES).toSorted()).toEqual(Object.keys(WRONG));
});

describe.each(FRAMEWORKS)('the examples of %s, in %s', (name, engine) => {
  it('have one contract', () => {
    const contractOf = (which: string) => readFileSync(join(EXAMPLES, name, which, 'cors.contract.yaml'), 'utf8');
    expect(contractOf('wrong')).toBe(contractOf('right'));
  });

  it(
    'the right one keeps it',
    async () => expect(rulesIn(await examine(join(name, 'right'), engine))).toEqual([]),
    LONG,
  );

  it(
    'the wrong one breaks it as it says',
    async () => expect(rulesIn(await examine(join(name, 'wrong'), engine))).toEqual(WRONG[name]),
    LONG,
  );
});

/** The rules that were broken. @throws when something could not be measured */
function rulesIn({ findings, inconclusive }: CheckReport): RuleId[] {
  if (inconclusive.length > 0) throw new Error(inconclusive.map(({ reason }) => reason).join('\n'));
  const rules = findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule);
  return [...new Set(rules)].toSorted();
}

/** Checks a copy that listens on a free port: an example says 8080, as a team would. */
async function examine(example: string, name: EngineName): Promise<CheckReport> {
  // Below the repository's own packages, which the examples import.
  const folder = mkdtempSync(join(REPOSITORY, 'node_modules', '.example-'));
  try {
    cpSync(join(EXAMPLES, example), folder, { recursive: true });
    const port = String(await freePort());
    for (const file of readdirSync(folder)) {
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('8080', port));
    }
    const contract = parseContract(readFileSync(join(folder, 'cors.contract.yaml'), 'utf8'), example);
    if (!contract.ok) throw new Error(JSON.stringify(contract.issues));
    const source = { authority, open: () => engineCalled(name), done: async () => {} };
    return await check(contract.value, { engines: [name], source, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Started once for all examples. */
async function engineCalled(name: EngineName): Promise<Engine> {
  const engine = engines.get(name) ?? (await launch(name, authority));
  engines.set(name, engine);
  return engine;
}
