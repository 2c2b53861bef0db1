import { aptCommand } from '../browsers/debian-packages.ts';
import { firstExecutable, type Machine, onPath } from '../browsers/machine.ts';
import { aptInstall, runAsRoot } from './apt.ts';
import type { Host } from './host.ts';

/** A real server that the specs start, as a user would have installed it. */
export interface RealServer {
  readonly name: string;
  /** Its executable, as it would be found on PATH. */
  readonly program: string;
  /** Where it is when it is not on PATH: a user's PATH often lacks the sbin folders. */
  readonly places: readonly string[];
  readonly debianPackage: string;
  /** What Debian starts when the package is installed. */
  readonly services: readonly string[];
  readonly versionFlag: string;
}

const REAL_SERVERS: readonly RealServer[] = [
  {
    name: 'nginx',
    program: 'nginx',
    places: ['/usr/sbin/nginx', '/usr/local/sbin/nginx'],
    debianPackage: 'nginx',
    services: ['nginx'],
    versionFlag: '-v',
  },
  {
    name: 'varnish',
    program: 'varnishd',
    places: ['/usr/sbin/varnishd', '/usr/local/sbin/varnishd'],
    debianPackage: 'varnish',
    services: ['varnish', 'varnishncsa'],
    versionFlag: '-V',
  },
  {
    name: 'redis',
    program: 'redis-server',
    places: ['/usr/bin/redis-server', '/usr/local/bin/redis-server'],
    debianPackage: 'redis-server',
    services: ['redis-server'],
    versionFlag: '--version',
  },
];

/** A server and where it is; without a path it could not be had, and the remedy says what to do. */
export interface FoundServer {
  readonly server: RealServer;
  readonly path: string | undefined;
  readonly remedy: string;
}

/**
 * Sees to it that every real server is there: what is there is used, else apt installs it.
 * @returns what there is in the end, one a server; one that cannot be had is an answer, never a rejection
 */
export async function ensureServers(host: Host, machine: Machine): Promise<readonly FoundServer[]> {
  const atFirst = await findAll(machine);
  for (const { server, path } of atFirst) host.say(`${server.name}: ${path ? `found ${path}` : 'not found'}`);
  const missing = atFirst.filter((one) => one.path === undefined).map((one) => one.server);
  if (missing.length === 0 || !host.hasApt) return atFirst;
  const packages = missing.map((server) => server.debianPackage);
  const services = missing.flatMap((server) => server.services);
  if (await aptInstall(host, packages)) await stopServices(host, services);
  return findAll(machine);
}

function findAll(machine: Machine): Promise<FoundServer[]> {
  return Promise.all(REAL_SERVERS.map((server) => find(server, machine)));
}

async function find(server: RealServer, machine: Machine): Promise<FoundServer> {
  const path = (await onPath(machine, server.program)) ?? (await firstExecutable(machine, server.places));
  const remedy = `install ${server.name}; on Debian or Ubuntu: ${aptCommand([server.debianPackage])}`;
  return { server, path, remedy };
}

/**
 * Debian starts a server as soon as it is installed and at every boot. Here only the program is wanted, not a
 * service on port 80 that nobody asked for.
 */
async function stopServices(host: Host, services: readonly string[]): Promise<void> {
  for (const service of services) {
    const stop = `if [ -d /run/systemd/system ]; then systemctl disable --now ${service}; else service ${service} stop; fi`;
    await runAsRoot(host, ['sh', '-c', stop]);
  }
}
