import { join } from 'node:path';
import type { EngineName } from '../model/words.ts';
import { firstExecutable, type Machine, onPath } from './machine.ts';

/** The system's browser, or the names of the parts that are not there. */
export type SystemBrowser =
  | { readonly path: string }
  | { readonly path: undefined; readonly missing: readonly string[] };

/** The names under which systems install a browser, the best known build first. */
const PROGRAMS = {
  chromium: ['chromium', 'google-chrome', 'chromium-browser'],
  firefox: ['firefox-esr', 'firefox'],
} as const;

/** The folders in which distributions keep WebKitGTK's MiniBrowser; Debian's has the architecture in the middle. */
const WEBKIT_FOLDERS = ['/usr/lib', '/usr/libexec', '/usr/lib64'];

/**
 * Finds the browser that the system's packages installed.
 * @param explicit the browser to use in place of a found one; what is needed to drive it must still be there
 */
export async function findSystemBrowser(
  engine: EngineName,
  machine: Machine,
  explicit?: string,
): Promise<SystemBrowser> {
  if (engine === 'webkit') return findWebKit(machine, explicit);
  if (explicit !== undefined) return { path: explicit };
  for (const name of PROGRAMS[engine]) {
    const path = await onPath(machine, name);
    if (path !== undefined) return { path };
  }
  return { path: undefined, missing: [`${PROGRAMS[engine].join(' or ')} on PATH`] };
}

/** WebKit is whole only with its driver and a virtual display: WebKitWebDriver opens a window. */
async function findWebKit(machine: Machine, explicit?: string): Promise<SystemBrowser> {
  const path = explicit ?? (await findMiniBrowser(machine));
  const missing: string[] = [];
  if ((await onPath(machine, 'WebKitWebDriver')) === undefined) missing.push('WebKitWebDriver on PATH');
  if (path === undefined) missing.push('MiniBrowser in a webkit2gtk-4.1 folder');
  if ((await onPath(machine, 'Xvfb')) === undefined) missing.push('Xvfb on PATH');
  return path === undefined || missing.length > 0 ? { path: undefined, missing } : { path };
}

async function findMiniBrowser(machine: Machine): Promise<string | undefined> {
  const architectures = (await machine.list('/usr/lib')).map((name) => join('/usr/lib', name));
  const folders = [...architectures, ...WEBKIT_FOLDERS];
  return firstExecutable(
    machine,
    folders.map((folder) => join(folder, 'webkit2gtk-4.1', 'MiniBrowser')),
  );
}
