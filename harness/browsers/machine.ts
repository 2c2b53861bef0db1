import { constants } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { EngineName } from '../model/words.ts';

/** What discovery asks of the machine it runs on, so that a test can describe another one. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is there a file here that may be executed. */
  isExecutable(path: string): Promise<boolean>;
  /** The names in a folder; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Where Playwright keeps its own build, installed or not; `undefined` where it has none for this system. */
  playwrightPath(engine: EngineName): Promise<string | undefined>;
}

/** The machine this process runs on. */
export const thisMachine: Machine = { env: process.env, isExecutable, list, playwrightPath };

/** The first executable called `name` in the folders of PATH, or `undefined`. */
export async function onPath(machine: Machine, name: string): Promise<string | undefined> {
  const folders = (machine.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return firstExecutable(
    machine,
    folders.map((folder) => join(folder, name)),
  );
}

/** The first of `paths` that can be executed, or `undefined`. */
export async function firstExecutable(machine: Machine, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await machine.isExecutable(path)) return path;
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function list(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function playwrightPath(engine: EngineName): Promise<string | undefined> {
  // Loaded late: it costs half a second, and an explicit path does not need it.
  const playwright = await import('@playwright/test');
  try {
    return playwright[engine].executablePath() || undefined;
  } catch {
    // Playwright throws where it has no build for the system.
    return undefined;
  }
}
