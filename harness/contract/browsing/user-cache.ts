import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a program keeps what it can find out anew: the way of the system it runs on. */
export function cacheFolder(
  env: Environment = process.env,
  platform: string = process.platform,
  home = homedir(),
): string {
  const base = {
    win32: env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'),
    darwin: join(home, 'Library', 'Caches'),
  }[platform];
  return join(base ?? (env.XDG_CACHE_HOME || join(home, '.cache')), 'cross-examine');
}

/**
 * What is kept under a name; found out anew where nothing is, or what is kept cannot be read.
 * @param isValid is what was read of the right shape
 */
export async function kept<Value>(
  name: string,
  isValid: (value: unknown) => value is Value,
  findOut: () => Promise<Value>,
  folder = cacheFolder(),
): Promise<Value> {
  const file = join(folder, `${name}.json`);
  const present: unknown = await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  if (isValid(present)) return present;
  const found = await findOut();
  await keep(file, found).catch(() => {
    // A folder that cannot be written costs time, the next time.
  });
  return found;
}

/** In one step, so that nobody reads half of it. */
async function keep(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, JSON.stringify(value));
  await rename(draft, file);
}
