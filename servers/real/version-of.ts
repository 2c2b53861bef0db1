import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The versions of npm packages as they are installed, for the report: `express 5.3.0, cors 2.8.6`.
 * @throws when one is not there
 */
export function versionsOf(...names: readonly string[]): string {
  return names.map((name) => `${name} ${versionOf(name)}`).join(', ');
}

/** Read from its folder: not every package lets its package.json be imported. */
function versionOf(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const manifest = folders.map((folder) => join(folder, name, 'package.json')).find(existsSync);
  if (manifest === undefined) throw new Error(`${name} is not installed`);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
