import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../model.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Below the repository, where imports resolve; not in `test-results`, which any run of Playwright empties. */
const SHELTER = join(ROOT, 'node_modules/.cache/cross-examine');
const CLI = join(ROOT, 'node_modules/@playwright/test/cli.js');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of its own for the real runner, gone when `whenDone` says so. Files are `.mjs`: nothing below node_modules is compiled. */
export class InlineProject {
  readonly directory: string;

  constructor(files: Readonly<Record<string, string>>, whenDone: (cleanUp: () => void) => void) {
    mkdirSync(SHELTER, { recursive: true });
    this.directory = mkdtempSync(join(SHELTER, 'reporter-'));
    whenDone(() => rmSync(this.directory, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    const path = join(this.directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }

  report(directory = 'reports/latest'): Report {
    return JSON.parse(this.read(`${directory}/report.json`)) as Report;
  }

  /** Runs Playwright there; `onOutput` sees standard output as it grows and may signal the runner. */
  playwright(
    args: readonly string[],
    onOutput: (stdout: string, interrupt: () => void) => void = () => {},
  ): Promise<Ended> {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: this.directory, env: withoutVitest() });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      onOutput(stdout, () => child.kill('SIGINT'));
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }
}

/** The runner must not take itself for a part of this run. */
function withoutVitest(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|TEST|FORCE_COLOR$)/.test(name));
  return Object.fromEntries(own);
}
