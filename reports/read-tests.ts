import { stripVTControlCharacters } from 'node:util';
import type { TestAttachment } from '../harness/model/result.ts';
import { type Case, caseKey, casesOf } from './cases.ts';
import { decodeAttachment } from './decode-attachment.ts';
import type { FinishedTest } from './input.ts';

/** A finished test with what could be read of it. */
export interface ReadTest {
  readonly test: FinishedTest;
  readonly case: Case;
  /** The place of its case in the report. */
  readonly place: number;
  readonly attachments: readonly TestAttachment[];
  /** Attachments nobody can read, a sentence each. */
  readonly unreadable: readonly string[];
  /** The first error message; `null` when the test went as it should. */
  readonly failure: string | null;
}

/** Decodes every test, in the order of the report: by case, then as they came. */
export function readTests(tests: readonly FinishedTest[]): ReadTest[] {
  const cases = casesOf(tests);
  const places = new Map([...cases.keys()].map((key, place) => [key, place]));
  return tests
    .map((test) => {
      const key = caseKey(test);
      return readTest(test, cases.get(key) as Case, places.get(key) as number);
    })
    .sort((a, b) => a.place - b.place);
}

/** The test has told of a request, or has checked a contract. */
export function hasMeasured({ attachments }: ReadTest): boolean {
  return attachments.some(({ observations, check }) => observations.length > 0 || check !== undefined);
}

/** The run was over, or the test's group had failed, before it came to this test, or while it was at it. */
export function wasCutShort({ status, skipReason }: FinishedTest): boolean {
  return status === 'none' || status === 'interrupted' || (status === 'skipped' && skipReason === null);
}

/** A message without the colours of a terminal. */
export function plain(message: string): string {
  return stripVTControlCharacters(message);
}

function readTest(test: FinishedTest, itsCase: Case, place: number): ReadTest {
  const decoded = test.attachments.map(decodeAttachment);
  return {
    test,
    case: itsCase,
    place,
    attachments: decoded.flatMap((one) => (one.ok ? [one.attachment] : [])),
    unreadable: decoded.flatMap((one) => (one.ok ? [] : [plain(one.problem)])),
    failure: test.ok ? null : plain(test.errors[0] ?? `The test ended as "${test.status}"; the runner names no error.`),
  };
}
