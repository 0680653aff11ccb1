import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import type { Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { formatDecimal } from '@/lib/core/format';
import { localeOf } from '@/lib/core/locales';
import { announce } from '@/lib/domain/notifications/announce';
import { type Level, type Threshold, thresholdDto } from './rules';

type Passed = { level: Level & { periodStart: Date }; fresh: readonly Threshold[] };

/**
 * Tells each member of the most severe of these thresholds that they have not muted: in the bell, and by mail where they
 * want that. Once a period, threshold and member.
 */
export async function mailWarning(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  { level, fresh }: Passed,
): Promise<void> {
  if (fresh.length === 0) return;
  const { name, members } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: {
      name: true,
      members: {
        where: { user: { deactivatedAt: null } },
        select: {
          ...{ role: true, mutedWarnings: true, warnByEmail: true },
          user: { select: { id: true, name: true, email: true, locale: true } },
        },
      },
    },
  });
  for (const { role, mutedWarnings, warnByEmail, user } of members) {
    const told = fresh.find(({ key }) => !mutedWarnings.includes(key));
    if (!told) continue;
    const { id: userId, email, locale } = user;
    const available = formatDecimal(creditsToDecimal(level.availableMicro));
    await announce(tx, ctx, {
      ...{
        event: 'walletWarning',
        organisationId,
        values: { organisation: name, available },
        path: '/credits',
      },
      to: [
        {
          ...{ userId, name: user.name, email, locale: localeOf(locale), side: 'customer' },
          wantsNoMail: !warnByEmail,
        },
      ],
      mail: () => ({
        template: 'wallet-warning',
        props: {
          organisation: name,
          threshold: thresholdDto(told),
          availableMicro: level.availableMicro.toString(),
          mayBuy: role !== 'member',
          url: `${env.APP_URL}/credits`,
          settingsUrl: `${env.APP_URL}/settings/notifications`,
        },
      }),
      key: `wallet-warning:${organisationId}:${level.periodStart.toISOString()}:${told.key}`,
    });
  }
}
