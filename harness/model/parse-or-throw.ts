import { z } from 'zod';

/**
 * Checks what somebody wrote in code, where an error is thrown and not collected.
 * @throws an Error that names `what` and each wrong field
 */
export function parseOrThrow<Schema extends z.ZodType>(schema: Schema, input: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Error(`${what} is malformed:\n${z.prettifyError(parsed.error)}`);
}
