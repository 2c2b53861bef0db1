import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where servers are when they are not on PATH: a user's PATH often lacks the sbin folders. */
const SBIN = ['/usr/sbin', '/usr/local/sbin'];

/**
 * Where a real server's program is.
 * @param name of the program
 * @param given where the caller says it is, instead of on PATH and in the sbin folders
 * @param debianPackage what to install, where that is not called like the program
 * @returns its path
 * @throws when there is none, with what to do about it
 */
export async function findProgram(name: string, given?: string, debianPackage = name): Promise<string> {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...SBIN];
  const places = given === undefined ? folders.map((folder) => join(folder, name)) : [given];
  for (const place of places) if (await isExecutable(place)) return place;
  const where = given === undefined ? `no ${name} on PATH or in ${SBIN.join(', ')}` : `no ${name} at ${given}`;
  throw new Error(`${where}: install it with \`npm run servers\`, or \`apt-get install ${debianPackage}\``);
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
