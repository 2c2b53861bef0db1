import { createRequire } from 'node:module';

/** The version of an npm package as it is installed. */
export function versionOf(name: string): string {
  return createRequire(import.meta.url)(`${name}/package.json`).version;
}
