import { execFile } from 'node:child_process';
import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Server } from '../../harness/model/server.ts';
import { freePort } from '../../harness/processes/free-port.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { takesConnections } from './loopback.ts';
import { onFreePort } from './on-free-port.ts';
import { findProgram } from './program.ts';

/** What nginx is to do. */
export interface NginxConfig {
  /** The body of the `server` block: locations and what stands beside them. `listen` is supplied. */
  readonly server: string;
  /** What stands in the `http` block before the server: `upstream`, `map`, `log_format`. */
  readonly http?: string;
  /** Where nginx is, when it is not to be looked for. */
  readonly binary?: string;
}

const PORT_IS_TAKEN = /Address already in use/;
const PID_FILE = 'nginx.pid';

/**
 * Starts the real nginx on a free port of 127.0.0.1, in a folder of its own that nothing else is written to.
 * @param config what it is to do
 * @param takePort says which port to listen on; asked again when somebody else has taken it meanwhile
 * @returns the server, once it takes connections; its `close` ends the process and removes the folder
 * @throws when there is no nginx, with the remedy, or when it does not start, with its own words
 */
export async function nginx(config: NginxConfig, takePort: () => Promise<number> = freePort): Promise<Server> {
  const path = await findProgram('nginx', config.binary);
  const version = await versionOf(path);
  const start = (port: number) => startOn(port, path, config);
  const { address, started } = await onFreePort({ start, portIsTaken: PORT_IS_TAKEN, takePort });
  return { name: 'nginx', version, real: true, source: { kind: 'upstream', address }, close: () => started.stop() };
}

/** As in `nginx version: nginx/1.22.1`, which it prints to stderr. */
async function versionOf(path: string): Promise<string> {
  const { stderr } = await promisify(execFile)(path, ['-v']);
  return /nginx\/(\S+)/.exec(stderr)?.[1] ?? stderr.trim();
}

async function startOn(port: number, path: string, config: NginxConfig): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'cross-examine-nginx-'));
  await writeFile(join(folder, 'nginx.conf'), configText(config, port));
  return startDaemon({
    name: 'nginx',
    path,
    args: ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf'],
    folder,
    isReady: () => isReady(folder, port),
    // It would try four times more, half a second apart.
    hopeless: PORT_IS_TAKEN,
  });
}

/** Every path is relative to the folder. One process does all, as whoever started it. */
function configText({ http = '', server }: NginxConfig, port: number): string {
  return `daemon off;
master_process off;
pid ${PID_FILE};
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path client-body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
${http}
  server {
    listen 127.0.0.1:${port};
${server}
  }
}
`;
}

/** nginx writes its pid file when it has its port: a connection alone might reach whoever had the port before. */
async function isReady(folder: string, port: number): Promise<boolean> {
  try {
    await access(join(folder, PID_FILE));
  } catch {
    return false;
  }
  return takesConnections(port);
}
