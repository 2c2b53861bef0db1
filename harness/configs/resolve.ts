import type { Path } from '../model/data-file.ts';
import { isRecord } from './rename.ts';

/** What is known when a template is deployed, and not before. */
export class Unresolved {
  /** As in `!ImportValue domain`. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  toString(): string {
    return this.what;
  }
}

interface Scope {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mappings: unknown;
  readonly conditions: unknown;
  readonly resources: unknown;
}

/** A value that stands for "leave it out". */
const NO_VALUE = Symbol('AWS::NoValue');

/** Pseudo parameters of nobody's account. */
const PSEUDO: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'us-east-1',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'stack',
  'AWS::NoValue': NO_VALUE,
};

/** The APIs of events that name none: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html */
const MADE_BY_SAM = ['ServerlessRestApi', 'ServerlessHttpApi'];

/** A function of a template: its argument, or each of them where it has a list. */
type Evaluate = (args: readonly unknown[], scope: Scope) => unknown;

const FUNCTIONS: ReadonlyMap<string, Evaluate> = new Map(
  Object.entries<Evaluate>({
    Ref: ([name], scope) => reference(String(name), scope),
    'Fn::Sub': substitute,
    'Fn::GetAtt': (parts, scope) => attribute(parts.join('.'), scope),
    'Fn::Join': ([separator, parts], scope) => joined(evaluate(separator, scope), evaluate(parts, scope)),
    'Fn::Select': ([index, list], scope) => (evaluate(list, scope) as unknown[])[Number(evaluate(index, scope))],
    'Fn::Split': ([separator, text], scope) => split(separator, evaluate(text, scope)),
    'Fn::FindInMap': (keys, scope) =>
      findInMap(
        keys.map((key) => evaluate(key, scope)),
        scope,
      ),
    'Fn::If': ([name, yes, no], scope) => chosen(condition({ Condition: name }, scope), yes, no, scope),
    'Fn::Base64': ([text], scope) => evaluate(text, scope),
  }),
);

/**
 * Fills in the functions of a CloudFormation template, as far as that can be done without deploying it: parameters have
 * the values given here or their defaults, resources are known by their logical ids.
 * @param template as parsed; the short forms of functions already long
 * @returns a copy of the same shape; what only a deployment knows is an {@link Unresolved}
 */
export function resolveTemplate(
  template: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const declared = isRecord(template.Parameters) ? template.Parameters : {};
  const parameters = Object.fromEntries(
    Object.entries(declared).map(([name, declaration]) => [name, parameterValue(name, declaration, given)]),
  );
  const { Mappings: mappings, Conditions: conditions, Resources: resources } = template;
  const scope = { parameters, mappings, conditions, resources };
  return evaluate({ ...template, Resources: wanted(resources, scope) }, scope) as Record<string, unknown>;
}

/** Without those whose condition does not hold. */
function wanted(resources: unknown, scope: Scope): unknown {
  if (!isRecord(resources)) return resources;
  const isWanted = (resource: unknown) =>
    !isRecord(resource) ||
    typeof resource.Condition !== 'string' ||
    condition({ Condition: resource.Condition }, scope) !== false;
  return Object.fromEntries(Object.entries(resources).filter(([, resource]) => isWanted(resource)));
}

function parameterValue(name: string, declaration: unknown, given: Readonly<Record<string, string>>): unknown {
  const { Default: fallback, Type: type } = isRecord(declaration) ? declaration : {};
  const value = Object.hasOwn(given, name) ? given[name] : fallback;
  if (value === undefined) return new Unresolved(`!Ref ${name}`);
  return /List/.test(String(type)) && typeof value === 'string' ? value.split(',').map((each) => each.trim()) : value;
}

