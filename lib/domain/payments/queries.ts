import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type PaymentModel, type PurchaseModel, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import type { PriceFactor } from '@/lib/domain/catalog/schema';
import { purchaseState } from './rules';
import { type PurchaseDto, PurchaseRef } from './schema';

const PAGE = 25;
const withBuyer = {
  createdBy: { select: { name: true } },
  payments: { orderBy: { id: 'desc' }, take: 1 },
  invoice: { select: { number: true } },
} as const;

type Row = PurchaseModel & {
  createdBy: { name: string } | null;
  payments: PaymentModel[];
  invoice: { number: string | null } | null;
};

const toDto = ({ payments: [payment], invoice, ...row }: Row): PurchaseDto => ({
  id: row.id,
  state: purchaseState(row, payment),
  packCode: row.packCode,
  packName: row.packName,
  credits: creditsToDecimal(row.creditsMicro),
  listPriceMinor: row.listPriceMinor.toString(),
  discountMinor: row.discountMinor.toString(),
  taxMinor: row.taxMinor.toString(),
  totalMinor: row.totalMinor.toString(),
  currency: row.currency,
  factors: row.factors as PriceFactor[],
  paymentId: payment?.id ?? null,
  provider: payment?.provider ?? null,
  invoiceNumber: invoice?.number ?? null,
  checkoutUrl: row.status === 'pending' ? (payment?.url ?? null) : null,
  declineCode: payment?.declineCode ?? null,
  isOnAccount: row.status === 'failed' && payment?.difference != null,
  returnTo: row.returnTo,
  buyer: row.createdBy?.name ?? null,
  origin: row.origin,
  createdAt: row.createdAt.toISOString(),
  paidAt: row.paidAt?.toISOString() ?? null,
});

/** One purchase of the caller's organisation. Error: `not_found`. */
export async function getPurchase(ctx: Context, input: { purchaseId: string }): Promise<PurchaseDto> {
  authorise(ctx, 'credits:read');
  const { purchaseId } = parseRef(input);
  const row = await db.purchase.findUnique({
    where: { organisationId_id: { organisationId: tenant(ctx), id: purchaseId } },
    include: withBuyer,
  });
  if (!row) throw notFound();
  return toDto(row);
}

/** An id of the wrong shape is as unknown as one of another organisation. */
function parseRef(input: { purchaseId: string }) {
  const result = PurchaseRef.safeParse(input);
  if (!result.success) throw notFound();
  return result.data;
}

/** Purchases of the caller's organisation, newest first; `before` is the id that the last page ended with. */
export async function listPurchases(ctx: Context, page: { before?: string } = {}) {
  authorise(ctx, 'billing:read');
  const rows = await db.purchase.findMany({
    where: { organisationId: tenant(ctx), id: page.before ? { lt: page.before } : undefined },
    include: withBuyer,
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  return {
    purchases: rows.slice(0, PAGE).map(toDto),
    next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
  };
}

/** The newest checkout that can still be paid; null when there is none. */
export async function getOpenPurchase(ctx: Context): Promise<PurchaseDto | null> {
  authorise(ctx, 'credits:buy');
  const row = await db.purchase.findFirst({
    where: {
      organisationId: tenant(ctx),
      status: 'pending',
      origin: 'checkout',
      expiresAt: { gt: ctx.now },
    },
    include: withBuyer,
    orderBy: { id: 'desc' },
  });
  return row && toDto(row);
}
