#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// In the repository the sources stand beside this file and are what runs: a build may be stale. A package has none.
const sources = new URL('./main.ts', import.meta.url);
const build = new URL('../../dist/harness/cli/main.js', import.meta.url);

// Whoever reads has read enough, as `head` has: the command goes on, to its files and its exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Starts the command line: its exit code is the process's. */
async function start() {
  const inRepository = existsSync(sources);
  if (inRepository) {
    const { register } = await import('tsx/esm/api');
    // Named, because tsx would look for one where the command is run, which may be somebody else's.
    register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
  }
  const { main } = await import((inRepository ? sources : build).href);
  process.exitCode = await main(process.argv.slice(2));
}

await start();
