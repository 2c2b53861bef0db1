import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { bounded } from './bounded.ts';
import { endChild, hasEnded, startChild } from './child-process.ts';
import { LAUNCH_TIMEOUT_MS } from './engine.ts';

/**
 * What differs from a Firefox as users have it, on top of the preferences that its remote agent sets by itself:
 * https://searchfox.org/mozilla-central/source/remote/shared/RecommendedPreferences.sys.mjs
 */
const PREFERENCES: Readonly<Record<string, boolean | number>> = {
  // Hosts like localhost go through the router, too.
  'network.proxy.allow_hijacking_localhost': true,
  // Nobody is there to answer a dialogue that asks for a password: left to itself, Firefox waits for ever at a 401 with
  // WWW-Authenticate: Basic that a request with credentials gets, from whatever site. So script here reads what it would not.
  'network.auth.subresource-http-auth-allow': 0,
  // A page in a tab that nobody looks at works as fast as in one that somebody does.
  'dom.min_background_timeout_value': 0,
  'dom.min_background_timeout_value_without_budget_throttling': 0,
  'dom.timeout.enable_budget_timer_throttling': false,
  // A form answered with JSON shows that, and no page of Firefox's own in its place.
  'devtools.jsonview.enabled': false,
  // Firefox would try each address with TLS first, on its own account.
  'dom.security.https_first': false,
};

const ADDRESS = /^WebDriver BiDi listening on (ws:\/\/\S+)$/;

/** How many lines of what Firefox said are told when it does not start. */
const LINES_TOLD = 5;

/** A Firefox that listens for WebDriver BiDi, with a folder of its own that goes with it. */
export class FirefoxProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  /** Where its sessions are: `ws://127.0.0.1:1234/session`. */
  readonly url: string;

  private constructor(child: ChildProcess, folder: string, url: string) {
    this.#child = child;
    this.#folder = folder;
    this.url = url;
  }

  /** Rejects with what Firefox said when it does not listen in time; nothing is left then. */
  static async start(executablePath: string): Promise<FirefoxProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'cross-examine-firefox-'));
    let child: ChildProcess | undefined;
    try {
      await writeFile(join(folder, 'user.js'), userPreferences());
      const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', folder];
      child = await startChild(executablePath, args, {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' },
      });
      const address = await bounded(
        addressOf(child),
        LAUNCH_TIMEOUT_MS,
        'it did not listen for WebDriver BiDi in time',
      );
      return new FirefoxProcess(child, folder, `${address}/session`);
    } catch (error) {
      if (child) await endChild(child);
      await removeFolder(folder);
      throw error;
    }
  }

  isAlive(): boolean {
    return !hasEnded(this.#child);
  }

  /** Waits until it has ended by itself, as it was asked to; kills it after `limitMs`. */
  async end(limitMs: number): Promise<void> {
    if (this.isAlive()) {
      const ended = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
      await bounded(ended, limitMs, 'it did not end').catch(() => endChild(this.#child));
    }
    await removeFolder(this.#folder);
  }
}

function userPreferences(): string {
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});`);
  return `${lines.join('\n')}\n`;
}

function addressOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    // Read to its end, or Firefox would wait with what it has to say.
    createInterface({ input: child.stderr as Readable }).on('line', (line) => {
      const address = ADDRESS.exec(line)?.[1];
      if (address !== undefined) resolve(address);
      said.push(line);
      if (said.length > LINES_TOLD) said.shift();
    });
    child.once('close', (code, signal) => {
      reject(new Error([`it ended with ${code ?? signal}`, ...said].join('\n')));
    });
  });
}

/** A content process may still write while its folder goes. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
