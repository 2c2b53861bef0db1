import { nginxBefore } from '../../../../servers/real/nginx-before.ts';
import type { Server } from '../../../model/server.ts';
import { plain, silent } from './plain.ts';

/** A configuration of nginx; `BACKEND` stands for the address of what it passes requests on to. */
interface NginxText {
  readonly server: string;
  readonly http?: string;
}

/** The real nginx before a backend: one that says nothing of CORS, unless another is given. */
export function nginxTarget({ server, ...http }: NginxText, backend: Server = plain(silent)): Promise<Server> {
  return nginxBefore(backend, ({ host }) => ({ ...http, server: server.replaceAll('BACKEND', host) }));
}
