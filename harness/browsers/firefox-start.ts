import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserStart } from './browser-process.ts';

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
  // Nobody looks at its own window either, which it would draw 60 times a second while tabs come and go.
  'layout.frame_rate': 1,
  // A form answered with JSON shows that, and no page of Firefox's own in its place.
  'devtools.jsonview.enabled': false,
  // Firefox would try each address with TLS first, on its own account.
  'dom.security.https_first': false,
};

/** A Firefox that listens for WebDriver BiDi. */
export const FIREFOX: BrowserStart = {
  name: 'firefox',
  args: (folder) => ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', folder],
  env: { MOZ_CRASHREPORTER_DISABLE: '1' },
  prepare: (folder) => writeFile(join(folder, 'user.js'), userPreferences()),
  address: /^WebDriver BiDi listening on (ws:\/\/\S+)$/,
};

function userPreferences(): string {
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});`);
  return `${lines.join('\n')}\n`;
}
