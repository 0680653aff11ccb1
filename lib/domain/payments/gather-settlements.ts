import type { Context } from '@/lib/core/context';
import type { PaymentModel } from '@/lib/core/db';
import { transaction } from '@/lib/core/db';
import { settleTogether } from '@/lib/core/settle-together';
import { type Arrival, type Received, type Settlement, settlePayments } from './settle-payments';

const gather = settleTogether(
  (ctx, arrivals: readonly (Arrival & { ctx: Context; organisationId: string })[]) =>
    transaction((tx) => settlePayments(tx, ctx, arrivals)),
);

/**
 * `settlePayment` in a transaction shared with the other payments of invoices that jobs settle at this moment: when a
 * month turns they come by the thousand. Not for packs: each draws a number.
 */
export const gatherSettlement = (
  ctx: Context,
  payment: PaymentModel,
  received: Received,
): Promise<Settlement> => gather({ ctx, organisationId: payment.organisationId, payment, received });
