import type { Path } from '../../model/data-file.ts';
import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import { configurationOf, type Reference, withoutKeys } from './terraform-references.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A resource as a plan has it: what it will be, and where the plan says so. */
export interface Planned {
  /** As in `module.api.aws_api_gateway_method.get["orders"]`. */
  readonly address: string;
  readonly type: string;
  /** What is known after the plan is applied, and not before, is an {@link Unresolved}. */
  readonly values: Fields;
  readonly at: Path;
}

/** A plan, and how its resources go together. */
export interface Plan {
  readonly resources: readonly Planned[];
  /** The resource of one of these types that an attribute points to, and what of it; `undefined` where the plan does not say. */
  refersTo(planned: Planned, attribute: string | Path, types: readonly string[]): Target | undefined;
  /** An attribute as the configuration has it. */
  expressionOf(planned: Planned, attribute: Path): unknown;
}

interface Target {
  readonly resource: Planned;
  /** Mostly `id`. */
  readonly attribute: string;
}

/**
 * A plan of Terraform, as `terraform show -json plan.out` prints it, or a state.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export function planOf(data: Fields): Plan {
  const [root, at] = isRecord(data.planned_values)
    ? [data.planned_values.root_module, ['planned_values']]
    : [section(data.values).root_module, ['values']];
  const unknown = unknownIn(data.resource_changes);
  const resources = resourcesOf(root, [...at, 'root_module']).map((each) => ({
    ...each,
    values: withUnknown(each.values, unknown.get(each.address), each.address) as Fields,
  }));
  const configuration = configurationOf(section(data.configuration).root_module);
  return {
    resources,
    refersTo(planned, attribute, types) {
      const candidates = resources.filter(({ type }) => types.includes(type));
      const path = typeof attribute === 'string' ? [attribute] : attribute;
      const value = path.reduce<unknown>(
        (part, key) => list(part)[Number(key)] ?? section(part)[String(key)],
        planned.values,
      );
      const known = typeof value === 'string' ? byId(value, candidates) : undefined;
      return known ?? byReference(configuration.referencesOf(planned.address, path), planned, candidates);
    },
    expressionOf: ({ address }, attribute) => configuration.expressionOf(address, attribute),
  };
}

export function section(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function resourcesOf(module: unknown, at: Path): Planned[] {
  const { resources, child_modules: children } = section(module);
  const own = list(resources).map((resource, index) => ({
    address: String(section(resource).address),
    type: String(section(resource).type),
    values: section(section(resource).values),
    at: [...at, 'resources', index, 'values'],
  }));
  const nested = list(children).flatMap((child, index) => resourcesOf(child, [...at, 'child_modules', index]));
  return [...own, ...nested];
}

/** Where each resource has values that are known after it is applied: `true` stands in their places. */
function unknownIn(changes: unknown): ReadonlyMap<string, unknown> {
  return new Map(
    list(changes).map((each) => [String(section(each).address), section(section(each).change).after_unknown]),
  );
}

function withUnknown(value: unknown, unknown: unknown, name: string): unknown {
  if (unknown === true) return new Unresolved(name);
  if (Array.isArray(unknown)) {
    const length = Math.max(unknown.length, list(value).length);
    return Array.from({ length }, (_, index) => withUnknown(list(value)[index], unknown[index], `${name}[${index}]`));
  }
  if (!isRecord(unknown)) return value;
  const entries = Object.entries(unknown)
    .map(([key, each]) => [key, withUnknown(section(value)[key], each, `${name}.${key}`)] as const)
    .filter(([, each]) => each !== undefined);
  return { ...section(value), ...Object.fromEntries(entries) };
}

/** By which others name a resource. */
const IDS = ['id', 'root_resource_id', 'bucket', 'bucket_domain_name', 'bucket_regional_domain_name'];

/** A resource that is there already says its id. */
function byId(value: string, candidates: readonly Planned[]): Target | undefined {
  for (const attribute of IDS) {
    const resource = candidates.find(({ values }) => values[attribute] === value);
    if (resource !== undefined) return { resource, attribute };
  }
  return undefined;
}

/** One that is yet to be made is named; of several instances the one with the same key is meant. */
function byReference(
  references: readonly Reference[],
  { address }: Planned,
  candidates: readonly Planned[],
): Target | undefined {
  const named = references.filter((each) => candidates.some((one) => withoutKeys(one.address) === each.address));
  const [first] = named;
  if (first === undefined || named.some((each) => each.address !== first.address)) return undefined;
  const instances = candidates.filter((one) => withoutKeys(one.address) === first.address);
  const resource =
    instances.length === 1 ? instances[0] : instances.find((one) => keyOf(one.address) === keyOf(address));
  return resource && { resource, attribute: first.attribute };
}

function keyOf(address: string): string {
  return /\[[^\]]*\]$/.exec(address)?.[0] ?? '';
}
