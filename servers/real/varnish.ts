import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Server } from '../../harness/model/server.ts';
import { freePort } from '../../harness/processes/free-port.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { takesConnections } from './loopback.ts';
import { onFreePort } from './on-free-port.ts';
import { findProgram } from './program.ts';
import { inFront, reachable } from './reachable.ts';

/** What Varnish is to do. */
export interface VarnishConfig {
  /** Its origin server, which it is given as the backend `default`. It ends together with Varnish. */
  readonly backend: Server;
  /**
   * VCL that comes after the backend: subroutines, `import`. What it leaves open the built-in VCL does; `vcl 4.1` and
   * the backend are supplied.
   */
  readonly vcl?: string;
  /** Where varnishd is, when it is not to be looked for. */
  readonly binary?: string;
}

const PORT_IS_TAKEN = /Address already in use/;
/** The port is its own, but it may not take connections yet: https://varnish-cache.org/docs/7.1/reference/varnishd.html */
const IS_LAUNCHED = /^Child launched OK$/m;
/** What is printed of a process that could not start, before another one is tried. */
const HAS_DIED = /^Error: Child \(\d+\) (died|not responding|Pushing vcls failed)/m;
/** In milliseconds. It has its VCL compiled first, which a busy machine takes long for. */
const START_LIMIT = 40_000;
/** Not optimised: its VCL runs for a few requests, and is compiled in a third of the time. */
const COMPILER = ['-p', 'cc_command=exec cc -w -fpic -shared -o %o %s'];
/** Small: it holds a few objects for a few requests. */
const SIZES = ['-s', 'malloc,16m', '-p', 'vsl_space=1M', '-p', 'thread_pools=1', '-p', 'thread_pool_min=10'];

/**
 * Starts the real Varnish on a free port of 127.0.0.1, in front of a server of ours. It has a folder of its own that
 * nothing else is written to, and no management port.
 * @param config what it is to do
 * @param takePort says which port to listen on; asked again when somebody else has taken it meanwhile
 * @returns the server, once it takes connections; its `close` ends the backend and the process, and removes the folder
 * @throws when there is no Varnish, with the remedy, or when it does not start, with its own words
 */
export async function varnish(config: VarnishConfig, takePort: () => Promise<number> = freePort): Promise<Server> {
  const behind = await reachable(config.backend, 'Varnish');
  try {
    const path = await findProgram('varnishd', config.binary, 'varnish');
    const version = await versionOf(path);
    const text = vclText(behind.address, config.vcl);
    const start = (port: number) => startOn(port, path, text);
    const { address, started } = await onFreePort({ start, portIsTaken: PORT_IS_TAKEN, takePort });
    const front: Server = {
      name: 'varnish',
      version,
      real: true,
      role: 'cache',
      source: { kind: 'upstream', address },
    };
    return inFront(front, () => started.stop(), behind);
  } catch (error) {
    await behind.close();
    throw error;
  }
}

/** As in `varnishd (varnish-7.1.1 revision …)`, which it prints to stderr. */
async function versionOf(path: string): Promise<string> {
  const { stderr } = await promisify(execFile)(path, ['-V']);
  return /varnish-(\d[\w.]*)/.exec(stderr)?.[1] ?? stderr.trim();
}

function vclText({ hostname, port }: URL, vcl = ''): string {
  return `vcl 4.1;
backend default { .host = "${hostname}"; .port = "${port || 80}"; }
${vcl}
`;
}

async function startOn(port: number, path: string, vcl: string): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'cross-examine-varnish-'));
  const file = join(folder, 'default.vcl');
  await writeFile(file, vcl);
  // As whoever started it (-j none): another user could not read the folder.
  const places = ['-n', folder, '-a', `127.0.0.1:${port}`, '-f', file];
  return startDaemon({
    name: 'varnishd',
    path,
    args: ['-F', '-j', 'none', '-T', 'none', ...places, ...COMPILER, ...SIZES],
    folder,
    isReady: async (printed) => IS_LAUNCHED.test(printed) && takesConnections(port),
    hopeless: HAS_DIED,
    startLimit: START_LIMIT,
  });
}
