import type { TestInfo } from '@playwright/test';
import type { Engine } from '../browsers/engine.ts';
import { check } from '../contract/check.ts';
import type { CheckScope } from '../contract/scope.ts';
import type { Contract, ContractRoute } from '../model/contract.ts';
import type { CheckReport } from '../model/finding.ts';
import type { Authority } from '../network/authority.ts';
import { describeFinding, describeUnmeasured } from './describe-finding.ts';
import { readContractNow, type WrittenContract } from './read-contract-now.ts';
import { test } from './test.ts';

/** What one route may take at worst, in milliseconds: every stranger, on a busy machine. */
const MS_A_TEST = 120_000;

/**
 * Declares the tests of a contract: one a route and site, and one a route for all who are not to read it. A finding of
 * severity error fails its test, and so does what could not be measured; the others are annotations.
 *
 * The API has to run: {@link import('./contract-server.ts').contractServer} has Playwright start it once for all workers.
 * @param contract a file, YAML or JSON, or the contract itself
 * @throws when the contract is malformed: everything that is wrong with it is named
 */
export function contractTests(contract: WrittenContract): void {
  const { value, name } = readContractNow(contract);
  const running = { ...value, start: null };
  for (const route of value.routes) {
    test.describe(route.name, () => {
      for (const { title, site } of partsOf(route, value)) {
        test(title, async ({ engine, authority, testimony }, testInfo) => {
          refuseSharedState(value, testInfo);
          testInfo.setTimeout(Math.max(testInfo.timeout, MS_A_TEST));
          const report = await examine(running, { route: route.name, site }, engine, authority);
          testimony.checked(report);
          annotate(report, testInfo);
          hold(report, howToStart(value, name));
        });
      }
    });
  }
}

/** A part of a route's promise, and the test that holds it. */
interface Part {
  readonly title: string;
  /** `null`: everybody who is none of the sites. */
  readonly site: string | null;
}

function partsOf({ readers }: ContractRoute, { sites }: Contract): Part[] {
  const read = (origins: readonly string[]) => origins.map((site): Part => ({ title: `is read from ${site}`, site }));
  switch (readers.kind) {
    case 'sites':
      return [...read(readers.origins), { title: 'is read by nobody else', site: null }];
    case 'anyone':
      return [...read(sites), { title: 'is read from anywhere, without credentials', site: null }];
    case 'nobody':
      return [{ title: 'is read by nobody', site: null }];
  }
}

/** @throws when several workers would reset one API under each other's hands */
function refuseSharedState({ reset }: Contract, { config }: TestInfo): void {
  if (reset === null || config.workers === 1) return;
  throw new Error(
    `the contract has a reset, and ${config.workers} workers would reset the API for each other: run with --workers=1`,
  );
}

/** Asks in the one engine that the worker has started, which goes on to the next test. */
function examine(contract: Contract, scope: CheckScope, engine: Engine, authority: Authority): Promise<CheckReport> {
  const source = { authority, open: async () => engine, done: async () => {} };
  return check(contract, { engines: [engine.info.name], source, scope });
}

function annotate({ findings }: CheckReport, { annotations }: TestInfo): void {
  for (const { rule, severity, message } of findings) {
    if (severity !== 'error') annotations.push({ type: severity, description: `${rule}: ${message}` });
  }
}

/** @throws when something is wrong, or could not be measured */
function hold({ findings, inconclusive }: CheckReport, hint: string): void {
  const errors = findings.filter(({ severity }) => severity === 'error').map(describeFinding);
  const unmeasured = [...new Set(inconclusive.map(describeUnmeasured))];
  const said = [...errors, ...unmeasured, ...(unmeasured.length > 0 && hint !== '' ? [hint] : [])];
  if (errors.length + unmeasured.length > 0) throw new Error(said.join('\n\n'));
}

function howToStart({ start }: Contract, name: string): string {
  if (start === null) return '';
  return `Should the API not run: webServer: contractServer('${name}') in playwright.config.ts starts it, once for all workers.`;
}
