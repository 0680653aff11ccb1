import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { moveWork } from './move-work';
import type { RequestInput } from './schema';

/**
 * Hands a request in progress to the customer; their reply takes it up again.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged` in any other status.
 */
export async function waitForCustomer(ctx: Context, input: z.input<typeof RequestInput>) {
  return moveWork(ctx, input, 'wait');
}
