import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { giveBack } from './give-back';
import { lockRequest } from './internal';
import { CancelInput } from './schema';

/**
 * Staff end an open request without a charge; the customer reads the reason. `released` is in credits.
 * Errors: `not_found`; `forbidden` without the right to assign; `conflict` `requestChanged` when it is not open.
 */
export async function cancelRequest(
  ctx: Context,
  input: z.input<typeof CancelInput>,
): Promise<{ requestId: string; released: string }> {
  authorise(ctx, 'desk:assign');
  const asked = parse(CancelInput, input);
  return transaction((tx) => cancel(tx, ctx, asked));
}

/** The step of `cancelRequest`, for one request and for each of several. */
export async function cancel(
  tx: Tx,
  ctx: Context,
  { requestId, reason }: z.output<typeof CancelInput>,
): Promise<{ requestId: string; released: string }> {
  const request = await lockRequest(tx, requestId);
  const released = await giveBack(tx, ctx, request, 'cancel', reason);
  await recordAudit(tx, ctx, {
    action: 'request.cancel',
    recordType: 'request',
    recordId: requestId,
    organisationId: request.organisationId,
    before: { status: request.status },
    after: { status: 'cancelled', released },
    reason,
  });
  return { requestId, released };
}
