import { type Tx, db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { type AccountLine, SELLER } from '@/lib/domain/invoices/accounts';
import { type BalanceLine, listBalance } from '@/lib/integrations/stripe/balance';
import { type Exchanged, PROVIDER, exchangedOf, feeOf, postingOf } from './rules';

/** How far back is looked again: a dispute that was not here yet is waited for as long as its event is. */
const AGAIN_DAYS = 4;
const CHUNK_DAYS = 30;
/** PostgreSQL takes some thousands of names at a time. */
const CHUNK = 1_000;

/** A transaction of the provider's balance that is not in the books, and whose payment it belongs to. */
export type Unposted = { line: BalanceLine; organisationId: string; paymentId: string | null };

/** Where to begin: some days before the last that was posted, or with our first payment; null without any. */
async function beginning(): Promise<Date | null> {
  const where = { provider: PROVIDER };
  const last = await db.providerMovement.findFirst({ where, orderBy: { occurredAt: 'desc' } });
  if (last) return addDays(last.occurredAt, -AGAIN_DAYS);
  const first = await db.payment.findFirst({
    where: { ...where, status: 'succeeded' },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  });
  return first?.createdAt ?? null;
}

/**
 * What Stripe's balance tells of and the books do not know yet, oldest first, at most a thousand at a time. Network calls: never inside
 * a transaction. Throws `provider_unavailable`.
 */
export async function* readUnposted(now: Date): AsyncGenerator<Unposted[]> {
  const first = await beginning();
  // Stripe counts in whole seconds: the one that runs counts too.
  const end = new Date(now.getTime() + 1_000);
  for (let from = first ?? end; from < end; from = addDays(from, CHUNK_DAYS)) {
    const next = addDays(from, CHUNK_DAYS);
    const lines = await listBalance({ from, to: next < end ? next : end });
    for (let at = 0; at < lines.length; at += CHUNK)
      yield withOwners(await newOnes(lines.slice(at, at + CHUNK)));
  }
}

async function newOnes(all: BalanceLine[]): Promise<BalanceLine[]> {
  const lines = all.filter(({ kind }) => kind !== 'other');
  const posted = await db.providerMovement.findMany({
    where: { provider: PROVIDER, id: { in: lines.map(({ id }) => id) } },
    select: { id: true },
  });
  const known = new Set(posted.map(({ id }) => id));
  return lines.filter(({ id }) => !known.has(id));
}

/** With the payments that they belong to, by the names that Stripe gives them. */
async function withOwners(lines: BalanceLine[]): Promise<Unposted[]> {
  const names = lines.flatMap(({ key, belongsTo }) => [key, ...belongsTo]);
  const payments = await db.payment.findMany({
    where: { provider: PROVIDER, OR: [{ providerPaymentId: { in: names } }, { reference: { in: names } }] },
    select: { organisationId: true, id: true, reference: true, providerPaymentId: true },
  });
  const byName = new Map(
    payments.flatMap((one) => [[one.reference, one] as const, [one.providerPaymentId ?? '', one] as const]),
  );
  return lines.map((line) => {
    const owner = [line.key, ...line.belongsTo].flatMap((name) => byName.get(name) ?? [])[0];
    return { line, organisationId: owner?.organisationId ?? SELLER, paymentId: owner?.id ?? null };
  });
}

export type Plan = { feeMinor: bigint; exchanged: Exchanged; reference: string; lines: AccountLine[] };

/**
 * What is to be posted for a transaction; null for nothing. Opening a dispute posts the fee that was known then: only what
 * Stripe took, or gave back, since is left, and one that is not opened here waits.
 */
export async function planOf(tx: Tx, { line, paymentId }: Unposted): Promise<Plan | null> {
  const plan = (feeMinor: bigint, exchanged: Exchanged, reference: string): Plan | null => {
    const lines = postingOf(line, feeMinor, exchanged);
    return lines.length > 0 ? { feeMinor, exchanged, reference, lines } : null;
  };
  // Money of another program on the account, or of a payment that is not settled here yet: its fee is not ours, or waits.
  if ((line.kind === 'payment' || line.kind === 'refund') && !paymentId) return null;
  if (line.kind !== 'dispute') return plan(feeOf(line), exchangedOf(line), paymentId ?? line.key);
  await tx.$queryRaw`SELECT 1 FROM "Dispute" WHERE "providerDisputeId" = ${line.key} FOR UPDATE`;
  const dispute = await tx.dispute.findUnique({ where: { providerDisputeId: line.key } });
  if (!dispute) return null;
  const { organisationId, id, feeMinor, currency } = dispute;
  const entry = { organisationId, reference: id, kind: 'dispute' } as const;
  if (!(await tx.journalEntry.findFirst({ where: entry }))) return null;
  const posted = await tx.providerMovement.aggregate({
    where: { provider: PROVIDER, reference: line.key },
    _sum: { feeMinor: true },
  });
  const left = line.disputeFeeMinor - feeMinor - (posted._sum.feeMinor ?? 0n);
  // One that is booked in the balance's own currency was never exchanged for us, whatever the cardholder's was.
  return plan(left, currency === line.settled.currency ? null : exchangedOf(line), id);
}
