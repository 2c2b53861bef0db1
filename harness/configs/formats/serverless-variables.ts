import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';

type Given = Readonly<Record<string, string>>;

interface Scope {
  readonly service: unknown;
  readonly given: Given;
  /** Variables may lead to one another; a circle has to end. */
  readonly depth: number;
}

const DEEPEST = 20;

/** A variable says its source, as in `${self:custom.x}`; `${AWS::Region}` and `${Name}` are CloudFormation's. */
const VARIABLE = /^\s*(?!AWS::)(?:[a-z][\w-]*(?::|\([^)]*\))|['"])/i;

/** The innermost reference of a text. */
const INNERMOST = /\$\{([^${}]*)\}/;

/** What stands in a text for a reference that is CloudFormation's, and for one that is not known. */
const LEFT = { open: '\u0001', close: '\u0002' };
const UNKNOWN = { open: '\u0003', close: '\u0004' };

/**
 * Fills in `${self:custom.x}`, the fallbacks of other variables (`${opt:stage, 'dev'}`), stage and parameters; what the
 * environment or the cloud knows stays an {@link Unresolved}. https://www.serverless.com/framework/docs/guides/variables
 * @param given values of variables by their whole name, as in `opt:stage` or `env:DOMAIN`
 */
export function fillVariables(service: unknown, given: Given): unknown {
  return fill(service, { service, given, depth: 0 });
}

function fill(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return fillText(value, scope);
  if (Array.isArray(value)) return value.map((each) => fill(each, scope));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, scope)]));
}

/** From the inside out: a variable may stand within another. */
function fillText(text: string, scope: Scope): unknown {
  let filled = text;
  for (let match = INNERMOST.exec(filled); match !== null; match = INNERMOST.exec(filled)) {
    const [whole, inner = ''] = match;
    const value = VARIABLE.test(inner) ? variable(inner, scope) : `${LEFT.open}${inner}${LEFT.close}`;
    if (filled === whole && !(typeof value === 'string' && value.startsWith(LEFT.open))) return value;
    const shown = value instanceof Unresolved ? `${UNKNOWN.open}${inner}${UNKNOWN.close}` : String(value);
    filled = filled.replace(whole, () => shown);
  }
  return filled.includes(UNKNOWN.open) ? new Unresolved(restored(filled)) : restored(filled);
}

function restored(text: string): string {
  return text
    .replaceAll(LEFT.open, '${')
    .replaceAll(LEFT.close, '}')
    .replaceAll(UNKNOWN.open, '${')
    .replaceAll(UNKNOWN.close, '}');
}

/** The first of its alternatives that is known. */
function variable(expression: string, scope: Scope): unknown {
  const deeper = { ...scope, depth: scope.depth + 1 };
  for (const alternative of deeper.depth > DEEPEST ? [] : expression.split(',').map((each) => each.trim())) {
    if (alternative.includes(UNKNOWN.open)) continue;
    const quoted = /^(['"])(.*)\1$/.exec(alternative)?.[2];
    if (quoted !== undefined) return quoted;
    if (/^(true|false|null|-?\d+(\.\d+)?)$/.test(alternative)) return JSON.parse(alternative);
    const found = scope.given[alternative] ?? known(alternative, deeper);
    if (found !== undefined) return fill(found, deeper);
  }
  return new Unresolved(restored(`\${${expression}}`));
}

function known(alternative: string, scope: Scope): unknown {
  const [, source, address = ''] = /^([a-z]+):(.*)$/i.exec(alternative) ?? [];
  const { service } = scope;
  switch (source) {
    case 'self':
      return address === 'provider.stage' ? stageOf(scope) : at(service, address);
    case 'sls':
      return address === 'stage' ? stageOf(scope) : undefined;
    case 'aws':
      return address === 'region' ? (scope.given['opt:region'] ?? at(service, 'provider.region')) : undefined;
    case 'param':
      return at(service, `params.${String(stageOf(scope))}.${address}`) ?? at(service, `params.default.${address}`);
    default:
      return undefined;
  }
}

/** https://www.serverless.com/framework/docs/guides/variables#serverless-core-variables */
function stageOf(scope: Scope): unknown {
  return scope.given['opt:stage'] ?? fill(at(scope.service, 'provider.stage') ?? 'dev', scope);
}

function at(service: unknown, address: string): unknown {
  return address.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? value[key] : undefined;
  }, service);
}
