import type { Tx } from '@/lib/core/db';
import { readAvailable } from '@/lib/domain/top-up/read-available';
import { monthOf } from '@/lib/domain/top-up/rules';
import type { Level } from './rules';

/** A wallet as warnings see it. The period is the subscription's; without one, the calendar month. */
export async function readLevel(
  tx: Tx,
  organisationId: string,
  now: Date,
): Promise<Level & { periodStart: Date }> {
  const subscription = await tx.subscription.findFirst({
    where: { organisationId, status: { not: 'cancelled' } },
    select: { id: true, periodStart: true },
  });
  const [availableMicro, lot] = await Promise.all([
    readAvailable(tx, organisationId, now),
    subscription &&
      tx.lot.findFirst({
        where: { organisationId, subscriptionId: subscription.id, periodStart: subscription.periodStart },
        select: { grantedMicro: true, remainingMicro: true },
      }),
  ]);
  return {
    availableMicro,
    totalMicro: lot?.grantedMicro ?? 0n,
    leftMicro: lot?.remainingMicro ?? 0n,
    periodStart: subscription?.periodStart ?? (await monthStart(tx, organisationId, now)),
  };
}

async function monthStart(tx: Tx, organisationId: string, now: Date): Promise<Date> {
  const { timeZone } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { timeZone: true },
  });
  return monthOf(now, timeZone).start;
}
