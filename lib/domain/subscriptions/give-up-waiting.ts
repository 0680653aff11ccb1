import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { voidInvoice } from '@/lib/domain/invoices/steps';
import { giveUpPage } from './give-up-page';

/** Tiers that were ordered by invoice and not paid are given up: their invoices void, what was paid of them on account, coupons free. */
export async function giveUpWaiting(tx: Tx, ctx: Context, organisationId: string): Promise<void> {
  const waiting = await tx.subscription.findMany({
    where: { organisationId, status: 'incomplete', collection: 'invoice' },
  });
  for (const { id } of waiting) {
    const open = await tx.invoice.findMany({ where: { organisationId, subscriptionId: id, status: 'open' } });
    for (const { id: invoiceId } of open) await voidInvoice(tx, ctx, { organisationId, invoiceId });
    await giveUpPage(tx, ctx, organisationId, id);
  }
}
