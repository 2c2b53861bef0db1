import type { KnownDeviation, TestAttachment } from '../harness/model/result.ts';
import { compare } from './cases.ts';

/** Every known deviation that was seen, once each, by id. */
export function deviationsOf(attachments: readonly TestAttachment[]): KnownDeviation[] {
  const seen = new Map(attachments.flatMap(({ deviations = [] }) => deviations.map((each) => [each.id, each])));
  return [...seen.values()].sort((a, b) => compare(a.id, b.id));
}
