import { type Behind, inFrontOf, passOn } from './in-front.ts';

/**
 * A gateway that loses what the server behind it answers: the work is done, and the client gets a 502 of the gateway's
 * own, which knows nothing of CORS. Preflights pass, as they do where no work takes time.
 * @param behind the server that does the work
 */
export function failingGateway(behind: Behind): Behind {
  return inFrontOf('failing-gateway', behind, async (request, reply, ask) => {
    const answer = await ask();
    if (request.method === 'OPTIONS') return passOn(reply, answer);
    return reply.code(502).send({ message: 'Bad Gateway' });
  });
}
