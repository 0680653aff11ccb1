import type { Prisma, Tx } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { WAITED_DAYS, present, subject } from './internal';
import type { Ours, Span } from './rules';

const withProofs = {
  purchase: { select: { packName: true } },
  invoice: { select: { number: true } },
  proofs: true,
} satisfies Prisma.PaymentInclude;
type Transfer = Prisma.PaymentGetPayload<{ include: typeof withProofs }>;
type Receipt = Pick<Ours, 'keys' | 'amountMinor' | 'at'>;

/**
 * Transfers as they arrived: each accepted proof and each line of a statement that somebody recorded is a movement of its own,
 * for a payment may come in parts. A payment that waits for (the rest of) its money can explain a further line.
 */
export async function readTransfers(tx: Tx, { start, end }: Span): Promise<Ours[]> {
  const rows = await tx.payment.findMany({
    where: {
      provider: 'bank_transfer',
      OR: [
        { status: 'succeeded', settledAt: { gte: start, lt: end } },
        { status: { not: 'succeeded' }, createdAt: { gte: addDays(start, -WAITED_DAYS), lt: end } },
        { proofs: { some: { receivedOn: { gte: start, lt: end } } } },
      ],
    },
    include: withProofs,
    orderBy: [{ settledAt: 'asc' }, { id: 'asc' }],
  });
  const recorded = await tx.reconciliationItem.findMany({
    where: { decision: 'recorded', subjectId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ runId: 'asc' }, { position: 'asc' }],
  });
  return rows.flatMap((row) => {
    const lines = recorded.filter(({ subjectId }) => subjectId === row.id);
    const receipts = [
      ...row.proofs.flatMap((proof) => proofReceipt(row, proof)),
      ...lines.map((line) => ({
        ...{ keys: present([line.theirId, row.reference]), amountMinor: line.theirMinor ?? 0n },
        at: line.theirAt ?? row.createdAt,
      })),
    ];
    return movements(row, receipts);
  });
}

function proofReceipt({ reference }: Transfer, proof: Transfer['proofs'][number]): Receipt[] {
  const { status, receivedMinor, receivedOn, statedReference } = proof;
  if (status !== 'accepted' || receivedMinor === null || receivedOn === null) return [];
  return [{ keys: present([reference, statedReference]), amountMinor: receivedMinor, at: receivedOn }];
}

/** What came by no proof and no line was booked by hand, at the end; an open rest is told as unsettled. */
function movements(row: Transfer, receipts: Receipt[]): Ours[] {
  const keys = present([
    ...[row.providerPaymentId, row.reference],
    ...row.proofs.map(({ statedReference }) => statedReference),
  ]);
  const rest = row.receivedMinor - receipts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const at = row.settledAt ?? row.createdAt;
  const base = {
    ...{ kind: 'payment' as const, organisationId: row.organisationId, subjectId: row.id },
    ...{ currency: row.currency, text: subject(row) },
  };
  const settled = rest > 0n ? [...receipts, { keys, amountMinor: rest, at }] : receipts;
  return [
    ...settled.map((receipt) => ({ ...base, ...receipt, isSettled: true })),
    ...(row.status === 'succeeded' ? [] : [{ ...base, keys, amountMinor: 0n, at, isSettled: false }]),
  ];
}
