import { nginxBefore } from '../../../../servers/real/nginx-before.ts';
import type { Server } from '../../../model/server.ts';
import { plain, silent } from './plain.ts';

/** A configuration of nginx; `BACKEND` stands for the address of what it passes requests on to. */
interface NginxText {
  readonly server: string;
  readonly http?: string;
}

/** For the `http` block: `$cors` is the Origin of a site, and empty for others. */
export const SITES_MAP = `map $http_origin $cors { default ""; "https://shop.com" $http_origin; "https://admin.shop.com" $http_origin; }`;

/** The real nginx before a backend: one that says nothing of CORS, unless another is given. */
export function nginxTarget({ server, ...http }: NginxText, backend: Server = plain(silent)): Promise<Server> {
  return nginxBefore(backend, ({ host }) => ({ ...http, server: server.replaceAll('BACKEND', host) }));
}
