import { type Tx, db } from '@/lib/core/db';
import { type EventName, type Pace, ruleOf } from './events';
import type { Schedule } from './quiet-hours';
import type { Recipient } from './recipient';

/** By which channels one person hears of one event, and when they want to be left alone. */
export interface Choice {
  email: Pace;
  inApp: boolean;
  telegramChatId: string | null;
  schedule: Schedule;
}

/** What holds for whoever has said nothing. */
export const usualSchedule: Schedule & { telegramChatId: string | null } = {
  ...{ timeZone: 'UTC', quietFrom: null, quietTo: null, digestAt: 8 * 60, telegramChatId: null },
};

/** Preferences of staff belong to no organisation. */
export const scopeOf = (side: Recipient['side'], organisationId: string | undefined): string =>
  side === 'customer' ? (organisationId ?? '') : '';

type Asked = { event: EventName; organisationId?: string; to: readonly Recipient[] };

/** What each of these people chose about an event, by `userId`; what nobody may switch off stays on. */
export async function readChoices(
  tx: Tx,
  { event, organisationId, to }: Asked,
): Promise<Map<string, Choice>> {
  const ids = to.flatMap(({ userId }) => userId ?? []);
  if (ids.length === 0) return new Map();
  const chosen = await tx.notificationPreference.findMany({ where: { userId: { in: ids }, event } });
  const schedules = await tx.notificationSchedule.findMany({ where: { userId: { in: ids } } });
  const rule = ruleOf(event);
  return new Map(
    to.flatMap(({ userId, side }) => {
      if (!userId) return [];
      const scope = scopeOf(side, organisationId);
      const own = chosen.find((row) => row.userId === userId && row.organisationId === scope);
      const schedule = schedules.find((row) => row.userId === userId) ?? usualSchedule;
      const email = rule.isTransactional ? 'now' : (own?.email ?? rule.email);
      const telegramChatId = own?.telegram ? schedule.telegramChatId : null;
      return [[userId, { email, inApp: own?.inApp ?? rule.inApp, telegramChatId, schedule }]];
    }),
  );
}

/** One person's hours, or the usual ones. */
export async function readSchedule(userId: string, tx: Tx = db) {
  return (await tx.notificationSchedule.findUnique({ where: { userId } })) ?? usualSchedule;
}
