import { credits } from '@/lib/core/credits';
import { DAY_MS, addDays } from '@/lib/core/time';
import type { Household, Staff } from './people';
import { type Offer, autumn, winter } from './promotions';
import { HOUR_MS, type World, later } from './world';

/** Credits that nobody bought: by a promotion code, or an admin's correction with its reason. */
export type Extra = {
  at: Date;
  source: 'promotion' | 'adjustment';
  amountMicro: bigint;
  expiresAt: Date | null;
  reason: string;
  by: string;
  /** The promotion code that brought it. */
  code?: string;
};

/** Who has redeemed the code that runs still, and on which day. */
const REDEEMED = { domain: 'kestrel', day: 176 };

/** Who, on which day of the story, how many credits, and why. */
const corrections: readonly (readonly [string, number, number, string])[] = [
  ['meridian', 61, 120, 'Goodwill: two hours without chat on Monday'],
  ['kestrel', 97, 40, 'Error events counted twice after the import of Tuesday'],
  ['lighthouse', 131, 60, 'Goodwill: the export that stopped twice'],
  ['tidewater', 149, 75, 'Agreed with Grace Holloway: trial of AI summaries'],
  ['fernhill', 74, 15, 'Refused upload was charged'],
];

/** What a customer was given besides what they bought; corrections stand in the audit log too. */
export function planExtras(world: World, household: Household, staff: Staff[]): Extra[] {
  const { customer, organisation, people } = household;
  const random = world.random(`extras:${customer.domain}`);
  const admin = staff.find(({ user }) => user.staffRoles.includes('admin'))?.user.id ?? '';
  const on = (day: number) => later(world.start, day * DAY_MS + random.between(8, 15) * HOUR_MS);
  const extras: Extra[] = [];
  const buyer = people.find(({ role }) => role !== 'member')?.user.id ?? '';
  const redeem = (at: Date, { code, name, credits: amount, validityDays }: Offer) =>
    extras.push({
      ...{ at, source: 'promotion', amountMicro: credits(amount), expiresAt: addDays(at, validityDays) },
      ...{ reason: name, by: buyer, code },
    });
  const campaignAt = on(autumn.day);
  if (organisation.createdAt < campaignAt && random.chance(0.6)) redeem(campaignAt, autumn);
  if (customer.domain === REDEEMED.domain) redeem(on(REDEEMED.day), winter);
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
