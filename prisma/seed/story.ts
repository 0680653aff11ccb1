import type {
  ApiKeyModel,
  MrrMovementModel,
  SubscriptionEventModel,
  PromotionUseModel,
  SubscriptionModel,
} from '@/lib/core/db';
import { DAY_MS, addDays } from '@/lib/core/time';
import type { Command } from './bulk';
import { type Extra, planExtras } from './extras';
import type { Household, Staff } from './people';
import { type Bought, unpaidPurchases } from './purchases';
import { type RequestPlan, planRequests } from './requests';
import { planMovements } from './movements';
import { planTimeline } from './timelines';
import type { Sale } from './sales';
import { planSubscriptions } from './subscriptions';
import { type Event, Teller } from './teller';
import { planUsage } from './usage';
import { MINUTE_MS, type World, later } from './world';

/** One customer's half year: the rows beside the wallet and the commands that move it, in order. */
export type Story = {
  household: Household;
  subscriptions: SubscriptionModel[];
  bought: Bought[];
  sales: Sale[];
  movements: MrrMovementModel[];
  timeline: SubscriptionEventModel[];
  requests: RequestPlan[];
  extras: Extra[];
  promotionUses: PromotionUseModel[];
  commands: Command[];
  apiKeys: ApiKeyModel[];
};

/** Whose work ran ahead of their credits, and how long before the end: one has paid since, the other owes still. */
const debts: Readonly<Record<string, number>> = { nimbus: 21 * DAY_MS, orchard: 20 * MINUTE_MS };

function requestEvents(plan: RequestPlan, end: Date): Event[] {
  const events: Event[] = [{ at: plan.at, kind: 'file', plan, by: plan.openedById }];
  for (const step of plan.steps) {
    if (step.at >= end) continue;
    if (step.act === 'resolve') events.push({ at: step.at, kind: 'resolve', plan, by: step.by });
    if (step.act === 'withdraw') events.push({ at: step.at, kind: 'cancel', plan, by: step.by });
    if (step.act === 'cancel')
      events.push({ at: step.at, kind: 'cancel', plan, by: step.by, reason: step.body });
  }
  return events;
}

/** Tells what one customer did. Nobody else is touched: each story has its own source of chance. */
export function tellStory(world: World, household: Household, staff: Staff[]): Story {
  const { subscriptions, periods, left } = planSubscriptions(world, household);
  const until = left ?? world.end;
  const extras = planExtras(world, household, staff).filter(({ at }) => at < until);
  const isDraining = household.customer.quirk === 'nearly-out';
  const teller = new Teller(world, household, isDraining ? addDays(world.end, -9) : until);
  const events: Event[] = [
    ...periods.map((period): Event => ({ at: period.start, kind: 'period', period })),
    ...planUsage(world, household, until).map((used): Event => ({ at: used.at, kind: 'use', use: used })),
    ...planRequests(world, household, staff, until).flatMap((plan) => requestEvents(plan, world.end)),
    ...extras.map((extra): Event => ({ at: extra.at, kind: 'extra', extra })),
  ];
  if (household.customer.quirk === 'stockpiles')
    events.push({
      at: addDays(household.organisation.createdAt, 3),
      kind: 'stockpile',
      packCode: 'pack-500',
    });
  const owesFor = debts[household.customer.domain];
  if (owesFor) events.push({ at: later(world.end, -owesFor), kind: 'owe' });
  for (const event of events.sort((a, b) => a.at.getTime() - b.at.getTime())) teller.tell(event);
  if (isDraining) teller.drain();
  const bought = [...teller.bought, ...unpaidPurchases(world, household)];
  const { requests, apiKeys, promotionUses, sales } = teller;
  const movements = planMovements(world, household, subscriptions);
  const timeline = planTimeline(world, subscriptions, periods);
  const beside = {
    subscriptions,
    movements,
    timeline,
    bought,
    sales,
    requests,
    extras,
    promotionUses,
    apiKeys,
  };
  return { household, ...beside, commands: teller.end() };
}
