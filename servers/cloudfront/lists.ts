import { z } from 'zod';

/**
 * A list as AWS writes it: `{ Quantity, Items }` in the API, `{ Items }` or a plain array in CloudFormation.
 * @returns a schema that gives out an array
 */
export function listOf<Item extends z.ZodType>(item: Item) {
  const array = z.array(item);
  const counted = z
    .strictObject({ Quantity: z.int().optional(), Items: array.nullish() })
    .refine(({ Quantity, Items }) => Quantity === undefined || Quantity === (Items ?? []).length, {
      error: "The value of Quantity and the size of Items don't match.",
      path: ['Quantity'],
    })
    .transform(({ Items }) => Items ?? []);
  return z.union([array, counted]);
}
