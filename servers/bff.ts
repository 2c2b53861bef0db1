import type { Server } from '../harness/model/server.ts';
import { type Intermediary, intermediary } from './intermediary.ts';

/**
 * A back end for a front end: it stands on the front end's own origin, and asks a service for it under `/bff`, by a token
 * of its own and without what is between it and the browser.
 * @param service what it asks; it ends together with it
 */
export function bff(service: Server): Intermediary {
  return intermediary('bff', service, (request, ask) => {
    const { origin: _, cookie: __, ...headers } = request.headers;
    const url = request.url.replace(/^\/bff(?=\/)/, '');
    return ask({ ...request, url, headers: { ...headers, authorization: 'Bearer of-the-bff' } });
  });
}
