import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Prisma, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import type { RefundDto, RefundRowDto } from './schema';

const included = { creditNote: { select: { number: true } } } as const satisfies Prisma.RefundInclude;

const toDto = (row: Prisma.RefundGetPayload<{ include: typeof included }>): RefundDto => ({
  id: row.id,
  amountMinor: row.amountMinor.toString(),
  taxMinor: row.taxMinor.toString(),
  ...{ currency: row.currency, status: row.status, reason: row.reason, isByHand: row.isByHand },
  ...{ failure: row.failure, attempts: row.attempts, providerRefundId: row.providerRefundId },
  clawed: creditsToDecimal(row.clawedMicro),
  owed: creditsToDecimal(row.owedMicro),
  creditNote: row.creditNote?.number ?? null,
  sentOn: row.sentOn && dayIn(row.sentOn),
  bankReference: row.bankReference,
  createdAt: row.createdAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
});

/** The refunds of one payment, the newest first; the caller has authorised. */
export async function listRefundsOf(organisationId: string, paymentId: string): Promise<RefundDto[]> {
  const where = { organisationId, paymentId };
  const rows = await db.refund.findMany({ where, include: included, orderBy: { id: 'desc' } });
  return rows.map(toDto);
}

const PAGE = 50;

/** The refunds of all payments, the newest first; keyset by id. */
export async function listRefunds(
  ctx: Context,
  filter: { status?: RefundDto['status']; before?: string } = {},
): Promise<{ refunds: RefundRowDto[]; next: string | null }> {
  authorise(ctx, 'payments:manage');
  const rows = await db.refund.findMany({
    where: { status: filter.status, ...(filter.before ? { id: { lt: filter.before } } : {}) },
    include: {
      ...included,
      organisation: { select: { name: true } },
      payment: { select: { provider: true } },
    },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const refunds = rows.slice(0, PAGE).map((row) => ({
    ...toDto(row),
    ...{ paymentId: row.paymentId, organisation: row.organisation.name, provider: row.payment.provider },
  }));
  return { refunds, next: rows.length > PAGE ? (refunds.at(-1)?.id ?? null) : null };
}
