import { DEBIAN_PACKAGES } from '../browsers/debian-packages.ts';
import type { Discovered, Discovery } from '../browsers/discover.ts';
import { ensureBrowsers } from './ensure-browsers.ts';
import { type Host, thisHost } from './host.ts';
import { exitCodeOf, type Row, renderTable } from './table.ts';

/** `npm run browsers`: finds or installs the three engines, and ends with a table of them. */
async function main(host: Host): Promise<number> {
  const discoveries = await ensureBrowsers(host);
  const rows = await Promise.all(discoveries.map((discovery) => rowOf(discovery, host)));
  host.say(`\n${renderTable(rows)}`);
  return exitCodeOf(rows);
}

async function rowOf(discovery: Discovery, host: Host): Promise<Row> {
  if (!discovery.found) {
    const { engine, missing, remedy } = discovery.reason;
    return { name: engine, missing, remedy };
  }
  const { engine, build, executablePath } = discovery.browser;
  const version = await versionOf(discovery.browser, host);
  return { name: engine, path: executablePath, version: `${version} (${build} build)`.trimStart() };
}

/** WebKit's MiniBrowser needs a display even to tell its version, so the package is asked. */
async function versionOf({ engine, executablePath }: Discovered, host: Host): Promise<string> {
  if (engine !== 'webkit') return host.read([executablePath, '--version']);
  const [driverPackage = ''] = DEBIAN_PACKAGES.webkit;
  const version = await host.read(['dpkg-query', '-W', '-f', `\${Version}`, driverPackage]);
  return version && `WebKitGTK ${version}`;
}

process.exitCode = await main(thisHost);
