import { readdir, readFile } from 'node:fs/promises';
import type { Server } from '../../harness/model/server.ts';

/** Where a real server listens. @throws when it is none */
export function addressOf({ source }: Server): URL {
  if (source.kind !== 'upstream') throw new Error('not an upstream');
  return source.address;
}

/** The command lines of all processes that have been told of something in `folder`: a server, and what watches over it. */
export async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(`${folder}/`));
}
