import { Temporal } from 'temporal-polyfill';
import { addDays, dayIn } from '@/lib/core/time';
import type { ServiceCode } from './cast.types';
import type { Household } from './people';
import type { Random } from '@/lib/core/random';
import { HOUR_MS, STORY_DAYS, type World, entry, later } from './world';

export type Use = {
  at: Date;
  serviceCode: ServiceCode;
  quantity: number;
  amountMicro: bigint;
  reference?: string;
};

/** Monday first: offices are busy early in the week and nearly empty at its end. */
const RHYTHM = [1.06, 1.12, 1.04, 1, 0.84, 0.16, 0.1];

/** Some weeks of a customer's year hardly anybody is at work. */
const HOLIDAY_SHARE = 0.08;
/** The latest weeks are busy for everybody, so that every page has something to show. */
const BUSY_DAYS = 45;

const references: Partial<Record<ServiceCode, (random: Random) => string>> = {
  'error-analysis': (random) => `ERR-${random.whole(1_000, 9_999)}`,
  'data-export': (random) => `${random.pick(['customers', 'orders', 'events', 'invoices'])}.csv`,
  'ai-summary': (random) => `batch ${random.whole(100, 999)}`,
};

/** What so many units of a service cost, and the units that some credits pay for. */
export function unitsOf(
  world: World,
  at: Date,
  serviceCode: ServiceCode,
  credits: number,
  random: Random,
): Use {
  const { priceMicro, perUnits } = entry(world.services, serviceCode);
  const quantity = Math.max(1, Math.round((credits * 1e6 * perUnits) / Number(priceMicro)));
  const units = BigInt(perUnits);
  const amountMicro = (priceMicro * BigInt(quantity) + units - 1n) / units;
  return { at, serviceCode, quantity, amountMicro, reference: references[serviceCode]?.(random) };
}

/** Midnights of the customer's own days, from joining to leaving. */
function* localDays(from: Date, to: Date, timeZone: string) {
  let day = Temporal.PlainDate.from(dayIn(from, timeZone));
  for (;;) {
    const midnight = new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
    if (midnight >= to) return;
    yield { midnight, weekday: day.dayOfWeek - 1, day };
    day = day.add({ days: 1 });
  }
}

/** A customer's use of the services, hour by hour: more in the office's hours, more each month. */
export function planUsage(world: World, { customer, organisation }: Household, until: Date): Use[] {
  const random = world.random(`usage:${customer.domain}`);
  const uses: Use[] = [];
  let isHoliday = false;
  const { createdAt, timeZone } = organisation;
  for (const { midnight, weekday, day } of localDays(createdAt, until, timeZone)) {
    const age = (midnight.getTime() - createdAt.getTime()) / (24 * HOUR_MS);
    if (weekday === 0) isHoliday = random.chance(HOLIDAY_SHARE) && midnight < addDays(world.end, -BUSY_DAYS);
    const growth = 0.62 + 0.5 * ((midnight.getTime() - world.start.getTime()) / (STORY_DAYS * 24 * HOUR_MS));
    const mood = Math.min(1, 0.4 + age / 15) * random.between(0.72, 1.28) * (isHoliday ? 0.08 : 1);
    const credits = customer.pace * (RHYTHM[weekday] ?? 1) * growth * mood;
    const isQuiet = weekday > 4 || isHoliday;
    const calls = isQuiet ? random.whole(0, 2) : random.whole(3, Math.min(8, 4 + customer.pace / 20));
    for (let nth = 0; nth < calls; nth++) {
      const at = later(midnight, random.between(7.5, 19) * HOUR_MS);
      const part = (credits / calls) * random.between(0.5, 1.5);
      uses.push(unitsOf(world, at, random.weighted(customer.mix), part, random));
    }
    if (weekday === 0 && customer.pace > 10) {
      const at = later(midnight, 6 * HOUR_MS + random.between(0, 600_000));
      uses.push({ ...unitsOf(world, at, 'report', 1, random), reference: `week ${day.weekOfYear ?? ''}` });
    }
  }
  return uses
    .filter(({ at }) => at > createdAt && at < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
