import { type Context, authorise, tenant } from '@/lib/core/context';
import { type SubscriptionModel, db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { listBillingInvoices, payBillingInvoice } from '@/lib/integrations/stripe/invoices';
import { bringUp } from './bring-up';
import { providerIdOf, readPaid } from './read-live';
import type { ChangeOutcomeDto } from './schema';

/**
 * Pays what is missing of a tier that lapsed: the newest invoice is charged to the card that is kept now. Where the card
 * does not pay, or the tier is paid by invoice, the answer is the page at which it can be paid. Errors: `conflict` where
 * nothing is missing; `provider_unavailable`.
 */
export async function restartSubscription(ctx: Context): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  const organisationId = tenant(ctx);
  const live = await readPaid(organisationId);
  if (live.status !== 'past_due' && live.status !== 'unpaid') throw new AppError('conflict', 'notLapsed');
  if (live.collection === 'invoice') return { url: await paymentPage(live) };
  const invoices = await listBillingInvoices(providerIdOf(live));
  const open = invoices.filter(({ status }) => status === 'open' || status === 'draft').at(-1);
  const paid = open ? await payBillingInvoice(open.id) : { isPaid: true, payUrl: null };
  await bringUp(organisationId, live.id, ctx);
  return { url: paid.isPaid ? null : paid.payUrl };
}

async function paymentPage({
  organisationId,
  id: subscriptionId,
}: SubscriptionModel): Promise<string | null> {
  const payment = await db.payment.findFirst({
    where: {
      organisationId,
      invoice: { subscriptionId, status: 'open' },
      status: { in: ['open', 'processing'] },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  return payment && `${env.APP_URL}/billing/payments/${payment.id}`;
}
