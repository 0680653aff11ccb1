import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { moveWork } from './move-work';
import type { RequestInput } from './schema';

/**
 * Begins work on an assigned request, or takes it up again while the customer is still silent.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged` in any other status.
 */
export async function startWork(ctx: Context, input: z.input<typeof RequestInput>) {
  return moveWork(ctx, input, 'start');
}
