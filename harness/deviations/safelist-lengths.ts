import type { Deviation, JudgedStep } from './deviation.ts';
import {
  ASKED,
  askingFor,
  CHROMIUM,
  FIREFOX,
  isCustomName,
  isLoneCorsRequest,
  isOtherwise,
  sortedNames,
  WEBKIT,
} from './reading.ts';

const MAX_VALUE = 128;
const MAX_SUM = 1024;
const MEASURED = new Set(['accept', 'accept-language', 'content-language']);

/** Names and values of a request whose headers are safe or unsafe by their lengths alone; `null` for any other. */
function measurable(judged: JudgedStep): [name: string, value: string][] | null {
  const { api, headers, contentType } = judged.step.request;
  if (!isLoneCorsRequest(judged) || api !== 'fetch' || contentType !== null) return null;
  const lines = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()]);
  const isPlain = lines.every(
    ([name, value]) => isCustomName(name) || (MEASURED.has(name) && /^[0-9A-Za-z *,\-.;=]*$/.test(value)),
  );
  return isPlain ? lines : null;
}

/** Names that are unsafe when the lines of one name are one value; `null` where that makes no difference. */
function unsafeCombined(judged: JudgedStep): string[] | null {
  const lines = measurable(judged);
  if (lines === null) return null;
  const combined = (name: string) => lines.flatMap(([each, value]) => (each === name ? value : [])).join(', ');
  const names = sortedNames(lines.map(([name]) => name)).filter(
    (name) => isCustomName(name) || combined(name).length > MAX_VALUE,
  );
  return isOtherwise(names, judged) ? names : null;
}

/** Names that are unsafe however much the others add up to; `null` where they do not add up to too much. */
function unsafeWithoutSum(judged: JudgedStep): string[] | null {
  const lines = measurable(judged);
  const custom = lines?.flatMap(([name]) => (isCustomName(name) ? name : [])) ?? [];
  // Names that repeat are asked for repeatedly, which is another row.
  if (lines === null || new Set(custom).size < custom.length) return null;
  const isUnsafe = ([name, value]: [string, string]) => isCustomName(name) || value.length > MAX_VALUE;
  const sum = lines.reduce((length, line) => length + (isUnsafe(line) ? 0 : line[1].length), 0);
  const names = sortedNames(lines.filter(isUnsafe).map(([name]) => name));
  return sum > MAX_SUM && isOtherwise(names, judged) ? names : null;
}

/** How long the lines of safe headers may be: https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export const SAFELIST_LENGTHS: readonly Deviation[] = [
  {
    id: 'lines-are-measured-together',
    engines: { ...CHROMIUM, ...WEBKIT },
    what: 'the lines of one name are combined before they are held against the limit of 128 bytes, which the standard sets to each',
    standard: { section: 'CORS-safelisted request-header', step: '1' },
    issue: null,
    shownBy: 'safelist/two-of-100',
    applies: (judged) => unsafeCombined(judged) !== null,
    shows: (judged) => askingFor(unsafeCombined(judged) ?? [], judged),
    covers: ASKED,
  },
  {
    id: 'no-limit-to-safe-lines',
    engines: FIREFOX,
    what: 'safe lines stay safe though they are more than 1024 bytes in all',
    standard: { section: 'CORS-unsafe request-header names', step: '5' },
    issue: null,
    shownBy: 'safelist/nine-of-128',
    applies: (judged) => unsafeWithoutSum(judged) !== null,
    shows: (judged) => askingFor(unsafeWithoutSum(judged) ?? [], judged),
    covers: ASKED,
  },
];
