import Fastify from 'fastify';
import type { Server } from '../harness/model/server.ts';

/** Serves these scripts, by path, and says nothing about CORS: whoever has a `<script>` for one runs it. */
export function scriptHost(scripts: Readonly<Record<`/${string}`, string>>): Server {
  const app = Fastify();
  for (const [path, source] of Object.entries(scripts)) {
    app.get(path, async (_request, reply) => reply.type('text/javascript').send(source));
  }
  const source = { kind: 'app', app } as const;
  return { name: 'script-host', version: `fastify ${app.version}`, real: false, source, close: () => app.close() };
}
