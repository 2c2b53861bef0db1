import type { Path } from '../../model/data-file.ts';
import { isRecord } from '../rename.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What an expression points to. */
export interface Reference {
  /** Of a resource, without the keys of its instances: `module.api.aws_api_gateway_rest_api.shop`. */
  readonly address: string;
  readonly attribute: string;
}

/** A module as it is configured, and who calls it. */
interface Module {
  /** `module.api.`; empty for the root. */
  readonly prefix: string;
  readonly configuration: Fields;
  readonly caller?: { readonly module: Module; readonly expressions: Fields };
}

/** Modules may call one another; a plan that is out of order has to end. */
const DEEPEST = 20;

/** What a plan says of how its resources are configured, by their addresses. */
export interface Configuration {
  expressionOf(address: string, attribute: Path): unknown;
  /** The resources that an expression names. */
  referencesOf(address: string, attribute: Path): Reference[];
}

/**
 * Reads which resources the expressions of a configuration name, through the variables and outputs of its modules. What a
 * local value holds is in no plan.
 * https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function configurationOf(root: unknown): Configuration {
  const found = new Map<string, { readonly module: Module; readonly expressions: Fields }>();
  collect({ prefix: '', configuration: record(root) }, found);
  const expressionOf = (address: string, attribute: Path) =>
    attribute.reduce<unknown>(
      (part, key) => (Array.isArray(part) ? part[Number(key)] : record(part)[String(key)]),
      found.get(withoutKeys(address))?.expressions,
    );
  return {
    expressionOf,
    referencesOf(address, attribute) {
      const { module } = found.get(withoutKeys(address)) ?? {};
      return module === undefined ? [] : followed(expressionOf(address, attribute), module, 0);
    },
  };
}

/** `module.a["x"].aws_b.c[0]` is configured as `module.a.aws_b.c`. */
export function withoutKeys(address: string): string {
  return address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, '');
}

function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function collect(module: Module, found: Map<string, { module: Module; expressions: Fields }>, depth = 0): void {
  const { resources } = module.configuration;
  for (const each of Array.isArray(resources) ? resources : []) {
    const { address, expressions } = record(each);
    found.set(`${module.prefix}${String(address)}`, { module, expressions: record(expressions) });
  }
  const names = depth > DEEPEST ? [] : Object.keys(record(module.configuration.module_calls));
  for (const name of names) collect(called(module, name), found, depth + 1);
}

function called(module: Module, name: string): Module {
  const call = record(record(module.configuration.module_calls)[name]);
  return {
    prefix: `${module.prefix}module.${name}.`,
    configuration: record(call.module),
    caller: { module, expressions: record(call.expressions) },
  };
}

function followed(expression: unknown, module: Module, depth: number): Reference[] {
  const { references } = record(expression);
  if (depth > DEEPEST || !Array.isArray(references)) return [];
  return references.flatMap((each) => follow(String(each), module, depth + 1));
}

function follow(reference: string, module: Module, depth: number): Reference[] {
  const [first = '', second = '', third = 'id'] = reference.replaceAll(/\[[^\]]*\]/g, '').split('.');
  if (first === 'var') {
    const { caller } = module;
    return caller === undefined ? [] : followed(caller.expressions[second], caller.module, depth);
  }
  if (first === 'module') {
    const inner = called(module, second);
    return followed(record(record(inner.configuration.outputs)[third]).expression, inner, depth);
  }
  return first.startsWith('aws_') ? [{ address: `${module.prefix}${first}.${second}`, attribute: third }] : [];
}
