import { afterEach, expect, it, vi } from 'vitest';
import { Pace } from '../contract/targets/pace.ts';
import { checkApi } from './check.ts';

vi.mock('../contract/targets/pace.ts', () => ({ Pace: vi.fn() }));

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('check keeps to the --rate it was told', async () => {
  // The rate is kept outside a browser, too: no engine is needed to see it.
  vi.stubEnv('CROSS_EXAMINE_HIDE', 'chromium');
  vi.spyOn(console, 'error').mockReturnValue();
  const given = { api: 'https://api.shop.com', upstream: 'http://127.0.0.1:1', site: ['https://shop.com'] };
  await checkApi(undefined, { ...given, route: ['GET /orders'], engine: 'chromium', rate: '2.5' });
  expect(vi.mocked(Pace).mock.calls).toEqual([[2.5]]);
});
