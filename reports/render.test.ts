import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../harness/model/observation.ts';
import type { TestAttachment } from '../harness/model/result.ts';
import { build } from './build.ts';
import type { BuildInput, FinishedTest } from './input.ts';
import { render } from './render.ts';
import { CHROMIUM, FIREFOX, sampleExchange, sampleRequest, sampleRun, sampleTest, WEBKIT } from './testing/samples.ts';

const pageOf = (tests: readonly FinishedTest[], fields: Partial<BuildInput> = {}) =>
  render(build(sampleRun(tests, fields)));
const pageObserving = (fields: Partial<Observation>) =>
  pageOf([sampleTest({}, { observations: [sampleRequest(fields)] })]);
const inEngines = (fields: readonly Partial<Observation>[]) =>
  pageOf(
    [CHROMIUM, FIREFOX, WEBKIT]
      .slice(0, fields.length)
      .map((engine, at) => sampleTest({}, { engine, observations: [sampleRequest(fields[at])] })),
  );
const markupOf = (page: string) => page.replaceAll(/<script[^>]*>.*?<\/script>/gs, '');
/** What a reader sees: no tags, no style, no script, no data. */
const wordsOf = (page: string) =>
  page
    .replaceAll(/<(style|script)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

/** A page in which an outsider wrote `text` wherever an outsider can write. */
function hostilePage(text: string): string {
  const headers = [[text, text]] as const;
  const observation: Partial<Observation> = {
    error: text,
    url: text,
    reason: text,
    effects: { [text]: 1 },
    visibleHeaders: [text],
    visibleHeaderValues: { [text]: text },
    hiddenHeaders: [text],
    exchanges: [
      sampleExchange({
        method: text,
        url: text,
        mount: text,
        requestHeaders: headers,
        answer: { kind: 'answered', status: 200, headers, endedAt: 1 },
      }),
      sampleExchange({ answer: { kind: 'refused', reason: text } }),
    ],
  };
  const attachment: Partial<TestAttachment> = {
    engine: { ...CHROMIUM, version: text, platform: text },
    servers: [{ name: text, version: text, real: true }],
    observations: [{ ...sampleRequest(observation, text), decidedBy: { section: text, step: text, reason: text } }],
  };
  const names = { title: text, describes: [text], file: `${text}.spec.ts`, project: text };
  return pageOf(
    [
      sampleTest({ ...names, ok: false, status: 'failed', errors: [text] }, attachment),
      sampleTest({ ...names, title: `${text}2`, ok: false, status: 'failed', errors: [text], attachments: [] }),
      sampleTest({ ...names, title: `${text}3`, status: 'skipped', skipReason: text, attachments: [] }),
    ],
    { errors: [text] },
  );
}

describe('hostile strings', () => {
  const benign = hostilePage('benign');
  const dataOf = (page: string) => /id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  const tagsOf = (page: string) => page.match(/<\/?[a-z][a-z0-9]*/gi) ?? [];

  it.each([
    '<script>alert(1)</script>',
    '</style><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    '<!--',
    ']]>',
    '</title><svg onload=alert(1)>',
    '&lt;b&gt;&amp;',
  ])('add no element and no attribute: %s', (text) => {
    const page = hostilePage(text);
    expect(tagsOf(page)).toEqual(tagsOf(benign));
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(markupOf(page)).not.toMatch(/<img|<[^>"]*("[^"]*"[^>"]*)*\son[a-z]+=/i);
    expect(page).not.toContain('<!--');
  });

  it('would be noticed by that check', () => {
    expect(tagsOf(benign.replace('benign', '<script>'))).not.toEqual(tagsOf(benign));
  });

  it('show as they are written', () => {
    expect(hostilePage('<script>')).toContain('<bdi>&lt;script></bdi>');
  });

  it.each([
    ['\u202E', '\\u{202E}'],
    ['\0', '\\u{0}'],
    ['\u200B', '\\u{200B}'],
    ['\u2028', '\\u{2028}'],
    ['\uD800', '\\u{D800}'],
  ])('show what cannot be seen: %j', (character, escaped) => {
    const page = markupOf(hostilePage(`a${character}b`));
    expect(page).not.toContain(character);
    expect(page).toContain(`>${escaped}</span>`);
  });

  it('are cut on the page when they are long, with a note', () => {
    const page = hostilePage('x'.repeat(1_000_000));
    expect(page.length).toBeLessThan(400_000);
    expect(markupOf(page)).toContain('1,000,000 characters in all, whole in report.json');
    expect(dataOf(page)).toContain('1,000,000 characters in all, whole in report.json');
  });

  it('stay whole in the report', () => {
    const value = 'x'.repeat(1_000_000);
    const report = build(sampleRun([sampleTest({}, { observations: [sampleRequest({ error: value })] })]));
    expect(report.results[0]?.error).toBe(value);
  });

  it('are cut when they are many', () => {
    const requestHeaders = Array.from({ length: 5_000 }, (_, at) => [`x-${at}`, '1'] as const);
    const page = pageObserving({ exchanges: [sampleExchange({ requestHeaders })] });
    expect(dataOf(page)).toContain('4,900 more in report.json');
  });
});

describe('the page itself', () => {
  const page = pageOf([sampleTest()]);

  it('lets nothing load or run but its own script and style', () => {
    const hashOf = (pattern: RegExp) =>
      createHash('sha256')
        .update(pattern.exec(page)?.[1] ?? '')
        .digest('base64');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      `script-src 'sha256-${hashOf(/<script>(.*?)<\/script>/s)}'`,
      `style-src 'sha256-${hashOf(/<style>(.*?)<\/style>/s)}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
  });

  it('refers to nothing outside and has no inline style, which its policy would refuse', () => {
    const markup = markupOf(page);
    expect(markup).not.toMatch(/\s(src|style|srcset|action)=|url\(|@import|href="(?!#)/);
  });

  it('is the same for the same report', () => {
    expect(pageOf([sampleTest()])).toBe(page);
  });
});

describe('a cell', () => {
  it.each([
    [{ outcome: 'readable' }, '● readable'],
    [{ outcome: 'opaque' }, '◐ opaque'],
    [{ outcome: 'opaqueredirect' }, '↪ opaqueredirect'],
    [{ outcome: 'blocked' }, '✕ blocked no preflight'],
    [{ outcome: 'blocked', effects: { 'https://a.com': 1 } }, '⚠ blocked, but executed'],
    [{ outcome: 'inconclusive', reason: 'time-out' }, '? inconclusive'],
  ] as const)('of %j says %s', (fields, says) => {
    const cell = /<a class="cell".*?<\/a>/s.exec(pageObserving(fields))?.[0] ?? '';
    expect(wordsOf(cell)).toContain(says);
  });

  it.each([
    [{ reached: true, effects: { a: 1 } }, 'no preflight, reached, 1 effect'],
    [{ reached: true, effects: { a: 0 } }, 'no preflight, reached, no effect'],
    [{ reached: true, effects: {} }, 'no preflight, reached'],
    [{ preflight: 'sent', preflightHops: [0], reached: false, reachedHops: [] }, 'preflight sent, not reached'],
    [
      { preflight: 'sent', preflightHops: [0, 1], reached: false, reachedHops: [0], effects: { a: 2 } },
      'preflight sent on hops 0, 1, not reached, only hop 0, 2 effects',
    ],
  ] as const)('of %j tells wire and work: %s', (fields, says) => {
    const small = /<span class="small">(.*?)<\/span>/s.exec(pageObserving(fields))?.[1];
    expect(small).toBe(says);
  });

  it('is marked when its test failed, and not when it passed', () => {
    expect(wordsOf(pageOf([sampleTest({ ok: false, status: 'failed', errors: ['boom'] })]))).toContain('test failed');
    expect(wordsOf(pageOf([sampleTest()]))).not.toContain('test failed');
  });

  it('says why it is empty', () => {
    const ran = sampleTest({ title: 'other' }, { engine: FIREFOX });
    const skipped = sampleTest({
      project: 'firefox',
      status: 'skipped',
      skipReason: 'no workers there',
      attachments: [],
    });
    const failed = sampleTest({ project: 'firefox', status: 'failed', ok: false, attachments: [] });
    expect(wordsOf(pageOf([sampleTest(), ran, skipped]))).toContain('– not run no workers there');
    expect(wordsOf(pageOf([sampleTest(), ran, failed]))).toContain('– not run failed before it measured');
  });

  it('has a place of its own when a test is repeated', () => {
    const ids = pageOf([sampleTest(), sampleTest()]).match(/class="cell" id="[^"]*"/g);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('engines', () => {
  it('that differ are pointed out, with what they differ in', () => {
    expect(wordsOf(inEngines([{ outcome: 'readable' }, { outcome: 'blocked' }]))).toContain('engines differ: outcome');
  });

  it('that differ in more than the outcome shows say in what, on the overview too', () => {
    const surprises = (fields: readonly Partial<Observation>[]) =>
      /<section class="surprises".*?<\/section>/s.exec(markupOf(inEngines(fields)))?.[0];
    expect(surprises([{ effects: { a: 0 } }, { effects: { a: 2 } }])).toContain('engines differ: effects');
    expect(surprises([{ outcome: 'readable' }, { outcome: 'blocked' }])).not.toContain('engines differ:');
  });

  it('that agree are not, nor is one that could not tell, nor how often something was done', () => {
    const differ = (fields: readonly Partial<Observation>[]) =>
      /engines differ: [^<]*/.exec(markupOf(inEngines(fields)))?.[0];
    expect(differ([{}, {}])).toBeUndefined();
    expect(differ([{}, { outcome: 'inconclusive', reason: 'crash' }])).toBeUndefined();
    expect(differ([{ effects: { a: 1 } }, { effects: { a: 2 } }])).toBeUndefined();
    expect(differ([{ effects: { a: 0 } }, { effects: { a: 2 } }])).toBe('engines differ: effects');
  });

  it('that did not run are named', () => {
    expect(wordsOf(pageOf([sampleTest()]))).toContain('Not part of this run: Firefox, WebKit.');
    expect(wordsOf(inEngines([{}, {}, {}]))).not.toContain('Not part of this run:');
  });

  it('are not taken for Safari on Linux', () => {
    expect(wordsOf(inEngines([{}, {}, {}]))).toContain('WebKit on Linux (WebKitGTK or Playwright build), not Safari');
    expect(wordsOf(pageOf([sampleTest({}, { engine: { ...WEBKIT, platform: 'darwin arm64' } })]))).not.toContain(
      'not Safari',
    );
  });

  it('are called not verified as Playwright’s own builds until one took part', () => {
    expect(pageOf([sampleTest()])).toContain("Not verified: Playwright's own browser builds were not part of this run");
    expect(pageOf([sampleTest({}, { engine: { ...CHROMIUM, build: 'playwright' } })])).not.toContain('Not verified');
  });
});

describe('the headline', () => {
  const headlineOf = (page: string) => /<h1>(.*?)<\/h1>/.exec(page)?.[1];
  const failed = sampleTest({ title: 'f', ok: false, status: 'failed' });

  it.each([
    ['a good run', [sampleTest()], {}, '1 observation, all as the specs say'],
    ['an empty run', [], {}, 'Nothing was observed'],
    ['a failure', [sampleTest(), failed], {}, '1 of 2 observations failed'],
    ['a problem', [{ ...failed, attachments: [] }], {}, '1 problem'],
    ['an interrupted run', [sampleTest()], { status: 'interrupted' }, 'The run is incomplete'],
    [
      'an inconclusive one',
      [sampleTest({}, { observations: [sampleRequest({ outcome: 'inconclusive' })] })],
      {},
      '1 of 1 observation inconclusive',
    ],
  ] as const)('of %s', (_, tests, fields, says) => {
    expect(headlineOf(pageOf(tests, fields))).toBe(says);
  });
});
