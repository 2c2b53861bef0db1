import { describe, expect, it } from 'vitest';
import type { Values } from '../harness/model/claim.ts';
import { build } from './build.ts';
import { render } from './render.ts';
import { FIREFOX, sampleRun, sampleTest } from './testing/samples.ts';

const rate = (origins: number, more: Values = {}) => ({
  id: `cdn/hit-rate/${JSON.stringify({ origins, ...more })}`,
  title: 'hit rate',
  values: {
    cache: 'emulated CDN',
    policy: 'vary-origin',
    origins,
    requests: 200,
    hits: 200 - origins,
    entries: origins,
    ...more,
  },
});

const pageOf = (measurements: ReturnType<typeof rate>[], ok = true) =>
  render(
    build(sampleRun([sampleTest({ ok }, { measurements }), sampleTest({ ok }, { measurements, engine: FIREFOX })])),
  );
const sectionOf = (page: string) => /<section class="page caches" id="caches">.*?<\/section>/s.exec(page)?.[0] ?? '';
const rowsOf = (page: string) =>
  [...sectionOf(page).matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, '')),
  );

describe('the section on caches', () => {
  it('draws each rate once, whatever the number of engines, and has all of it in a table', () => {
    const wildcard = { policy: 'wildcard', hits: 199, entries: 1 };
    const page = pageOf([rate(1), rate(100), rate(1, wildcard), rate(100, wildcard)]);
    expect(rowsOf(page)).toEqual([
      ['cache', 'answers', '1 origin', '100 origins'],
      ['emulated CDN', 'Vary: Origin, an answer for each', '99.5 %, 1 entry', '50 %, 100 entries'],
      ['emulated CDN', 'Allow-Origin: *, one answer for all', '99.5 %, 1 entry', '99.5 %, 1 entry'],
    ]);
    const chart = /<svg class="chart".*?<\/svg>/s.exec(page)?.[0] ?? '';
    expect(chart).toContain('aria-hidden="true"');
    expect(chart.match(/<circle/g)).toHaveLength(2);
    expect(chart.match(/<rect/g)).toHaveLength(2);
    expect(chart).toContain('>50 %</text>');
  });

  it('draws the cache that has most to show, and tables the other too', () => {
    const page = pageOf([rate(1, { cache: 'a little' }), rate(1), rate(3)]);
    expect(rowsOf(page).slice(1)).toEqual([
      ['a little', 'Vary: Origin, an answer for each', '99.5 %, 1 entry', '–'],
      ['emulated CDN', 'Vary: Origin, an answer for each', '99.5 %, 1 entry', '98.5 %, 3 entries'],
    ]);
    expect(sectionOf(page).match(/<circle class="mark each"/g)).toHaveLength(2 + 1);
  });

  it('is not there without such measurements, or when their test failed', () => {
    const other = { ...rate(1), values: { entries: 1 } as unknown as ReturnType<typeof rate>['values'] };
    expect(sectionOf(pageOf([]))).toBe('');
    expect(sectionOf(pageOf([other]))).toBe('');
    expect(sectionOf(pageOf([rate(1)], false))).toBe('');
  });

  it('shows a hostile name as text', () => {
    expect(pageOf([rate(1, { cache: '<script>alert(1)</script>' })])).not.toContain('<script>alert');
  });
});
