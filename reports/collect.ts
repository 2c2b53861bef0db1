import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { TestCase, TestResult } from '@playwright/test/reporter';
import { ATTACHMENT_NAME, ATTACHMENT_TYPE } from '../harness/model/result.ts';
import type { FinishedTest, RawAttachment } from './input.ts';

/** One of the runner's tests in the words of this report; `result` is its last, absent when the run never came to it. */
export function finishedTest(test: TestCase, result: TestResult | undefined, rootDir: string): FinishedTest {
  const [, , , ...titles] = test.titlePath();
  return {
    file: relative(rootDir, test.location.file).split(sep).join('/'),
    line: test.location.line,
    describes: titles.slice(0, -1),
    title: test.title,
    project: test.parent.project()?.name ?? '',
    status: result?.status ?? 'none',
    ok: result !== undefined && result.status === test.expectedStatus,
    retries: result?.retry ?? 0,
    durationMs: Math.round(result?.duration ?? 0),
    tags: test.tags,
    errors: (result?.errors ?? []).map((error) => error.message ?? error.value ?? 'an error without a message'),
    skipReason: skipReason(test),
    attachments: (result?.attachments ?? []).filter(isOurs).map(read),
  };
}

function skipReason({ annotations }: TestCase): string | null {
  const skip = annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  return skip === undefined ? null : (skip.description ?? '');
}

type Attachment = TestResult['attachments'][number];

function isOurs({ name, contentType }: Attachment): boolean {
  return name === ATTACHMENT_NAME || contentType === ATTACHMENT_TYPE;
}

function read({ body, path }: Attachment): RawAttachment {
  if (body !== undefined) return { text: body.toString('utf8') };
  if (path === undefined) return { unreadable: 'it has neither a body nor a path' };
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { unreadable: (error as Error).message };
  }
}
