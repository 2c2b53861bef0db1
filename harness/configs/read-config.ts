import type { YAMLError } from 'yaml';
import { responseHeadersPolicySchema } from '../../servers/cloudfront/response-headers-policy.ts';
import { cloudFrontSchema } from '../../servers/cloudfront/rules.ts';
import { httpGatewaySchema } from '../../servers/gateway/http-rules.ts';
import { restGatewaySchema } from '../../servers/gateway/rest-rules.ts';
import { corsConfigurationSchema } from '../../servers/s3/cors-rules.ts';
import { readCorsXml } from '../../servers/s3/cors-xml.ts';
import { fieldName, type LineFinder, lineFinder, readData, zodComplaints } from '../model/data-file.ts';
import type { Severity } from '../model/finding.ts';
import { withoutBodyTemplates } from './body-templates.ts';
import { CONFIG_RULES, type ConfigRuleId } from './config-rules.ts';
import type { Configured, Draft, Drafts, Remark, ResponseHeadersPolicyConfig } from './configured.ts';
import { FORMATS, S3_LIST } from './formats.ts';
import { lengthenFunctions } from './functions.ts';
import { lintDistribution, remarksOnTargets } from './lint/distribution.ts';
import { lintHttpApi } from './lint/http-api.ts';
import { lintResponseHeadersPolicy } from './lint/response-headers-policy.ts';
import { lintRestApi } from './lint/rest-api.ts';
import { lintBucket } from './lint/s3-bucket.ts';
import { isRecord } from './rename.ts';
import { unresolvedIn } from './resolve.ts';
import { xmlLineFinder } from './xml-lines.ts';

/** Something to say about a configuration file. */
export interface ConfigIssue {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** As in `Resources.Api.Properties.CorsConfiguration.AllowOrigins[0]`; `null` for the file as a whole. */
  readonly field: string | null;
  readonly rule: ConfigRuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly cure: string;
}

/** A configuration file as AWS would be with it, and everything that is to be said of it. */
export interface ReadConfig {
  /** `null` where nobody knows it. */
  readonly format: string | null;
  readonly configured: readonly Configured[];
  /** In the order of their lines. */
  readonly issues: readonly ConfigIssue[];
}

/** Sources that a tool has to make something of first. */
const MADE_OF_IT = [
  { name: /\.tf(\.json)?$/i, message: 'Terraform is read from its plan: terraform show -json plan.out > plan.json' },
  { name: /\.[cm]?[jt]s$/i, message: 'a program is read from what it makes, as in: cdk synth > template.yaml' },
];

/**
 * Reads the text of a configuration file. Pure, and never throws.
 * @param file its name, for messages; what ends in `.json` is read as JSON
 * @param given values of a template's parameters, or of a service's variables
 */
export function readConfig(text: string, file: string, given: Readonly<Record<string, string>> = {}): ReadConfig {
  if (text.trimStart().startsWith('<')) return readXml(text, file);
  const made = MADE_OF_IT.find(({ name }) => name.test(file));
  if (made !== undefined) {
    return { format: null, configured: [], issues: [{ ...issue('unknown-format', made.message, 1, null), file }] };
  }
  const twice: number[] = [];
  const data = readData(text, file, { prepare: lengthenFunctions, forgives: (error) => isForgiven(error, twice) });
  const lineOf = lineFinder(text);
  if (!data.ok) {
    const issues = data.issues.map(({ line, message }) => issue('not-readable', message, line ?? 1, null));
    return { format: null, configured: [], issues: issues.map((each) => ({ ...each, file })) };
  }
  const { name, drafts } = draftsOf(data.value, given);
  const { configured, issues } = judged(drafts, file, lineOf);
  const message = 'this field stands here a second time: the last one counts';
  const duplicates = twice.map((line) => ({ ...issue('said-twice', message, line, null), file }));
  return { format: name, configured, issues: inOrder([...issues, ...duplicates]) };
}

/** AWS and its tools take a second field of one name, although YAML does not. */
function isForgiven({ code, linePos }: YAMLError, twice: number[]): boolean {
  if (code === 'DUPLICATE_KEY') twice.push(linePos?.[0].line ?? 1);
  return code === 'DUPLICATE_KEY';
}

function inOrder(issues: readonly ConfigIssue[]): ConfigIssue[] {
  return [...issues].sort((one, other) => one.line - other.line);
}

function draftsOf(data: unknown, given: Readonly<Record<string, string>>): { name: string | null; drafts: Drafts } {
  if (Array.isArray(data) && data.length > 0 && data.every(isRecord)) {
    return { name: S3_LIST.name, drafts: S3_LIST.read(data) };
  }
  const format = isRecord(data) ? FORMATS.find(({ is }) => is(data)) : undefined;
  if (format === undefined || !isRecord(data)) {
    return { name: null, drafts: unknown('this is none of the formats that are known') };
  }
  const shaped = format.shape.safeParse(data);
  const drafts = shaped.success
    ? format.read(data, given)
    : { drafts: [], remarks: complaintsOf(shaped.error.issues, data) };
  const isEmpty = drafts.drafts.length === 0 && drafts.remarks.length === 0;
  return {
    name: format.name,
    drafts: isEmpty ? nothingIn(format.name) : drafts,
  };
}

function unknown(message: string): Drafts {
  return { drafts: [], remarks: [{ rule: 'unknown-format', path: [], message }] };
}

