import { z } from 'zod';
import { fieldNameSchema } from '../rules.ts';
import { listOf } from './lists.ts';

/** Which of a request's headers, cookies or query strings are meant. */
export interface Selection {
  readonly behavior: 'none' | 'whitelist' | 'allExcept' | 'all';
  readonly names: readonly string[];
}

export const NOTHING: Selection = { behavior: 'none', names: [] };

export function isSelected({ behavior, names }: Selection, name: string): boolean {
  switch (behavior) {
    case 'none':
      return false;
    case 'all':
      return true;
    case 'whitelist':
      return names.includes(name);
    case 'allExcept':
      return !names.includes(name);
  }
}

const behaviorSchema = z.enum(['none', 'whitelist', 'allExcept', 'all']);
const namesSchema = listOf(z.string()).optional();
/** Header names in lower case. */
export const headerNamesSchema = listOf(fieldNameSchema).optional();

/** Of cookies. */
export const cookiesConfigSchema = z
  .strictObject({ CookieBehavior: behaviorSchema, Cookies: namesSchema })
  .transform(({ CookieBehavior, Cookies = [] }): Selection => ({ behavior: CookieBehavior, names: Cookies }));

/** Of the parameters in a query. */
export const queryStringsConfigSchema = z
  .strictObject({ QueryStringBehavior: behaviorSchema, QueryStrings: namesSchema })
  .transform(({ QueryStringBehavior, QueryStrings = [] }): Selection => {
    return { behavior: QueryStringBehavior, names: QueryStrings };
  });
