import { afterEach, describe, expect, it, vi } from 'vitest';
import { ENGINE_NAMES } from '../model/words.ts';
import { createAuthority } from '../network/authority.ts';
import { descendants, isRunning } from '../processes/testing-processes.ts';
import { EngineMissingError, launch } from './launch.ts';

const TIMEOUT_MS = 120_000;

afterEach(() => vi.unstubAllEnvs());

describe.each(ENGINE_NAMES)('launching %s', { timeout: TIMEOUT_MS }, (engine) => {
  it('says what to do where the engine is hidden', async () => {
    vi.stubEnv('CROSS_EXAMINE_HIDE', engine);
    const refusal = launch(engine, await createAuthority());
    await expect(refusal).rejects.toBeInstanceOf(EngineMissingError);
    await expect(refusal).rejects.toThrow(
      `${engine} is missing: CROSS_EXAMINE_HIDE hides it. To cure it: take ${engine} out of CROSS_EXAMINE_HIDE`,
    );
  });

  it('says what to do where the path that was named is none', async () => {
    const variable = `CROSS_EXAMINE_${engine.toUpperCase()}`;
    vi.stubEnv(variable, '/opt/none');
    await expect(launch(engine, await createAuthority())).rejects.toThrow(
      `${engine} is missing: ${variable} names /opt/none, which is no program. To cure it: correct ${variable}, or unset it`,
    );
  });

  it('names engine and program where that program does not start, and leaves no process', async () => {
    vi.stubEnv(`CROSS_EXAMINE_${engine.toUpperCase()}`, '/bin/false');
    const before = new Set(descendants().map(({ pid }) => pid));
    const refusal = launch(engine, await createAuthority());
    await expect(refusal).rejects.toThrow(new RegExp(`^${engine} \\(/bin/false\\) did not start: .`));
    await expect(refusal).rejects.not.toBeInstanceOf(EngineMissingError);
    const left = () => descendants().filter(({ pid }) => !before.has(pid) && isRunning(pid));
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  });
});
