import { createRequire } from 'node:module';
import { DEBIAN_PACKAGES } from '../browsers/debian-packages.ts';
import { type Discovery, discover } from '../browsers/discover.ts';
import { ENGINE_NAMES, type EngineName } from '../model/words.ts';
import { aptInstall } from './apt.ts';
import type { Host } from './host.ts';

/** How long the download of Playwright's own builds may take; without a network it gives up after seconds. */
export const DOWNLOAD_LIMIT = 10 * 60_000;

export type Discover = (engine: EngineName) => Promise<Discovery>;

/**
 * Sees to it that every engine is there. What is there is used; else Playwright's own builds are downloaded; else, on
 * Debian, the system's browsers are installed.
 * @returns what there is in the end, one an engine; an engine that cannot be had is an answer, never a rejection
 */
export async function ensureBrowsers(host: Host, find: Discover = discover): Promise<readonly Discovery[]> {
  const atFirst = await findAll(find);
  for (const discovery of atFirst) host.say(sentence(discovery));
  const missing = installable(atFirst);
  if (missing.length === 0) return atFirst;
  await installWithPlaywright(host, missing);
  const afterDownload = await findAll(find);
  const stillMissing = installable(afterDownload);
  if (stillMissing.length === 0 || !host.isDebian) return afterDownload;
  await aptInstall(
    host,
    stillMissing.flatMap((engine) => DEBIAN_PACKAGES[engine]),
  );
  return findAll(find);
}

function findAll(find: Discover): Promise<Discovery[]> {
  return Promise.all(ENGINE_NAMES.map((engine) => find(engine)));
}

function installable(discoveries: readonly Discovery[]): EngineName[] {
  return discoveries.flatMap((one) => (!one.found && one.reason.installable ? [one.reason.engine] : []));
}

function sentence(discovery: Discovery): string {
  if (!discovery.found) return `${discovery.reason.engine}: ${discovery.reason.missing}`;
  return `${discovery.browser.engine}: found ${discovery.browser.executablePath}`;
}

async function installWithPlaywright(host: Host, engines: readonly EngineName[]): Promise<void> {
  const cli = [process.execPath, createRequire(import.meta.url).resolve('@playwright/test/cli')];
  host.say(`npx playwright install ${engines.join(' ')} (at most ${DOWNLOAD_LIMIT / 60_000} minutes)`);
  const download = await host.run([...cli, 'install', ...engines], DOWNLOAD_LIMIT);
  if (!download.ok) return host.say(`npx playwright install ${download.how}`);
  host.say(`npx playwright install-deps ${engines.join(' ')}`);
  const libraries = await host.run([...cli, 'install-deps', ...engines]);
  // Not fatal: the libraries may be there already, and a browser that lacks one says so when it is started.
  if (!libraries.ok) host.say(`it ${libraries.how}; if a browser does not start: sudo npx playwright install-deps`);
}
