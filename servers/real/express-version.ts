import { createRequire } from 'node:module';

/** The versions of the real Express and the real `cors`, for the report. */
export const EXPRESS_AND_CORS = `express ${versionOf('express')}, cors ${versionOf('cors')}`;

function versionOf(name: string): string {
  return createRequire(import.meta.url)(`${name}/package.json`).version;
}
