import { describe, expect, it } from 'vitest';
import { build } from './build.ts';
import { changesBetween } from './changes.ts';
import type { FinishedTest } from './input.ts';
import { CHROMIUM, FIREFOX, sampleRequest, sampleRun, sampleTest } from './testing/samples.ts';

const report = (...tests: FinishedTest[]) => build(sampleRun(tests));
const failed = (title: string) => sampleTest({ title, ok: false, status: 'failed' });
const blocked = (title: string) => sampleTest({ title }, { observations: [sampleRequest({ outcome: 'blocked' })] });
const kinds = (earlier: ReturnType<typeof report>, later: ReturnType<typeof report>) =>
  changesBetween(earlier, later).changes.map(({ kind, title, was, is }) => [kind, title, was, is]);

describe('what changed', () => {
  it('is nothing between a report and itself', () => {
    const same = report(sampleTest(), failed('f'));
    expect(changesBetween(same, same)).toEqual({ against: same.generatedAt, upgraded: [], changes: [] });
  });

  it('is a new failure, what is fixed, what came out otherwise, what is new and what is gone', () => {
    const earlier = report(
      sampleTest({ title: 'a' }),
      failed('b'),
      sampleTest({ title: 'c' }),
      sampleTest({ title: 'd' }),
    );
    const later = report(failed('a'), sampleTest({ title: 'b' }), blocked('c'), sampleTest({ title: 'e' }));
    expect(kinds(earlier, later)).toEqual([
      ['broken', 'a', 'readable', 'readable'],
      ['fixed', 'b', 'readable', 'readable'],
      ['different', 'c', 'readable', 'blocked'],
      ['added', 'e', null, 'readable'],
      ['gone', 'd', 'readable', null],
    ]);
  });

  it('keeps engines apart, and repeats of one test', () => {
    const earlier = report(sampleTest(), sampleTest({}, { engine: FIREFOX }));
    const later = report(sampleTest(), sampleTest({ ok: false, status: 'failed' }, { engine: FIREFOX }));
    expect(changesBetween(earlier, later).changes.map(({ engine, kind }) => [engine, kind])).toEqual([
      ['firefox', 'broken'],
    ]);
    expect(kinds(report(sampleTest()), report(sampleTest(), sampleTest()))).toHaveLength(1);
  });

  it('names an engine of another version, build or platform, and compares its results all the same', () => {
    const later = report(sampleTest({}, { engine: { ...CHROMIUM, version: '999' } }));
    expect(changesBetween(report(sampleTest()), later)).toMatchObject({
      upgraded: [
        {
          engine: 'chromium',
          from: '140.0.7339.16 (stock, cdp, linux x64)',
          to: '999 (stock, cdp, linux x64)',
        },
      ],
      changes: [],
    });
  });
});
