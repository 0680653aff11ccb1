import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { listPricedCurrencies } from '@/lib/domain/catalog/list-priced-currencies';
import { isFixed } from './choose-currency';
import { isBuyerKnown } from './require-buyer';
import type { BillingProfileDto, BillingSettingsDto } from './schema';
import { readBillingSetting, readSeller } from './settings';

/** Who buys, as it stands on invoices from now on; what the organisation is called, until somebody filled it in. */
export async function getBillingProfile(ctx: Context): Promise<BillingProfileDto> {
  authorise(ctx, 'billing:manage');
  const isCurrencyFixed = await isFixed(db, tenant(ctx));
  const currencies = await listPricedCurrencies(db);
  const { name, country, currency, billing } = await db.organisation.findUniqueOrThrow({
    where: { id: tenant(ctx) },
    select: { name: true, country: true, currency: true, billing: true },
  });
  if (billing) {
    const { organisationId: _, updatedAt, ...profile } = billing;
    return { ...profile, currency, currencies, isCurrencyFixed, updatedAt: updatedAt.toISOString() };
  }
  return {
    ...{ legalName: name, line1: '', line2: '', city: '', region: '', postalCode: '' },
    ...{ currency, currencies, isCurrencyFixed },
    country: country ?? '',
    ...{ taxId: null, isBusiness: true, email: null, updatedAt: null },
    paper: country === 'US' || country === 'CA' ? 'letter' : 'a4',
  };
}

/** What has to be asked before the first payment; null once it is known who the invoices are for. */
export async function getBuyerQuestion(ctx: Context): Promise<BillingProfileDto | null> {
  authorise(ctx, 'billing:manage');
  return (await isBuyerKnown(db, tenant(ctx))) ? null : getBillingProfile(ctx);
}

/** What administrators set about money; the seller is null until it was set. */
export async function getBillingSettings(ctx: Context): Promise<BillingSettingsDto> {
  authorise(ctx, 'catalogue:manage');
  const [seller, invoicing, money, dunning] = await Promise.all([
    readSeller(),
    readBillingSetting('invoicing'),
    readBillingSetting('money'),
    readBillingSetting('dunning'),
  ]);
  return { seller, invoicing, money, dunning };
}
