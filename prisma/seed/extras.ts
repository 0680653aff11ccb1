import { credits } from '@/lib/core/credits';
import { DAY_MS, addDays } from '@/lib/core/time';
import type { Household, Staff } from './people';
import { HOUR_MS, type World, later } from './world';

/** Credits that nobody bought: a campaign's gift, or an admin's correction with its reason. */
export type Extra = {
  at: Date;
  source: 'promotion' | 'adjustment';
  amountMicro: bigint;
  expiresAt: Date | null;
  reason: string;
  by: string;
};

const CAMPAIGN = { day: 88, credits: 25, days: 21, reason: 'Autumn campaign' };

/** Who, on which day of the story, how many credits, and why. */
const corrections: readonly (readonly [string, number, number, string])[] = [
  ['meridian', 61, 120, 'Goodwill: two hours without chat on Monday'],
  ['kestrel', 97, 40, 'Error events counted twice after the import of Tuesday'],
  ['lighthouse', 131, 60, 'Goodwill: the export that stopped twice'],
  ['tidewater', 149, 75, 'Agreed with Grace Holloway: trial of AI summaries'],
  ['fernhill', 74, 15, 'Refused upload was charged'],
];

/** What a customer was given besides what they bought; corrections stand in the audit log too. */
export function planExtras(world: World, { customer, organisation }: Household, staff: Staff[]): Extra[] {
  const random = world.random(`extras:${customer.domain}`);
  const admin = staff.find(({ user }) => user.staffRoles.includes('admin'))?.user.id ?? '';
  const on = (day: number) => later(world.start, day * DAY_MS + random.between(8, 15) * HOUR_MS);
  const extras: Extra[] = [];
  const campaignAt = on(CAMPAIGN.day);
  if (organisation.createdAt < campaignAt && random.chance(0.6)) {
    const expiresAt = addDays(campaignAt, CAMPAIGN.days);
    const gift = { amountMicro: credits(CAMPAIGN.credits), expiresAt, reason: CAMPAIGN.reason };
    extras.push({ at: campaignAt, source: 'promotion', ...gift, by: '' });
  }
  for (const [domain, day, amount, reason] of corrections)
    if (domain === customer.domain)
      extras.push({
        at: on(day),
        source: 'adjustment',
        amountMicro: credits(amount),
        expiresAt: null,
        reason,
        by: admin,
      });
  return extras;
}
