import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { listPricedCurrencies } from '@/lib/domain/catalog/list-priced-currencies';
import { ChooseCurrencyInput } from './schema';

const refuse = (reason: string, values?: Record<string, string>) =>
  new AppError('conflict', reason, { fields: { currency: reason }, values });

/**
 * Sets the currency that an organisation is priced and charged in, while nothing was paid or invoiced in another one
 * (the database refuses it later, too). Errors: `conflict` currencyWithoutPrice where nothing is sold in it;
 * currencyFixed after that; currencyBusy while something is being paid, a tier is paid for, or auto top-up is on.
 */
export async function chooseCurrency(
  ctx: Context,
  input: z.input<typeof ChooseCurrencyInput>,
): Promise<void> {
  authorise(ctx, 'billing:manage');
  const { currency } = parse(ChooseCurrencyInput, input);
  const id = tenant(ctx);
  await transaction(async (tx) => {
    // A purchase that is being written holds this row by its foreign key: it is waited for, and then seen.
    await tx.$queryRaw`SELECT id FROM "Organisation" WHERE id = ${id} FOR UPDATE`;
    const before = await tx.organisation.findUniqueOrThrow({ where: { id }, select: { currency: true } });
    if (before.currency === currency) return;
    if (!(await listPricedCurrencies(tx)).includes(currency))
      throw refuse('currencyWithoutPrice', { currency });
    if (await isFixed(tx, id)) throw refuse('currencyFixed');
    if (await isBusy(tx, id)) throw refuse('currencyBusy');
    await tx.organisation.update({ where: { id }, data: { currency } });
    // A free tier costs nothing in any currency.
    await tx.subscription.updateMany({
      where: { organisationId: id, collection: 'free', status: { not: 'cancelled' } },
      data: { currency },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'billing.currency', recordType: 'organisation', recordId: id },
      ...{ before, after: { currency } },
    });
  });
}

/** What the trigger `keep_currency` looks at. */
export async function isFixed(tx: Tx, organisationId: string): Promise<boolean> {
  const where = { organisationId };
  const paid = await tx.payment.findFirst({ where: { ...where, status: 'succeeded' }, select: { id: true } });
  if (paid) return true;
  const issued = await tx.invoice.findFirst({
    where: { ...where, number: { not: null } },
    select: { id: true },
  });
  return issued !== null;
}

async function isBusy(tx: Tx, organisationId: string): Promise<boolean> {
  const select = { id: true } as const;
  const [payment, tier, topUp] = [
    await tx.payment.findFirst({ where: { organisationId, status: { in: ['open', 'processing'] } }, select }),
    await tx.subscription.findFirst({
      where: { organisationId, collection: { not: 'free' }, status: { not: 'cancelled' } },
      select,
    }),
    await tx.autoTopUp.findFirst({ where: { organisationId, enabled: true }, select: { enabled: true } }),
  ];
  return Boolean(payment ?? tier ?? topUp);
}
