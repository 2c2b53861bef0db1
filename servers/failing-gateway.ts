import type { Server } from '../harness/model/server.ts';
import type { OnwardAnswer } from './behind.ts';
import { type Intermediary, intermediary } from './intermediary.ts';

const BAD_GATEWAY: OnwardAnswer = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"message":"Bad Gateway"}'),
};

/**
 * A gateway that loses what the server behind it answers: the work is done, and the client gets a 502 of the gateway's
 * own, which knows nothing of CORS. Preflights pass, as they do where no work takes time.
 * @param origin the server that does the work
 */
export function failingGateway(origin: Server): Intermediary {
  return intermediary('failing-gateway', origin, async (request, ask) => {
    const answer = await ask(request);
    return request.method === 'OPTIONS' ? answer : BAD_GATEWAY;
  });
}
