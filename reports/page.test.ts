import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../harness/model/exchange.ts';
import { build } from './build.ts';
import { bundlePage } from './bundle-page.ts';
import { aboutSection, cureFor, decidingHeaders } from './lessons.ts';
import { pack } from './pack.ts';
import { cookiesOf } from './page/cookies.ts';
import { type Choice, type Facets, matches } from './page/matches.ts';
import { sequenceOf } from './page/sequence.ts';
import { Unpacker } from './page/unpack.ts';
import { type PageResult, type PageRow, pageData } from './page-data.ts';
import { render } from './render.ts';
import { rowsOf } from './rows.ts';
import { hostileReport, hostileStrings } from './testing/hostile.ts';
import { BARE } from './testing/sample-report.ts';
import { sampleExchange, sampleRequest, sampleRun, sampleTest } from './testing/samples.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the finished script and style', () => {
  it('are fresh: npm run page', async () => {
    const { script, style } = await bundlePage();
    expect(read('finished/script.js')).toBe(script);
    expect(read('finished/style.css')).toBe(style);
  });

  it('end no element, and hand no text to the parser', () => {
    expect(read('finished/script.js')).not.toMatch(/<\/script|<!--|\beval\(|document\.write|insertAdjacentHTML/i);
    expect(read('finished/style.css')).not.toMatch(/<\/style|url\(|@import/i);
  });
});

describe('packed data', () => {
  const unpacked = (value: unknown) => new Unpacker(JSON.parse(JSON.stringify(pack(value)))).whole();

  it('comes back as it was', () => {
    const json = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(json, (value) => {
        expect(unpacked({ value })).toEqual({ value: withoutMinusZero(value) });
      }),
    );
  });

  it('keeps a field of any name', () => {
    const value = JSON.parse('{"__proto__":"1","constructor":{"toString":2}}');
    expect(JSON.stringify(unpacked(value))).toBe(JSON.stringify(value));
  });

  it('holds what is alike once', () => {
    const one = { headers: [['Origin', 'https://shop.com']], status: 200 };
    expect(pack(Array.from({ length: 1_000 }, () => one)).values.length).toBeLessThan(10);
  });

  it('cuts a long text between its characters, and says so', () => {
    const text = unpacked(`${'😀'.repeat(3_000)}`) as string;
    expect(text).toBe(`${'😀'.repeat(2_000)} … cut here: 6,000 characters in all, whole in report.json`);
  });
});

/** A field of JSON knows no minus zero. */
function withoutMinusZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function pageOf(fields: Parameters<typeof sampleRequest>[0], more: Partial<ReturnType<typeof sampleRequest>> = {}) {
  const report = build(sampleRun([sampleTest({}, { observations: [{ ...sampleRequest(fields), ...more }] })]));
  const [row] = pageData(report, rowsOf(report)).rows;
  return { row: row as PageRow, result: row?.cells[0] as PageResult };
}

describe('the drawing', () => {
  const SERVERS = [
    { name: 'cdn', role: 'cache' as const },
    { name: 'gateway', role: 'gateway' as const },
    { name: 'orders' },
  ];
  const drawn = (fields: Parameters<typeof pageOf>[0], more?: Parameters<typeof pageOf>[1]) =>
    sequenceOf(pageOf(fields, more).result, 'GET https://api.shop.com/ by fetch from https://shop.com', SERVERS);
  const told = ({ lanes, steps }: ReturnType<typeof drawn>) =>
    steps.map(({ kind, from, to, words }) => `${kind} ${lanes[from]?.kind}-${lanes[to]?.kind} ${words}`);

  it('goes from the page through everything that was asked, and back to where it was stopped', () => {
    expect(told(drawn(BARE))).toEqual([
      'asks page-browser GET https://api.shop.com/ by fetch',
      'asks browser-server GET https://api.shop.com/orders',
      'answers cache-browser 502',
      'stopped browser-browser stopped here: script gets an error',
      'note server-server the work was done all the same',
    ]);
  });

  it('ends at a cache that asked nobody', () => {
    const exchanges = [sampleExchange({ mount: 'cdn', askedOn: [] })];
    expect(told(drawn({ exchanges }))).toEqual([
      'asks page-browser GET https://api.shop.com/ by fetch',
      'asks browser-cache GET https://api.shop.com/orders',
      'answers cache-browser 200',
      'answers browser-page readable',
    ]);
  });

  it('says of a refused preflight that the request was never sent', () => {
    const exchanges = [sampleExchange({ preflight: true, method: 'OPTIONS' })];
    expect(told(drawn({ outcome: 'blocked', exchanges })).at(-1)).toBe(
      'stopped browser-browser stopped here: the request is never sent',
    );
  });

  it('says that nothing went out where the browser answered by itself', () => {
    expect(told(drawn({ exchanges: [] }))).toEqual([
      'asks page-browser GET https://api.shop.com/ by fetch',
      'note browser-browser nothing went out',
      'answers browser-page readable',
    ]);
  });

  it('lays no stop at the door of the standard where the engine stands alone', () => {
    const { prediction: _, ...said } = sampleRequest();
    const prediction = { ...sampleRequest().observation, outcome: 'readable' as const };
    const stop = drawn(
      { outcome: 'blocked', error: 'TypeError' },
      { ...said, observation: { ...said.observation, outcome: 'blocked', error: 'TypeError' }, prediction },
    ).steps.at(-1);
    expect(stop).toMatchObject({ kind: 'stopped', detail: 'TypeError' });
  });

  it('ends at a mount that could not answer, and where nobody can tell', () => {
    const exchanges = [sampleExchange({ mount: null, answer: { kind: 'refused', reason: 'nobody there' } })];
    expect(told(drawn({ outcome: 'inconclusive', reason: 'x', exchanges })).slice(2)).toEqual([
      'stopped server-server refused',
      'unsure browser-browser nobody can tell',
    ]);
  });
});

