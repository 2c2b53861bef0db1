import { afterEach, expect, it, vi } from 'vitest';
import { readOptions } from './options.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('has defaults for everything, and a seed of its own each time', () => {
  expect(readOptions([])).toEqual({
    cases: 2000,
    seed: expect.any(Number),
    engine: ['chromium', 'firefox', 'webkit'],
    out: 'test-results/differential',
  });
});

it('does as it is told', () => {
  const told = readOptions(['--cases', '5', '--seed', '7', '--engine', 'webkit,firefox', '--out', 'x']);
  expect(told).toEqual({ cases: 5, seed: 7, engine: ['webkit', 'firefox'], out: 'x' });
});

it.each([
  ['--cases', '0'],
  ['--cases', 'many'],
  ['--seed', '-1'],
  ['--engine', 'opera'],
  ['--colour', 'red'],
  ['file'],
])('refuses %j', (...argv) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(readOptions(argv)).toBe('usage');
  expect(write).toHaveBeenCalled();
});

it('shows examples', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(readOptions(['--help'])).toBe('help');
  expect(write.mock.calls.join('')).toContain('--seed 42');
});
