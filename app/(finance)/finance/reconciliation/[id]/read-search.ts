import { z } from 'zod';
import { matchKinds } from '@/lib/domain/reconciliation/schema';

const Search = z.object({
  kind: z.enum(matchKinds).optional().catch(undefined),
  /** The position of the last row of the page before. */
  after: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});

/** Which rows of a comparison are shown; what cannot be read falls back. */
export const readItemSearch = (search: Record<string, unknown>) => Search.parse(search);
