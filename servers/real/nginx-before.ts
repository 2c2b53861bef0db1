import type { Server } from '../../harness/model/server.ts';
import { type NginxConfig, nginx } from './nginx.ts';
import { inFront, reachable } from './reachable.ts';

/** What nginx is to do, given where the server behind it listens. */
export type NginxConfigFor = (behind: URL) => NginxConfig | Promise<NginxConfig>;

/**
 * The real nginx in front of another server.
 * @param behind any server that is no script; it ends with nginx, and what it does is counted
 * @returns the server, once it takes connections
 * @throws as {@link nginx}, and then ends the one behind
 */
export async function nginxBefore(behind: Server, configFor: NginxConfigFor): Promise<Server> {
  const there = await reachable(behind, 'nginx');
  try {
    const front = await nginx(await configFor(there.address));
    return inFront(front, async () => front.close?.(), there);
  } catch (error) {
    await there.close();
    throw error;
  }
}
