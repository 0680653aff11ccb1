import { type Context, authorise, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { localeOf } from '@/lib/core/locales';
import { telegramConfiguration } from '@/lib/integrations/telegram/configuration';
import { type EventName, eventsFor, ruleOf } from './events';
import { readSchedule, scopeOf, usualSchedule } from './preferences';
import type { ChoiceDto, PreferencesDto } from './schema';

/** On which side the caller hears of things, and where what they choose is kept. */
export function sideOf(of: Context) {
  const side = of.actor.kind === 'member' ? ('customer' as const) : ('staff' as const);
  return { side, organisationId: scopeOf(side, of.organisationId) };
}

/** The events that a person of this side chooses about; warnings of the wallet have a form of their own. */
export const choosable = (side: 'customer' | 'staff'): EventName[] =>
  eventsFor(side).filter((event) => event !== 'walletWarning');

/** What the caller hears of and how, and their hours; what they never chose stands at its default. */
export async function getPreferences(ctx: Context): Promise<PreferencesDto> {
  authorise(ctx, 'account:self');
  const userId = caller(ctx);
  const { side, organisationId } = sideOf(ctx);
  const [chosen, schedule, user] = await Promise.all([
    db.notificationPreference.findMany({ where: { userId, organisationId } }),
    readSchedule(userId),
    db.user.findUniqueOrThrow({ where: { id: userId }, select: { locale: true } }),
  ]);
  const choices = choosable(side).map((event): ChoiceDto => {
    const { isTransactional = false, email, inApp } = ruleOf(event);
    const own = chosen.find((row) => row.event === event);
    return {
      ...{ event, isTransactional, inApp: own?.inApp ?? inApp, telegram: own?.telegram ?? false },
      email: isTransactional ? 'now' : (own?.email ?? email),
    };
  });
  const { timeZone, quietFrom, quietTo, digestAt, telegramChatId } = schedule;
  return {
    choices,
    schedule: {
      ...{ timeZone, quietFrom, quietTo, digestAt, telegramChatId, locale: localeOf(user.locale) },
    },
    isScheduled: schedule !== usualSchedule,
    hasTelegram: side === 'staff' && telegramConfiguration() !== null,
  };
}
