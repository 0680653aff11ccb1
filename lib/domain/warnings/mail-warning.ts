import type { Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { type Level, type Threshold, thresholdDto } from './rules';

/** One mail to each member who wants it, naming the most severe of these that the member has not muted. */
export async function mailWarning(
  tx: Tx,
  organisationId: string,
  level: Level & { periodStart: Date },
  fresh: readonly Threshold[],
): Promise<void> {
  if (fresh.length === 0) return;
  const { name, members } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: {
      name: true,
      members: {
        where: { warnByEmail: true, user: { deactivatedAt: null } },
        select: { role: true, mutedWarnings: true, user: { select: { id: true, email: true } } },
      },
    },
  });
  for (const { role, mutedWarnings, user } of members) {
    const told = fresh.find(({ key }) => !mutedWarnings.includes(key));
    if (!told) continue;
    await enqueueEmail(tx, {
      key: `wallet-warning:${organisationId}:${level.periodStart.toISOString()}:${told.key}:${user.id}`,
      to: user.email,
      template: 'wallet-warning',
      props: {
        organisation: name,
        threshold: thresholdDto(told),
        availableMicro: level.availableMicro.toString(),
        mayBuy: role !== 'member',
        url: `${env.APP_URL}/credits`,
        settingsUrl: `${env.APP_URL}/settings/notifications`,
      },
    });
  }
}
