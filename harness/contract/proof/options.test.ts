import { afterEach, expect, it, vi } from 'vitest';
import { readOptions } from './options.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('asks everything of every engine by default', () => {
  expect(readOptions([])).toEqual({ engines: ['chromium', 'firefox', 'webkit'], only: '' });
});

it('does as it is told', () => {
  expect(readOptions(['webkit,firefox', '--only', 'nginx'])).toEqual({ engines: ['webkit', 'firefox'], only: 'nginx' });
});

it.each([
  [['opera'], /No engine is called opera; there are chromium, firefox, webkit/],
  [['firefox', 'nginx'], /too many arguments/],
  [['--colour'], /unknown option/],
])('refuses %j', (argv, message) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(readOptions(argv)).toBe('usage');
  expect(write.mock.calls.join('')).toMatch(message);
});

it('shows examples', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(readOptions(['--help'])).toBe('help');
  expect(write.mock.calls.join('')).toContain('--only nginx');
});
