import { type Context, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { issueInvoice } from '@/lib/domain/invoices/steps';
import { expiryOf } from '@/lib/domain/payments/expiry-of';
import { providersFor } from '@/lib/domain/payments/providers';
import { openPayment } from '@/lib/domain/payments/steps';
import { giveUpWaiting } from './give-up-waiting';
import type { Planned } from './plan-change';
import { invoiceDraftOf } from './renewal-draft';
import { lockLive } from './retire';
import type { ChangeOutcomeDto } from './schema';
import { startFreePeriod, startPaidPeriod } from './start-paid-period';
import { writeWaiting } from './write-waiting';

type Start = Extract<Planned, { kind: 'start' }>;

/**
 * Issues the first period's invoice and leads to our page of its payment; the tier begins when it is paid, or at once
 * where a coupon leaves nothing to pay.
 */
export async function startByInvoice(start: Start, ctx: Context): Promise<ChangeOutcomeDto> {
  const organisationId = tenant(ctx);
  const { currency, country } = start.terms;
  const offered = await providersFor({ currency, country });
  const usual = offered.find(({ code }) => code !== 'stripe') ?? offered[0];
  if (!usual) throw new AppError('conflict', 'providerNotOffered');
  const paymentId = await transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const live = await lockLive(tx, organisationId);
    if (live && live.collection !== 'free') throw new AppError('conflict', 'subscribedAlready');
    await giveUpWaiting(tx, ctx, organisationId);
    const waiting = await writeWaiting(tx, ctx, organisationId, start);
    if (waiting.priceMinor === waiting.discountMinor) {
      await startFreePeriod(tx, ctx, waiting, waiting);
      return null;
    }
    const invoice = await issueInvoice(tx, ctx, invoiceDraftOf(waiting, waiting));
    // Money on account paid it.
    if (invoice.status === 'paid') await startPaidPeriod(tx, ctx, invoice);
    const amountMinor = invoice.totalMinor - invoice.paidMinor;
    if (amountMinor === 0n) return null;
    const payment = await openPayment(tx, ctx, {
      ...{ organisationId, provider: usual.code, invoiceId: invoice.id, currency },
      ...{ amountMinor, createdById: 'userId' in ctx.actor ? ctx.actor.userId : null },
      expiresAt: await expiryOf(tx, usual.code, ctx.now),
    });
    return payment.id;
  });
  return { url: paymentId && `${env.APP_URL}/billing/payments/${paymentId}` };
}
