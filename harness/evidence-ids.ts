import { casesOf } from '../reports/cases.ts';
import type { FinishedTest } from '../reports/input.ts';
import type { Claim } from './model/claim.ts';

/** A suite as Playwright's JSON reporter tells it: a file, or a describe inside one. */
export interface ListedSuite {
  readonly title: string;
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly tests: readonly { readonly projectName: string }[];
  }[];
  readonly suites?: readonly ListedSuite[];
}

/** Everything that a case of a claim may name, short of the numbers of further requests. */
export interface Evidence {
  /** Ids of tests as the report has them, and of scenarios that are played in tables. */
  readonly results: ReadonlySet<string>;
  /** The text of every spec, where measurements are named. */
  readonly sources: string;
}

/** The ids that the report will give to these tests. @param files the suites of `playwright test --list --reporter=json` */
export function resultIds(files: readonly ListedSuite[]): string[] {
  const tests = files.flatMap((file) => listedTests(file, []));
  return [...casesOf(tests).values()].map(({ id }) => id);
}

/** Every case of a claim that names no evidence there is, a sentence each. */
export function namedInVain(claims: readonly Claim[], { results, sources }: Evidence): string[] {
  const measured = measurementIds(sources);
  return claims.flatMap(({ id, literal, breaking }) =>
    [...literal, ...breaking]
      .filter(({ of }) => !results.has(of.replace(/#\d+$/, '')) && !measured.some((pattern) => pattern.test(of)))
      .map(({ of }) => `${id} names ${of}: no test, scenario or measurement has that id`),
  );
}

/** The ids in calls of `measure`; what a template fills in may be anything that is no part of a path. */
function measurementIds(sources: string): RegExp[] {
  return [...sources.matchAll(/\bmeasure\((['`])(.*?)\1/g)].map(([, , id = '']) => {
    const parts = id.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('[^/]+')}$`);
  });
}

/** The file's own title is no describe. */
function listedTests({ specs, suites = [] }: ListedSuite, describes: readonly string[]): FinishedTest[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests.map(({ projectName }) => ({ ...NEVER_RUN, title, file, line, describes, project: projectName })),
  );
  return [...own, ...suites.flatMap((suite) => listedTests(suite, [...describes, suite.title]))];
}

const NEVER_RUN = {
  status: 'none',
  ok: false,
  retries: 0,
  durationMs: 0,
  tags: [],
  errors: [],
  skipReason: null,
  attachments: [],
} as const;
