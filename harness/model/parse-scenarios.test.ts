import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeIssue } from './input-issue.ts';
import { parseScenarios, scenarioFileJsonSchema } from './parse-scenarios.ts';

const GOOD = {
  id: 'api/bare',
  page: { origin: 'https://www.page.com' },
  steps: [{ request: { url: 'https://api.page.com/x' }, server: { response: { status: 200 } } }],
};

/** A good scenario with one thing changed, as a file. */
function fileWith(change: (scenario: Record<string, unknown> & typeof GOOD) => void): string {
  const scenario = structuredClone(GOOD);
  change(scenario);
  return JSON.stringify([scenario], null, 2);
}

function complaints(text: string, file = 'cases.json'): string[] {
  const parsed = parseScenarios(text, file);
  return parsed.ok ? [] : parsed.issues.map(describeIssue);
}

describe('a good file', () => {
  it('comes back with every default filled in', () => {
    const parsed = parseScenarios(JSON.stringify([GOOD]), 'cases.json');
    expect(parsed.ok && parsed.value[0]).toMatchObject({
      page: { path: '/', context: 'window' },
      cookies: [],
      steps: [
        {
          waitMsBefore: 0,
          request: { api: 'fetch', method: 'GET', mode: 'cors', credentials: 'same-origin', redirect: 'follow' },
          server: { preflight: null, hops: [], response: { headers: [], redirectTo: null } },
          expect: {},
        },
      ],
    });
  });

  it('means the same in YAML', () => {
    const yaml = `
- id: api/bare
  page: { origin: https://www.page.com }
  steps:
    - request: { url: https://api.page.com/x }
      server: { response: { status: 200 } }
`;
    expect(parseScenarios(yaml, 'cases.yaml')).toEqual(parseScenarios(JSON.stringify([GOOD]), 'cases.json'));
  });
});

describe('a bad file', () => {
  it.each<[string, string, string]>([
    ['an unknown field', fileWith((each) => Object.assign(each, { colour: 'red' })), 'colour: unknown field "colour"'],
    ['a missing field', fileWith((each) => Object.assign(each, { page: {} })), 'page.origin: is required'],
    [
      'an origin with a path',
      fileWith((each) => Object.assign(each.page, { origin: 'https://a.com/' })),
      'is not an origin',
    ],
    ['an origin of no scheme', fileWith((each) => Object.assign(each.page, { origin: 'a.com' })), 'is not an origin'],
    [
      'an unparsable URL',
      fileWith((each) => Object.assign(each.steps[0]?.request ?? {}, { url: 'http://[' })),
      'steps[0].request.url: "http://[" is not a URL',
    ],
    [
      'a header that is no pair',
      fileWith((each) => Object.assign(each.steps[0]?.request ?? {}, { headers: [['a']] })),
      'steps[0].request.headers[0]: a header is a pair',
    ],
    [
      'headers that are no list of pairs',
      fileWith((each) => Object.assign(each.steps[0]?.request ?? {}, { headers: { a: 'b' } })),
      'steps[0].request.headers: headers are a list of pairs',
    ],
    [
      'LF in a content type',
      fileWith((each) => Object.assign(each.steps[0]?.request ?? {}, { contentType: 'text/plain\n' })),
      'steps[0].request.contentType: a content type must not hold CR or LF',
    ],
    [
      'CR in a value',
      fileWith((each) => Object.assign(each.steps[0]?.server.response ?? {}, { headers: [['a', 'b\rc']] })),
      'steps[0].server.response.headers[0][1]: a header value must not hold CR or LF',
    ],
    [
      'LF in a name',
      fileWith((each) => Object.assign(each.steps[0]?.server.response ?? {}, { headers: [['a\n', 'b']] })),
      'a header name must not hold CR or LF',
    ],
    [
      'a status of two digits',
      fileWith((each) => Object.assign(each.steps[0]?.server.response ?? {}, { status: 99 })),
      'steps[0].server.response.status',
    ],
    [
      'a word that is none',
      fileWith((each) => Object.assign(each.steps[0] ?? {}, { expect: { outcome: 'fine' } })),
      'steps[0].expect.outcome',
    ],
    [
      'bytes that are none',
      fileWith((each) => Object.assign(each.steps[0]?.request ?? {}, { body: 'bytes:0g' })),
      'hexadecimal',
    ],
    ['no steps', fileWith((each) => Object.assign(each, { steps: [] })), 'steps'],
    [
      'a header that would be lost',
      fileWith((each) =>
        Object.assign(each.steps[0] ?? {}, {
          expect: { requestHeadersSeenByServer: Object.fromEntries([['__proto__', '1']]) },
        }),
      ),
      'steps[0].expect.requestHeadersSeenByServer.__proto__: a field cannot be called __proto__',
    ],
  ])('with %s is refused, naming file, line, scenario and field', (_what, text, expected) => {
    const [complaint = ''] = complaints(text);
    expect(complaint).toMatch(/^cases\.json:\d+: scenario api\/bare, /);
    expect(complaint).toContain(expected);
  });

  it('is told of everything at once', () => {
    const text = JSON.stringify([
      { ...GOOD, x: 1 },
      { ...GOOD, id: '' },
      { ...GOOD, page: { origin: 'x' }, steps: 3 },
    ]);
    expect(complaints(text)).toHaveLength(4);
    expect(complaints(text)[1]).toContain('scenario #2, id');
  });

  it('may not use an id twice', () => {
    expect(complaints(JSON.stringify([GOOD, GOOD]))).toEqual([
      'cases.json:1: scenario api/bare, id: the id is taken: scenario 1 of the file has it too',
    ]);
  });

  it.each([
    ['cases.json', '[{"id": "a",\n]', 'cases.json:2: not JSON'],
    ['cases.yaml', '- id: a\n  page: [}\n', 'cases.yaml:2: not YAML'],
    ['cases.json', '{}', 'cases.json:1: a scenario file is an array'],
    ['cases.yaml', '', 'a scenario file is an array'],
    ['cases.json', '', 'cases.json: not JSON'],
    ['cases.json', '[null]', 'cases.json:1: scenario #1: '],
  ])('%s %j is no scenario file', (file, text, expected) => {
    expect(complaints(text, file)[0]).toContain(expected);
  });

  it('of YAML aliases that explode is refused', () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `a${index}: &a${index} [${Array(9).fill(index === 0 ? 'x' : `*a${index - 1}`)}]`,
    );
    expect(complaints(levels.join('\n'), 'bomb.yaml')[0]).toContain('not YAML');
  });
});

it('the published JSON Schema is the one the code checks by: `npm run schema` writes it', () => {
  const published = JSON.parse(readFileSync(new URL('./scenario.schema.json', import.meta.url), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(scenarioFileJsonSchema())));
});