function nothingIn(format: string): Drafts {
  const message = `this is ${format}, and nothing in it has to do with CORS`;
  return { drafts: [], remarks: [{ rule: 'no-cors-here', path: [], message }] };
}

function readXml(text: string, file: string): ReadConfig {
  const xml = readCorsXml(text);
  if (!xml.ok) {
    return {
      format: null,
      configured: [],
      issues: [{ ...issue('not-readable', `not XML of S3: ${xml.reason}`, xml.line, null), file }],
    };
  }
  const draft: Draft = { kind: 's3-bucket', name: 'bucket', rules: xml.configuration, saidAt: (path) => path };
  return {
    format: 'an S3 CORS configuration in XML',
    ...judged({ drafts: [draft], remarks: [] }, file, xmlLineFinder(text)),
  };
}

/** Holds drafts against what AWS takes, and says what is to be said of those that it takes. */
function judged(
  { drafts, remarks }: Drafts,
  file: string,
  lineOf: LineFinder,
): Pick<ReadConfig, 'configured' | 'issues'> {
  const checked = drafts.map(check);
  const all = [...remarks, ...checked.flatMap((each) => each.remarks)];
  const issues = all.map(({ rule, message, path }) => ({
    ...issue(rule, message, lineOf(path) ?? 1, fieldName(path)),
    file,
  }));
  return {
    configured: checked.flatMap(({ configured }) => configured ?? []),
    issues: inOrder(issues),
  };
}

function issue(rule: ConfigRuleId, message: string, line: number, field: string | null): Omit<ConfigIssue, 'file'> {
  const { severity, cure } = CONFIG_RULES[rule];
  return { line, field, rule, severity, message, cure };
}

interface Checked {
  readonly configured?: Configured;
  readonly remarks: readonly Remark[];
}

function check(draft: Draft): Checked {
  const unresolved = unresolvedIn(draft.rules);
  if (unresolved.length > 0) {
    return {
      remarks: unresolved.map(({ path, what }) => ({
        rule: 'unresolved-value',
        path: draft.saidAt(path),
        message: `${what} is known when it is deployed`,
      })),
    };
  }
  const { configured, remarks } = CHECKS[draft.kind](draft);
  return {
    ...(configured && { configured }),
    remarks: remarks.map((each) => ({ ...each, path: draft.saidAt(each.path) })),
  };
}

/** By kind: the schema of its emulated server, and the lint. Paths are those of the rules. */
const CHECKS: Readonly<Record<Configured['kind'], (draft: Draft) => Checked>> = {
  's3-bucket': ({ name, rules }) => {
    const parsed = corsConfigurationSchema.safeParse(rules);
    if (!parsed.success) return { remarks: complaintsOf(parsed.error.issues, rules) };
    return { configured: { kind: 's3-bucket', name, cors: parsed.data }, remarks: lintBucket(parsed.data) };
  },
  'http-api': ({ name, rules }) => {
    const parsed = httpGatewaySchema.safeParse(rules);
    if (!parsed.success) return { remarks: complaintsOf(parsed.error.issues, rules) };
    const written = rules as Extract<Configured, { kind: 'http-api' }>['rules'];
    return { configured: { kind: 'http-api', name, rules: written }, remarks: lintHttpApi(parsed.data) };
  },
  distribution: ({ name, rules, buckets = {} }) => {
    const parsed = cloudFrontSchema.safeParse(rules);
    if (!parsed.success) return { remarks: complaintsOf(parsed.error.issues, rules) };
    const wrong = remarksOnTargets(parsed.data);
    const written = rules as Extract<Configured, { kind: 'distribution' }>['rules'];
    return {
      ...(wrong.length === 0 && { configured: { kind: 'distribution', name, rules: written, buckets } }),
      remarks: [...wrong, ...lintDistribution(parsed.data)],
    };
  },
  'response-headers-policy': ({ name, rules }) => {
    const parsed = responseHeadersPolicySchema.safeParse(rules);
    if (!parsed.success) return { remarks: complaintsOf(parsed.error.issues, rules) };
    const policy = rules as ResponseHeadersPolicyConfig;
    return {
      configured: { kind: 'response-headers-policy', name, policy },
      remarks: lintResponseHeadersPolicy(parsed.data),
    };
  },
  'rest-api': ({ name, rules: said }) => {
    const { rules, remarks } = withoutBodyTemplates(said);
    const parsed = restGatewaySchema.safeParse(rules);
    if (!parsed.success) return { remarks: [...remarks, ...complaintsOf(parsed.error.issues, rules)] };
    const written = rules as Extract<Configured, { kind: 'rest-api' }>['rules'];
    return {
      configured: { kind: 'rest-api', name, rules: written },
      remarks: [...remarks, ...lintRestApi(parsed.data)],
    };
  },
};

/** What the schemas of emulated servers say in words of their own is what AWS says, or that something is not emulated. */
function complaintsOf(issues: Parameters<typeof zodComplaints>[0][], rules: unknown): Remark[] {
  return issues.flatMap((problem) =>
    zodComplaints(problem, rules).map(({ path, message }) => ({ rule: ruleOf(problem.code, message), path, message })),
  );
}

function ruleOf(code: string, message: string): ConfigRuleId {
  if (code === 'unrecognized_keys') return 'unknown-key';
  if (/not emulated/.test(message)) return 'not-emulated';
  return code === 'custom' ? 'aws-refuses' : 'wrong-value';
}
