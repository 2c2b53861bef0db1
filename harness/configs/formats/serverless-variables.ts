import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';

/** Variables may lead to one another; a circle has to end. */
const DEEPEST = 20;

/**
 * Fills in `${self:custom.x}` and the fallbacks of other variables (`${opt:stage, 'dev'}`); what the environment or the
 * cloud knows stays an {@link Unresolved}. https://www.serverless.com/framework/docs/guides/variables
 * @param given values of variables by their whole name, as in `opt:stage` or `env:DOMAIN`
 */
export function fillVariables(service: unknown, given: Readonly<Record<string, string>>): unknown {
  return fill(service, service, given, 0);
}

function fill(value: unknown, service: unknown, given: Readonly<Record<string, string>>, depth: number): unknown {
  if (typeof value === 'string') return fillText(value, service, given, depth);
  if (Array.isArray(value)) return value.map((each) => fill(each, service, given, depth));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, service, given, depth)]));
}

function fillText(text: string, service: unknown, given: Readonly<Record<string, string>>, depth: number): unknown {
  const lookUp = (expression: string) => variable(expression, service, given, depth + 1);
  const whole = /^\$\{([^{}]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) return lookUp(whole);
  let unknown: Unresolved | undefined;
  const filled = text.replaceAll(/\$\{([^{}]+)\}/g, (_, expression: string) => {
    const value = lookUp(expression);
    if (value instanceof Unresolved) unknown ??= value;
    return String(value);
  });
  return unknown ?? filled;
}

/** The first of its alternatives that is known. */
function variable(
  expression: string,
  service: unknown,
  given: Readonly<Record<string, string>>,
  depth: number,
): unknown {
  for (const alternative of depth > DEEPEST ? [] : expression.split(',').map((each) => each.trim())) {
    const quoted = /^(['"])(.*)\1$/.exec(alternative)?.[2];
    if (quoted !== undefined) return quoted;
    if (Object.hasOwn(given, alternative)) return given[alternative];
    const path = /^self:(?:\$\{)?(.+)$/.exec(alternative)?.[1];
    const found = path?.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), service);
    if (found !== undefined) return fill(found, service, given, depth);
  }
  return new Unresolved(`\${${expression}}`);
}
