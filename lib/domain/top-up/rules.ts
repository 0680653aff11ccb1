import { zoned } from '@/lib/core/time';
import type { PauseReason } from '@/lib/domain/payments/top-up-rules';
import type { TopUpState } from './schema';

/** The calendar month of an instant in a time zone: from its first midnight to the next month's. */
export function monthOf(now: Date, timeZone: string): { start: Date; end: Date } {
  const first = zoned(now, timeZone).with({ day: 1 }).startOfDay();
  return {
    start: new Date(first.epochMilliseconds),
    end: new Date(first.add({ months: 1 }).startOfDay().epochMilliseconds),
  };
}

/** A card pays until the end of its month (`2030-04`), wherever its owner is. */
export function isExpired(expiry: string | null, now: Date): boolean {
  return expiry !== null && expiry < now.toISOString().slice(0, 7);
}

type Settings = {
  enabled: boolean;
  status: 'active' | 'paused';
  nextTryAt: Date | null;
  thresholdMicro: bigint;
  agreedMinor: bigint;
  monthlyCapMinor: bigint;
  currency: string;
  paymentMethodId: string | null;
  cardExpiry: string | null;
};

type Moment = {
  now: Date;
  availableMicro: bigint;
  /** Null when the pack is not sold any more. */
  price: { totalMinor: bigint; currency: string } | null;
  /** Charged in this calendar month, what is on its way included. */
  spentMinor: bigint;
  monthEnd: Date;
};

export type Decision =
  | { do: 'nothing' }
  | { do: 'recover' }
  | { do: 'charge' }
  | { do: 'rest'; status: 'active' | 'paused'; pausedReason: PauseReason; nextTryAt: Date | null };

/** True when the wallet asks for a top-up that may start now. */
export const isDue = (settings: Settings, moment: Pick<Moment, 'now' | 'availableMicro'>): boolean =>
  settings.enabled &&
  settings.status === 'active' &&
  (settings.nextTryAt === null || settings.nextTryAt <= moment.now) &&
  moment.availableMicro < settings.thresholdMicro;

/** What an auto top-up does at this moment; the first thing that stands in the way is what it says. */
export function decideTopUp(settings: Settings, moment: Moment): Decision {
  if (!isDue(settings, moment)) {
    const hasRecovered = settings.nextTryAt !== null && settings.nextTryAt <= moment.now;
    return { do: hasRecovered && settings.status === 'active' ? 'recover' : 'nothing' };
  }
  const pause = (pausedReason: PauseReason): Decision => ({
    ...{ do: 'rest', status: 'paused', pausedReason, nextTryAt: null },
  });
  if (!settings.paymentMethodId) return pause('card_missing');
  if (isExpired(settings.cardExpiry, moment.now)) return pause('card_expired');
  const { price } = moment;
  if (!price) return pause('pack_gone');
  if (price.currency !== settings.currency || price.totalMinor > settings.agreedMinor)
    return pause('price_changed');
  if (moment.spentMinor + price.totalMinor > settings.monthlyCapMinor)
    return { do: 'rest', status: 'active', pausedReason: 'cap_reached', nextTryAt: moment.monthEnd };
  return { do: 'charge' };
}

/** What the settings page says it does. */
export function topUpState(
  settings: Pick<Settings, 'enabled' | 'status' | 'nextTryAt'>,
  isCharging: boolean,
  now: Date,
): TopUpState {
  if (isCharging) return 'charging';
  if (!settings.enabled) return 'off';
  if (settings.status === 'paused') return 'paused';
  return settings.nextTryAt && settings.nextTryAt > now ? 'waiting' : 'watching';
}
