import { z } from 'zod';

/** A static value: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html */
const LITERAL = "'[\\t\\x20-\\x26\\x28-\\x7e\\x80-\\xff]*'";

const valueSchema = (source: string, example: string) => {
  const error = `must be a literal in single quotes, as in '*', or ${example}`;
  return z.string({ error }).regex(new RegExp(`^(?:${LITERAL}|${source})$`), { error });
};

/** What a gateway response gives to a header: a literal, or what the request has. */
export const requestValueSchema = valueSchema(
  'method\\.request\\.(?:header|querystring)\\.[^\\s.]+',
  'method.request.header.NAME',
);

/** What an integration response gives to a header: a literal, or what the integration has answered. */
export const integrationValueSchema = valueSchema(
  'integration\\.response\\.header\\.[^\\s.]+',
  'integration.response.header.NAME',
);

/** A parameter that stands for a header, as in `method.response.header.Vary`. @param place what stands before its name */
export const headerParameterSchema = (place: string) =>
  z.string().regex(new RegExp(`^${place.replaceAll('.', '\\.')}\\.[!#$%&'*+^_\`|~0-9A-Za-z-]+$`), {
    error: `must be ${place}.NAME`,
  });

/** A parameter of the request, as in `method.request.header.X-Tenant`. */
export const requestParameterSchema = z
  .string()
  .regex(/^method\.request\.(header|multivalueheader|querystring|multivaluequerystring|path)\.[^\s.]+$/, {
    error: 'must be method.request.header.NAME, or of querystring or path',
  });

/** The name of the header that a parameter stands for, in lower case. */
export function headerName(parameter: string): string {
  return parameter.slice(parameter.lastIndexOf('.') + 1).toLowerCase();
}

/**
 * The headers that parameters come to.
 * @param parameters values by parameter, as the schemas above have them
 * @param sources what is there to be mapped, by kind and lower-case name; a header whose value is not there is left out
 */
export function mappedHeaders(
  parameters: Readonly<Record<string, string>>,
  sources: Readonly<Record<string, (name: string) => string | undefined>>,
): Record<string, string> {
  const entries = Object.entries(parameters).flatMap(([parameter, expression]) => {
    const value = resolved(expression, sources);
    return value === undefined ? [] : [[headerName(parameter), value] as const];
  });
  return Object.fromEntries(entries);
}

function resolved(expression: string, sources: Parameters<typeof mappedHeaders>[1]): string | undefined {
  if (expression.startsWith("'")) return expression.slice(1, -1);
  const [, , kind = '', name = ''] = expression.split('.');
  return sources[kind]?.(name);
}
