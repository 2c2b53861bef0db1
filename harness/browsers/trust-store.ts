/**
 * What GnuTLS trusts on Debian. WebKitGTK 2.50 reads and parses it for every connection, most of what a connection costs
 * it: docs/browser-notes.md.
 */
export const TRUST_STORE = '/etc/ssl/certs/ca-certificates.crt';

/** In a mount namespace of its own, where the system gives one; else as it is, and slower. Each `exec` keeps the process. */
const SCRIPT = `
if unshare --map-root-user --mount true 2>/dev/null; then
  exec unshare --map-root-user --mount sh -c 'mount --bind /dev/null ${TRUST_STORE} 2>/dev/null; exec "$@"' sh "$@"
fi
exec "$@"
`;

/**
 * A command line that runs another one without the system's certificates, and changes nothing else: for what trusts our
 * authority, which is not among them, in another way.
 */
export function withoutTrustStore(command: string, args: readonly string[]): [command: string, args: string[]] {
  return ['/bin/sh', ['-c', SCRIPT, 'sh', command, ...args]];
}