function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((each) => evaluate(each, scope)).filter((each) => each !== NO_VALUE);
  if (!isRecord(value)) return value;
  const [[name, argument] = [], ...others] = Object.entries(value);
  if (name !== undefined && others.length === 0) {
    const known = FUNCTIONS.get(name);
    if (known !== undefined) return attempt(known, name, argument, scope);
    if (name.startsWith('Fn::')) return new Unresolved(inShort(name, argument));
  }
  const entries = Object.entries(value).map(([key, each]) => [key, evaluate(each, scope)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
}

/** A function whose arguments are of no use is as unknown as one that nobody knows. */
function attempt(known: Evaluate, name: string, argument: unknown, scope: Scope): unknown {
  try {
    return known(Array.isArray(argument) ? argument : [argument], scope) ?? new Unresolved(inShort(name, argument));
  } catch {
    return new Unresolved(inShort(name, argument));
  }
}

function inShort(name: string, argument: unknown): string {
  return `!${name.replace('Fn::', '')} ${typeof argument === 'string' ? argument : JSON.stringify(argument)}`;
}

function reference(name: string, { parameters, resources }: Scope): unknown {
  if (Object.hasOwn(parameters, name)) return parameters[name];
  if (Object.hasOwn(PSEUDO, name)) return PSEUDO[name];
  if (MADE_BY_SAM.includes(name)) return name;
  return isRecord(resources) && Object.hasOwn(resources, name) ? name : new Unresolved(`!Ref ${name}`);
}

/** What a resource will be called by others is told by its logical id and the attribute: `Api.RootResourceId`. */
function attribute(name: string, { resources }: Scope): unknown {
  const [resource = ''] = name.split('.');
  return isRecord(resources) && Object.hasOwn(resources, resource) ? name : new Unresolved(`!GetAtt ${name}`);
}

function substitute([text, own]: readonly unknown[], scope: Scope): unknown {
  const variables = isRecord(own) ? own : {};
  let unknown: Unresolved | undefined;
  const filled = String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const value = Object.hasOwn(variables, name)
      ? evaluate(variables[name], scope)
      : name.includes('.')
        ? attribute(name, scope)
        : reference(name.trim(), scope);
    if (value instanceof Unresolved) unknown ??= value;
    return String(value);
  });
  return unknown ?? filled;
}

function joined(separator: unknown, parts: unknown): unknown {
  const list = parts as unknown[];
  return list.find((part) => part instanceof Unresolved) ?? list.map(String).join(String(separator));
}

function split(separator: unknown, text: unknown): unknown {
  return text instanceof Unresolved ? text : String(text).split(String(separator));
}

function findInMap(keys: readonly unknown[], { mappings }: Scope): unknown {
  const unknown = keys.find((key) => key instanceof Unresolved);
  return unknown ?? keys.reduce((map, key) => (isRecord(map) ? map[String(key)] : undefined), mappings);
}

function chosen(holds: unknown, yes: unknown, no: unknown, scope: Scope): unknown {
  return holds instanceof Unresolved ? holds : evaluate(holds ? yes : no, scope);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
function condition(expression: unknown, scope: Scope): unknown {
  const [[name = '', argument] = []] = Object.entries(isRecord(expression) ? expression : {});
  const of = (each: unknown) => condition(each, scope);
  const list = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Condition':
      return isRecord(scope.conditions)
        ? of(scope.conditions[String(argument)])
        : new Unresolved(`condition ${argument}`);
    case 'Fn::Equals': {
      const [left, right] = list.map((each) => evaluate(each, scope));
      return [left, right].find((each) => each instanceof Unresolved) ?? left === right;
    }
    case 'Fn::Not':
      return negated(of(list[0]));
    case 'Fn::And':
    case 'Fn::Or': {
      const parts = list.map(of);
      const unknown = parts.find((each) => each instanceof Unresolved);
      return unknown ?? (name === 'Fn::And' ? parts.every(Boolean) : parts.some(Boolean));
    }
    default:
      return new Unresolved(`condition ${name}`);
  }
}

function negated(holds: unknown): unknown {
  return holds instanceof Unresolved ? holds : !holds;
}

/** Every place of a value that only a deployment knows. */
export function unresolvedIn(value: unknown, at: Path = []): { readonly path: Path; readonly what: string }[] {
  if (value instanceof Unresolved) return [{ path: at, what: value.what }];
  if (Array.isArray(value)) return value.flatMap((each, index) => unresolvedIn(each, [...at, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => unresolvedIn(each, [...at, key]));
}
