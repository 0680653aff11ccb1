import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { requireBuyer } from '@/lib/domain/billing/require-buyer';
import { type Planned, dueNow, planChange } from './plan-change';
import { planLater } from './plan-later';
import { type ChangeOutcomeDto, ChangeSubscriptionInput } from './schema';
import { startByInvoice } from './start-by-invoice';
import { startByCard } from './start-by-card';
import type { TierChoice } from './terms';
import { upgradeByInvoice } from './upgrade-by-invoice';
import { upgradeNow } from './upgrade-now';

/**
 * Chooses a tier: the first one, a higher one at once, a lower one or another interval with the next period. It charges
 * only the amount that the buyer saw. Answers where to go on: the provider's page, our page of the payment, or nowhere
 * when it is done. Errors: `conflict` when the amount is another one now or the tier cannot be changed, `not_found` for
 * a tier that is not offered, `invalid` beside `couponCode`, `provider_unavailable`.
 */
export async function changeSubscription(
  ctx: Context,
  input: z.input<typeof ChangeSubscriptionInput>,
): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  const { dueNowMinor, ...choice } = parse(ChangeSubscriptionInput, input);
  const planned = await agreedPlan(ctx, choice, BigInt(dueNowMinor));
  switch (planned.kind) {
    case 'start':
      await requireBuyer(db, tenant(ctx));
      return planned.collection === 'stripe' ? startByCard(planned, ctx) : startByInvoice(planned, ctx);
    case 'now':
      return upgradeNow(planned, ctx);
    case 'invoiced':
      return upgradeByInvoice(planned, ctx);
    case 'later':
      return planLater(planned, ctx);
  }
}

/** Ten minutes may have turned between the look and the press: then the amount is that of the window before. */
async function agreedPlan(ctx: Context, choice: TierChoice, seenMinor: bigint): Promise<Planned> {
  for (const windowsAgo of [0, 1]) {
    const planned = await planChange(tenant(ctx), choice, ctx, windowsAgo);
    if (dueNow(planned).dueMinor === seenMinor) return planned;
    if (planned.kind !== 'now' && planned.kind !== 'invoiced') break;
  }
  throw new AppError('conflict', 'changeCostDiffers');
}
