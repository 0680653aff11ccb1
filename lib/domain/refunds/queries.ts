import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import type { RefundDto } from './schema';

/** The refunds of one payment, the newest first; the caller has authorised. */
export async function listRefundsOf(organisationId: string, paymentId: string): Promise<RefundDto[]> {
  const rows = await db.refund.findMany({
    where: { organisationId, paymentId },
    include: { creditNote: { select: { number: true } } },
    orderBy: { id: 'desc' },
  });
  return rows.map((row) => ({
    id: row.id,
    amountMinor: row.amountMinor.toString(),
    taxMinor: row.taxMinor.toString(),
    ...{ currency: row.currency, status: row.status, reason: row.reason, isByHand: row.isByHand },
    ...{ failure: row.failure, attempts: row.attempts, providerRefundId: row.providerRefundId },
    clawed: creditsToDecimal(row.clawedMicro),
    owed: creditsToDecimal(row.owedMicro),
    creditNote: row.creditNote?.number ?? null,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}
