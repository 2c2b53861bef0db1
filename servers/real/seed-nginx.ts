import { readFile } from 'node:fs/promises';
import type { Server } from '../../harness/model/server.ts';
import { nginxBefore } from './nginx-before.ts';
import { ordersUnderApi } from './orders-under-api.ts';

/** Where the printed block passes requests on to. */
const PRINTED_BACKEND = 'app:8080';

/**
 * The body of the `server` block that runs the printed location, which is kept in seed-nginx.conf as it was printed.
 *
 * One address is replaced: nginx looks `app` up in the system's resolver when it starts, and there is no `app` here.
 * An `upstream` cannot stand in for it: nginx 1.22 says `upstream "app" may not have port 8080`, and does not see in
 * an `upstream app:8080` what `http://app:8080` names. The backend gets the same Host header as with the name.
 * @param backend what stands for `http://app:8080`
 * @returns the text for {@link nginx}; rejects when seed-nginx.conf cannot be read
 */
export async function seedServerBlock(backend: URL): Promise<string> {
  const printed = await readFile(new URL('./seed-nginx.conf', import.meta.url), 'utf8');
  const location = printed.replace(`proxy_pass http://${PRINTED_BACKEND};`, `proxy_pass http://${backend.host};`);
  return `    proxy_set_header Host ${PRINTED_BACKEND};\n${location}`;
}

/**
 * The real nginx with the printed location, in front of an order API (under /api) that knows nothing of CORS.
 * @returns the server, once it takes connections; `effects()` counts the unsafe requests its backend has executed, and
 * `close` ends both
 * @throws as {@link nginxBefore}
 */
export function seedNginx(): Promise<Server> {
  return nginxBefore(ordersUnderApi(), async (behind) => ({ server: await seedServerBlock(behind) }));
}
