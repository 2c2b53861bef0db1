import type { Path } from '../model/data-file.ts';

/** What the environment was asked for and does not have. */
export interface MissingVariable {
  readonly path: Path;
  readonly name: string;
}

/**
 * Replaces every `${env.NAME}` in every text of `data`, so that secrets need not stand in a file.
 * @returns a copy, and each variable that is not set
 */
export function withEnvironment(
  data: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { readonly data: unknown; readonly missing: readonly MissingVariable[] } {
  const missing: MissingVariable[] = [];
  const replace = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      return value.replaceAll(/\$\{env\.([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, name: string) => {
        const found = env[name];
        if (found === undefined) missing.push({ path, name });
        return found ?? whole;
      });
    }
    if (Array.isArray(value)) return value.map((each, index) => replace(each, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replace(each, [...path, key])]));
  };
  return { data: replace(data, []), missing };
}
