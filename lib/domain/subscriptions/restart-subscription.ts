import { type Context, authorise, tenant } from '@/lib/core/context';
import { type SubscriptionModel, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { expiryOf } from '@/lib/domain/payments/expiry-of';
import { providersFor } from '@/lib/domain/payments/providers';
import { openPayment } from '@/lib/domain/payments/steps';
import { listBillingInvoices, payBillingInvoice } from '@/lib/integrations/stripe/invoices';
import { bringUp } from './bring-up';
import { providerIdOf, readPaid } from './read-live';
import type { ChangeOutcomeDto } from './schema';

/**
 * Pays what is missing of a tier: the newest invoice is charged to the card that is kept now. Where the card does not
 * pay, or the tier is paid by invoice, the answer is the page at which it can be paid. Errors: `conflict` where nothing
 * is missing; `provider_unavailable`.
 */
export async function restartSubscription(ctx: Context): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  const organisationId = tenant(ctx);
  const live = await readPaid(organisationId);
  if (live.collection === 'invoice') return { url: await paymentPage(live, ctx) };
  if (live.status !== 'past_due' && live.status !== 'unpaid') throw new AppError('conflict', 'notLapsed');
  const invoices = await listBillingInvoices(providerIdOf(live));
  const open = invoices.filter(({ status }) => status === 'open' || status === 'draft').at(-1);
  const paid = open ? await payBillingInvoice(open.id) : { isPaid: true, payUrl: null };
  await bringUp(organisationId, live.id, ctx);
  return { url: paid.isPaid ? null : paid.payUrl };
}

/** The page of the payment that the open invoice waits for; the payment is made where there is none yet. */
async function paymentPage(live: SubscriptionModel, ctx: Context): Promise<string> {
  const { organisationId, id: subscriptionId, currency } = live;
  const { country } = await db.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const offered = await providersFor({ currency, country });
  const usual = offered.find(({ code }) => code !== 'stripe') ?? offered[0];
  const paymentId = await transaction(async (tx) => {
    const [open] = await tx.$queryRaw<{ id: string; dueMinor: bigint }[]>`
      SELECT id, "totalMinor" - "paidMinor" AS "dueMinor" FROM "Invoice"
      WHERE "organisationId" = ${organisationId} AND "subscriptionId" = ${subscriptionId} AND status = 'open'
      ORDER BY id DESC LIMIT 1 FOR UPDATE`;
    if (!open) throw new AppError('conflict', 'notLapsed');
    const known = await tx.payment.findFirst({
      where: { organisationId, invoiceId: open.id, status: { in: ['open', 'processing'] } },
    });
    if (known) return known.id;
    if (!usual) throw new AppError('invalid', 'providerNotOffered');
    const attempt = { organisationId, provider: usual.code, invoiceId: open.id, amountMinor: open.dueMinor };
    const createdById = 'userId' in ctx.actor ? ctx.actor.userId : null;
    const expiresAt = await expiryOf(tx, usual.code, ctx.now);
    return (await openPayment(tx, ctx, { ...attempt, currency, createdById, expiresAt })).id;
  });
  return `${env.APP_URL}/billing/payments/${paymentId}`;
}
