import { thisMachine } from '../browsers/machine.ts';
import { ensureServers, type FoundServer } from './ensure-servers.ts';
import { type Host, thisHost } from './host.ts';
import { exitCodeOf, type Row, renderTable } from './table.ts';

/** `npm run servers`: finds or installs the real servers of the specs, and ends with a table of them. */
async function main(host: Host): Promise<number> {
  const found = await ensureServers(host, thisMachine);
  const rows = await Promise.all(found.map((one) => rowOf(one, host)));
  host.say(`\n${renderTable(rows)}`);
  return exitCodeOf(rows);
}

async function rowOf({ server, path, remedy }: FoundServer, host: Host): Promise<Row> {
  if (path === undefined) return { name: server.name, missing: `no ${server.name} on this machine`, remedy };
  return { name: server.name, path, version: await host.read([path, server.versionFlag]) };
}

process.exitCode = await main(thisHost);
