import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TRUST_STORE, withoutTrustStore } from './trust-store.ts';

/** Whether this system lets a user have a mount namespace: not every one does. */
const hasNamespaces = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0;

/** In bytes; of what is not there, too. */
const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const run = (args: readonly string[], env = process.env) => {
  const [command, rest] = withoutTrustStore(process.execPath, args);
  return spawnSync(command, rest, { encoding: 'utf8', env });
};

describe('a command without the trust store', () => {
  it('finds it empty where the system has namespaces, and leaves it to all others', () => {
    const size = sizeOf(TRUST_STORE);
    const { stdout } = run([
      '-p',
      `require('node:fs').statSync('${TRUST_STORE}', { throwIfNoEntry: false })?.size ?? 0`,
    ]);
    expect(Number(stdout.trim() || NaN)).toBe(hasNamespaces ? 0 : size);
    expect(sizeOf(TRUST_STORE)).toBe(size);
  });

  it('gets its arguments as they are, and its exit code is told', () => {
    const odd = ['a b', '', "'", '"$0"', '--'];
    const { stdout, status } = run([
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1))); process.exit(7)',
      '--',
      ...odd,
    ]);
    expect(JSON.parse(stdout)).toEqual(odd);
    expect(status).toBe(7);
  });

  it('runs where there is no unshare, too', () => {
    const { stdout } = run(['-p', '6 * 7'], { PATH: '/nowhere' });
    expect(stdout.trim()).toBe('42');
  });

  it('is the process that was started', () => {
    const [command, args] = withoutTrustStore('sh', ['-c', 'echo $$ $PPID']);
    const [pid, parent] = execFileSync(command, args, { encoding: 'utf8' }).split(' ').map(Number);
    expect(parent).toBe(process.pid);
    expect(pid).not.toBe(process.pid);
  });
});
