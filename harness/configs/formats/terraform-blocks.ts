import { isRecord } from '../rename.ts';
import { Unresolved } from '../resolve.ts';
import { list } from './terraform-plan.ts';

/** A plan writes `null` for what is not said. */
export function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, said(each)]),
  );
}

/** A block is a list of one, unless nobody knows yet how many there will be. */
export function blockIn(value: unknown): unknown {
  return value instanceof Unresolved ? value : list(value)[0];
}

/** What is said in a block, and in the blocks inside, without their lists of one. */
export function blocksOf(value: unknown): unknown {
  return unwrapped(said(value));
}

/** Items are a list, however few there are; a block that is not there is an empty list. */
function unwrapped(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const [only] = list(each);
    return [key, key !== 'items' && list(each).length === 1 && isRecord(only) ? unwrapped(only) : each];
  });
  return Object.fromEntries(entries);
}
