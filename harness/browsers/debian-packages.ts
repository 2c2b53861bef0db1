import type { EngineName } from '../model/words.ts';

/** The Debian packages that hold an engine and all that is needed to drive it. */
export const DEBIAN_PACKAGES: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

/**
 * The command that installs Debian packages, as a person would type it.
 * Recommended packages are left out: they bring a desktop along.
 */
export function aptCommand(packages: readonly string[]): string {
  return `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}
