import type { RequestListener } from 'node:http';
import type { Server } from '../../../model/server.ts';

/** A server of this process, by whatever handles its requests. */
export function handledBy(name: string, handle: RequestListener, close?: () => Promise<void>): Server {
  return {
    name,
    version: '',
    real: name !== 'plain',
    source: { kind: 'app', app: { ready: async () => {}, routing: handle } },
    ...(close && { close }),
  };
}
