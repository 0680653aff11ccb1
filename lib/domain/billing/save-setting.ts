import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { isTaxId } from '@/lib/domain/tax/tax-id';
import {
  type BillingSetting,
  type BillingSettingKey,
  type DunningSetting,
  type InvoicingSetting,
  MoneySetting,
  SellerSetting,
  billingSettings,
} from './schema';

async function save<K extends BillingSettingKey>(
  ctx: Context,
  key: K,
  value: BillingSetting<K>,
  check?: (tx: Tx) => Promise<void>,
): Promise<void> {
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('billing-settings'))`;
    const row = await tx.setting.findUnique({ where: { key } });
    const before = row ? billingSettings[key].parse(row.value) : undefined;
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    await check?.(tx);
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    await recordAudit(tx, ctx, {
      ...{ action: 'settings.change', recordType: 'setting', recordId: key, before, after: value },
    });
  });
}

/**
 * Says who sells: invoices carry it from the next one on, and transfers go to its accounts. Errors: `invalid` with its
 * fields; `taxId` where it does not have the form of the country.
 */
export async function saveSeller(ctx: Context, input: z.input<typeof SellerSetting>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const seller = parse(SellerSetting, input);
  if (seller.taxId && !(await isTaxId(seller.country, seller.taxId)))
    throw new AppError('invalid', 'invalidInput', { fields: { taxId: 'taxId' } });
  await save(ctx, 'seller', seller);
}

/** Sets when invoices are due and how long transfers are awaited, from the next one on. Error: `invalid`. */
export async function saveInvoicing(ctx: Context, input: z.input<typeof InvoicingSetting>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  await save(ctx, 'invoicing', parse(billingSettings.invoicing, input));
}

/** Sets after how many unpaid days access is reduced and when letters go out. Error: `invalid`. */
export async function saveDunning(ctx: Context, input: z.input<typeof DunningSetting>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  await save(ctx, 'dunning', parse(billingSettings.dunning, input));
}

/**
 * Sets the currency that reports can be read in as a whole. Error: `conflict` ratesInBase while finance keeps rates:
 * they are worth something in the present one only.
 */
export async function saveMoney(ctx: Context, input: z.input<typeof MoneySetting>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const money = parse(MoneySetting, input);
  await save(ctx, 'money', money, async (tx) => {
    if (await tx.currencyRate.findFirst({ select: { currency: true } }))
      throw new AppError('conflict', 'ratesInBase', { fields: { baseCurrency: 'ratesInBase' } });
  });
}
