import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';
import type { CorsConfiguration, CorsRule } from './cors-rules.ts';
import { element } from './xml.ts';

/** Elements that may be repeated, and the list that they make in JSON. */
const LISTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AllowedHeader: 'AllowedHeaders',
    AllowedMethod: 'AllowedMethods',
    AllowedOrigin: 'AllowedOrigins',
    ExposeHeader: 'ExposeHeaders',
  }),
);

/** A configuration as JSON has it, not yet checked; or why the text is none, at which line. */
export type CorsXml =
  | { readonly ok: true; readonly configuration: unknown }
  | { readonly ok: false; readonly reason: string; readonly line: number };

/**
 * Reads the XML form of a bucket's CORS configuration: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 * What it does not know keeps its name, so that the schema names it.
 */
export function readCorsXml(text: string): CorsXml {
  try {
    const { root } = parseXml(text);
    if (root?.name !== 'CORSConfiguration') {
      return { ok: false, reason: `the root element is ${root?.name}, not CORSConfiguration`, line: 1 };
    }
    return { ok: true, configuration: configurationOf(root) };
  } catch (error) {
    if (error instanceof XmlError) return { ok: false, reason: error.message.split('\n')[0] ?? '', line: error.line };
    throw error;
  }
}

function configurationOf(root: XmlElement): Record<string, unknown> {
  const [rules, others] = [elementsOf(root, true), elementsOf(root, false)];
  return { CORSRules: rules.map(ruleOf), ...Object.fromEntries(others.map(({ name, text }) => [name, text])) };
}

function elementsOf(root: XmlElement, rules: boolean): XmlElement[] {
  return childrenOf(root).filter(({ name }) => (name === 'CORSRule') === rules);
}

function childrenOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child) => child instanceof XmlElement);
}

function ruleOf(rule: XmlElement): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const { name, text } of childrenOf(rule)) {
    const list = LISTS.get(name);
    if (list !== undefined) fields.set(list, [...((fields.get(list) as string[] | undefined) ?? []), text]);
    // What comes twice and may not is neither of the two.
    else if (fields.has(name)) fields.set(name, [fields.get(name), text]);
    else fields.set(name, name === 'MaxAgeSeconds' && /^-?\d+$/.test(text.trim()) ? Number(text) : text);
  }
  return Object.fromEntries(fields);
}

/** The XML form of a configuration, as GetBucketCors answers it. */
export function writeCorsXml({ CORSRules }: CorsConfiguration): string {
  const rules = CORSRules.map((rule) => `<CORSRule>${ruleElements(rule)}</CORSRule>`);
  return `<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${rules.join('')}</CORSConfiguration>`;
}

function ruleElements(rule: CorsRule): string {
  const lists = [...LISTS].flatMap(([name, list]) => {
    const values = (rule[list as keyof CorsRule] ?? []) as readonly string[];
    return values.map((value) => element(name, value));
  });
  const id = rule.ID === undefined ? [] : [element('ID', rule.ID)];
  const maxAge = rule.MaxAgeSeconds === undefined ? [] : [element('MaxAgeSeconds', String(rule.MaxAgeSeconds))];
  return [...id, ...lists, ...maxAge].join('');
}
