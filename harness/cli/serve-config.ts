import { readFileSync } from 'node:fs';
import type { System } from '../../servers/system.ts';
import type { Configured } from '../configs/configured.ts';
import { emulate, originOf } from '../configs/emulate.ts';
import { readConfig } from '../configs/read-config.ts';
import { sitesOf } from '../configs/sites.ts';
import type { Server } from '../model/server.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { describeConfigIssue } from './lint.ts';
import { refuse, wholeIssue } from './run-input.ts';
import { interrupted, serveSystem } from './serve.ts';

export interface ServeConfigOptions {
  readonly parameter?: Readonly<Record<string, string>>;
  readonly backend?: string;
}

const STRANGER = 'https://evil.com';

/**
 * `cross-examine serve --config FILE`: starts what AWS would be with this file.
 * @param until resolves when it is to end; Ctrl-C by default
 * @returns the exit code; a file that AWS would refuse is not served
 */
export async function serveConfig(
  file: string,
  { parameter = {}, backend }: ServeConfigOptions,
  until: Promise<void> = interrupted(),
): Promise<ExitCode> {
  if (backend !== undefined && !/^https?:\/\//.test(backend)) {
    return refuse([wholeIssue('--backend', `${backend} is not the address of a server, as in http://127.0.0.1:8080`)]);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return refuse([wholeIssue(file, `cannot be read: ${(error as Error).message}`)]);
  }
  const { configured, issues } = readConfig(text, file, parameter);
  for (const issue of issues) console.error(describeConfigIssue(issue));
  if (configured.length === 0) {
    console.error('Nothing of it can be served.');
    return EXIT.usage;
  }
  return serveSystem(file, systemOf(configured, backend), until);
}

function systemOf(configured: readonly Configured[], backend: string | undefined): System {
  const sites = new Set(configured.flatMap(sitesOf));
  const behind = (): Server | undefined =>
    backend === undefined
      ? undefined
      : { name: 'backend', version: '', real: true, source: { kind: 'upstream', address: new URL(backend) } };
  return {
    what: configured.map(({ kind, name }) => `${kind} ${name}`).join(', '),
    pages: [...sites, STRANGER],
    suggestions: configured.map((each) => ({ label: `read ${originOf(each)}/`, url: `${originOf(each)}/` })),
    start: async () => Object.fromEntries(configured.map((each) => [originOf(each), emulate(each, behind())])),
  };
}
