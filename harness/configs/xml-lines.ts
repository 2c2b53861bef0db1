import type { LineFinder } from '../model/data-file.ts';

/** The element that stands for an entry of a list of a rule. */
const ENTRY: Readonly<Record<string, string>> = {
  AllowedHeaders: 'AllowedHeader',
  AllowedMethods: 'AllowedMethod',
  AllowedOrigins: 'AllowedOrigin',
  ExposeHeaders: 'ExposeHeader',
};

/** Finds the lines of a well-formed S3 CORS configuration in XML by the paths that it has in JSON. */
export function xmlLineFinder(text: string): LineFinder {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  return ([list, index, field, entry]) => {
    if (list !== 'CORSRules' || typeof index !== 'number') return 1;
    const [rule, end] = nth(text, 'CORSRule', index, 0, text.length);
    if (rule === undefined) return 1;
    if (typeof field !== 'string') return lineAt(rule);
    const [found] = nth(text, ENTRY[field] ?? field, typeof entry === 'number' ? entry : 0, rule, end);
    return lineAt(found ?? rule);
  };
}

/** Where the n-th element of a name starts in a stretch of text, and where the next of that name does. */
function nth(
  text: string,
  name: string,
  index: number,
  from: number,
  to: number,
): [start: number | undefined, end: number] {
  const starts = [...text.slice(from, to).matchAll(new RegExp(`<${name}[\\s/>]`, 'g'))].map(
    (match) => from + match.index,
  );
  return [starts[index], starts[index + 1] ?? to];
}