describe('cookies', () => {
  const ask = (url: string, cookie?: string): Exchange =>
    sampleExchange({ url, requestHeaders: cookie === undefined ? [] : [['Cookie', cookie]] });
  const setting = (url: string, ...cookies: string[]): Exchange =>
    sampleExchange({
      url,
      answer: {
        kind: 'answered',
        status: 200,
        headers: cookies.map((value) => ['Set-Cookie', value] as const),
        endedAt: 1,
      },
    });
  const fates = (exchanges: Exchange[], earlier: Exchange[] = []) => {
    const { row, result } = pageOf({ exchanges });
    const before = pageOf({ exchanges: earlier }).result;
    return cookiesOf(result, [before], row).map(({ name, fate }) => `${name} ${fate}`);
  };

  it.each([
    ['one that was set before and goes along', 'sid=1', 'sid=1; Path=/', ['sid sent']],
    ['one that was set before and does not', undefined, 'sid=1; SameSite=Strict', ['sid withheld']],
    ['one that nobody saw being set', 'sid=1', undefined, ['sid sent']],
    ['one of another path', undefined, 'sid=1; Path=/admin', []],
    ['none', undefined, undefined, []],
  ])('%s', (_, sent, given, expected) => {
    const earlier = given === undefined ? [] : [setting('https://api.shop.com/login', given)];
    expect(fates([ask('https://api.shop.com/orders', sent)], earlier)).toEqual(expected);
  });

  it('are of a host, or of a domain with all that is in it', () => {
    const earlier = [setting('https://shop.com/', 'own=1', 'all=1; Domain=shop.com')];
    expect(fates([ask('https://api.shop.com/')], earlier)).toEqual(['all withheld']);
    expect(fates([ask('https://evil.com/')], earlier)).toEqual([]);
  });

  it('are not expected of a preflight', () => {
    const earlier = [setting('https://api.shop.com/', 'sid=1')];
    expect(fates([{ ...ask('https://api.shop.com/'), preflight: true }], earlier)).toEqual([]);
  });
});

describe('a filter', () => {
  const row: Facets = {
    topic: '1',
    states: ['readable', 'blocked', 'missing'],
    marks: ['deviates', 'deviates-1'],
    claims: ['C47'],
    text: 'a delete of orders',
  };
  const anything: Choice = { topic: '', column: null, state: '', mark: '', claim: '', words: [] };

  it.each([
    [{}, true],
    [{ topic: '1' }, true],
    [{ topic: '11' }, false],
    [{ state: 'blocked' }, true],
    [{ state: 'opaque' }, false],
    [{ state: 'blocked', column: 1 }, true],
    [{ state: 'blocked', column: 0 }, false],
    [{ column: 2 }, false],
    [{ mark: 'deviates' }, true],
    [{ mark: 'deviates', column: 1 }, true],
    [{ mark: 'deviates', column: 0 }, false],
    [{ claim: 'C47' }, true],
    [{ claim: 'C4' }, false],
    [{ words: ['delete', 'orders'] }, true],
    [{ words: ['delete', 'cart'] }, false],
  ] as const)('%j: %s', (choice, wanted) => {
    expect(matches(row, { ...anything, ...choice })).toBe(wanted);
  });
});

describe('a hundred hostile strings in every field that a server controls', () => {
  const page = render(hostileReport());

  it('are drawn as a hundred cases, with the two scripts that every page has', () => {
    expect(hostileStrings()).toHaveLength(100);
    expect(page.match(/<a class="cell"/g)).toHaveLength(100);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.replaceAll(/<script[^>]*>.*?<\/script>/gs, '')).not.toMatch(
      /<(img|iframe|object|embed|base|link|video|x)\b|<!--/,
    );
  });

  it('are cut wherever they are long', () => {
    expect(page).not.toMatch(/x{2500}/);
  });

  it.each(['__proto__', 'constructor', 'toString'])('take no field that no report has: %s', (name) => {
    const decidedBy = { section: name, step: name, reason: name };
    expect([aboutSection(decidedBy), cureFor(decidedBy), decidingHeaders(decidedBy, false)]).toEqual([null, null, []]);
  });
});
