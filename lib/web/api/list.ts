import { z } from 'zod';

/** Every list: a page of it, and the cursor of the next one; null on the last. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

/** A list that always fits on one page. */
export const wholeList = async <T>(items: Promise<T[]>) => ({ data: await items, nextCursor: null });
