import type { Host } from './host.ts';

/**
 * Installs Debian packages in one transaction, which nothing here ever kills.
 * @returns whether it succeeded; a failure has been said
 */
export async function aptInstall(host: Host, packages: readonly string[]): Promise<boolean> {
  host.say(`installing with apt-get: ${packages.join(' ')}`);
  // A list that cannot be refreshed is no reason to stop: the packages may be known already.
  await runAsRoot(host, ['apt-get', 'update', '-q']);
  const install = ['apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages];
  return runAsRoot(host, ['env', 'DEBIAN_FRONTEND=noninteractive', ...install]);
}

/**
 * Runs a command as root, by `sudo` where need be, and to its end. It never asks for a password: nobody may be there.
 * @returns whether it succeeded; a failure has been said
 */
export async function runAsRoot(host: Host, argv: readonly string[]): Promise<boolean> {
  const result = await host.run(host.isRoot ? argv : ['sudo', '-n', ...argv]);
  if (!result.ok) host.say(`${argv.join(' ')}: ${result.how}`);
  return result.ok;
}
