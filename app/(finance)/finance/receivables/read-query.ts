import { z } from 'zod';
import { isPosition } from '@/lib/core/position';
import { ReceivableQuery } from '@/lib/domain/receivables/schema';

const { shape } = ReceivableQuery;

// What cannot be read falls back: an address that somebody cut short still shows the list.
const Search = z.object({
  state: shape.state.catch('open'),
  customer: z.preprocess((value) => (value === '' ? undefined : value), shape.customer.catch(undefined)),
  after: shape.after.refine((after) => !after || isPosition(after)).catch(undefined),
});

/** The filters of an address. */
export const readReceivableQuery = (search: Record<string, unknown>) => Search.parse(search);
