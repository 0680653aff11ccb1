import { type Tx } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import type { Ours, Span } from './rules';
import type { ReconciledProvider } from './schema';
import { WAITED_DAYS, present, subject } from './internal';
import { readTransfers } from './transfers';

/**
 * What we hold of one provider in some days: payments, refunds and disputes, payments that still wait for money, and what the
 * provider kept by itself and paid out, which arrives at the bank.
 */
export async function readOurs(tx: Tx, provider: ReconciledProvider, span: Span): Promise<Ours[]> {
  return [
    ...(provider === 'bank_transfer' ? await readTransfers(tx, span) : await payments(tx, provider, span)),
    ...(await refunds(tx, provider, span)),
    ...(await disputes(tx, provider, span)),
    ...(provider === 'bank_transfer' ? await arrivals(tx, span) : await movements(tx, provider, span)),
  ];
}

const nobodys = { organisationId: null, subjectId: null, isSettled: true };

/** Fees that came by themselves, and payouts, as the provider's own balance has them. */
async function movements(tx: Tx, provider: string, { start, end }: Span): Promise<Ours[]> {
  const rows = await tx.providerMovement.findMany({
    where: { provider, kind: { in: ['payout', 'fee'] }, occurredAt: { gte: start, lt: end } },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, kind, amountMinor, feeMinor, currency, occurredAt: at }) => ({
    ...{ ...nobodys, kind: kind === 'payout' ? ('payout' as const) : ('fee' as const), keys: [id], text: '' },
    ...{ amountMinor: kind === 'payout' ? amountMinor : -feeMinor, currency, at },
  }));
}

/**
 * Payouts, from the day that the books have them at the bank: one that is still on its way is missing there. A bank's text
 * rarely has more of them than the provider's name.
 */
async function arrivals(tx: Tx, { start, end }: Span): Promise<Ours[]> {
  const days = { gte: start, lt: end };
  const rows = await tx.providerMovement.findMany({
    where: { kind: 'payout', OR: [{ occurredAt: days }, { arrivesAt: days }] },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ provider, reference, amountMinor, currency, text, occurredAt: at }) => ({
    ...{ ...nobodys, kind: amountMinor < 0n ? ('payment' as const) : ('refund' as const), text },
    ...{ keys: [reference], words: [provider], amountMinor: -amountMinor, currency, at },
  }));
}

async function payments(tx: Tx, provider: string, { start, end }: Span): Promise<Ours[]> {
  const rows = await tx.payment.findMany({
    where: {
      provider,
      OR: [
        { status: 'succeeded', settledAt: { gte: start, lt: end } },
        { status: { not: 'succeeded' }, createdAt: { gte: addDays(start, -WAITED_DAYS), lt: end } },
      ],
    },
    include: {
      purchase: { select: { packName: true } },
      invoice: { select: { number: true } },
    },
    orderBy: [{ settledAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    ...{ kind: 'payment', organisationId: row.organisationId, subjectId: row.id, text: subject(row) },
    keys: present([row.providerPaymentId, row.providerId, row.reference]),
    ...{ amountMinor: row.receivedMinor, currency: row.currency, at: row.settledAt ?? row.createdAt },
    isSettled: row.status === 'succeeded',
  }));
}

async function refunds(tx: Tx, provider: string, { start, end }: Span): Promise<Ours[]> {
  // One by hand left the bank, whoever had taken the money, on the day that somebody said.
  const isBank = provider === 'bank_transfer';
  const rows = await tx.refund.findMany({
    where: {
      ...(isBank ? { isByHand: true } : { isByHand: false, payment: { provider } }),
      OR: [
        {
          status: 'succeeded',
          ...(isBank ? { sentOn: { gte: start, lt: end } } : { settledAt: { gte: start, lt: end } }),
        },
        { status: 'pending', createdAt: { lt: end } },
      ],
    },
    include: { payment: { select: { reference: true } } },
    orderBy: [{ settledAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    ...{ kind: 'refund', organisationId: row.organisationId, subjectId: row.id, text: row.reason },
    keys: present([
      ...[row.providerRefundId, row.id, row.bankReference],
      row.isByHand ? row.payment.reference : null,
    ]),
    ...{ amountMinor: -row.amountMinor, currency: row.currency },
    at: row.sentOn ?? row.settledAt ?? row.createdAt,
    isSettled: row.status === 'succeeded',
  }));
}

/** A dispute takes its amount when it is opened, and gives it back when it is won. */
async function disputes(tx: Tx, provider: string, { start, end }: Span): Promise<Ours[]> {
  const rows = await tx.dispute.findMany({
    where: {
      payment: { provider },
      OR: [{ openedAt: { gte: start, lt: end } }, { closedAt: { gte: start, lt: end } }],
    },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  });
  const base = (row: (typeof rows)[number]) => ({
    ...{ kind: 'dispute' as const, organisationId: row.organisationId, subjectId: row.id, text: row.reason },
    ...{ keys: [row.providerDisputeId], currency: row.currency, isSettled: true },
  });
  return rows.flatMap((row) => [
    { ...base(row), amountMinor: -row.amountMinor, at: row.openedAt },
    ...(row.status === 'won' && row.closedAt
      ? [{ ...base(row), amountMinor: row.amountMinor, at: row.closedAt }]
      : []),
  ]);
}
