import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type PaymentModel, type PurchaseModel, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { moneyToDecimal } from '@/lib/core/money';
import { type ApiPurchase, ListPurchasesInput } from './api-schema';
import { purchaseState } from './rules';

function toApi({ payments: [payment], ...row }: PurchaseModel & { payments: PaymentModel[] }): ApiPurchase {
  const money = (minor: bigint) => moneyToDecimal(minor, row.currency);
  return {
    id: row.id,
    status: purchaseState(row, payment),
    pack: row.packCode,
    name: row.packName,
    credits: creditsToDecimal(row.creditsMicro),
    price: money(row.listPriceMinor),
    discount: money(row.discountMinor),
    tax: money(row.taxMinor),
    total: money(row.totalMinor),
    currency: row.currency,
    origin: row.origin,
    checkoutUrl: row.status === 'pending' ? (payment?.url ?? null) : null,
    createdAt: row.createdAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  };
}

/** Purchases of the caller's organisation, newest first, in keyset pages. */
export async function listPurchasesForApi(ctx: Context, input: z.input<typeof ListPurchasesInput>) {
  authorise(ctx, 'billing:read');
  const { cursor, limit } = parse(ListPurchasesInput, input);
  const rows = await db.purchase.findMany({
    where: { organisationId: tenant(ctx), id: cursor ? { lt: cursor } : undefined },
    include: { payments: { orderBy: { id: 'desc' }, take: 1 } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const data = rows.slice(0, limit).map(toApi);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}
