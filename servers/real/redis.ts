import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../harness/processes/free-port.ts';
import { startDaemon } from './daemon.ts';
import { onFreePort } from './on-free-port.ts';
import { findProgram } from './program.ts';

/** A Redis of one's own. */
export interface Redis {
  /** As in `redis://127.0.0.1:40001`. */
  readonly url: string;
  /** Ends the process; nothing of what it held is left. */
  stop(): Promise<void>;
}

const PORT_IS_TAKEN = /Address already in use/;
const IS_READY = /Ready to accept connections/;

/**
 * Starts the real Redis on a free port of 127.0.0.1, in memory alone.
 * @throws when there is none, with the remedy, or when it does not start, with its own words
 */
export async function redis(takePort: () => Promise<number> = freePort): Promise<Redis> {
  const path = await findProgram('redis-server', undefined, 'redis-server');
  const start = async (port: number) => {
    const folder = await mkdtemp(join(tmpdir(), 'cross-examine-redis-'));
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    return startDaemon({
      name: 'redis-server',
      path,
      args,
      folder,
      isReady: async (printed) => IS_READY.test(printed),
    });
  };
  const { address, started } = await onFreePort({ start, portIsTaken: PORT_IS_TAKEN, takePort });
  return { url: `redis://127.0.0.1:${address.port}`, stop: () => started.stop() };
}
