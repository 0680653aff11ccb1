import { z } from 'zod';
import { matchKinds } from '@/lib/domain/reconciliation/schema';

const Search = z.object({
  kind: z.enum(matchKinds).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Which rows of a comparison are shown; what cannot be read falls back. */
export const readItemSearch = (search: Record<string, unknown>) => Search.parse(search);
