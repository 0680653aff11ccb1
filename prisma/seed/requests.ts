import type { SupportCategoryModel, Urgency } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { priceRequest } from '@/lib/domain/catalog/rules';
import type { PriceFactor } from '@/lib/domain/catalog/schema';
import { closesAt } from '@/lib/domain/support/rules';
import { hasOwner } from './owners';
import type { Household, Staff } from './people';
import type { Random } from '@/lib/core/random';
import { type Scenario, cancelReasons, openings, ratingComments, scenarios, thanks } from './scenarios';
import { HOUR_MS, MINUTE_MS, STORY_DAYS, type World, entry, later } from './world';

/** One thing that happens to a request after it was filed. */
export type Step =
  | { at: Date; act: 'assign'; by: string; expertId: string }
  | { at: Date; act: 'reply'; by: string; body: string; waits: boolean }
  | { at: Date; act: 'answer'; by: string; body: string }
  | { at: Date; act: 'note'; by: string; body: string }
  | { at: Date; act: 'resolve'; by: string; body: string }
  | { at: Date; act: 'cancel'; by: string; body: string }
  | { at: Date; act: 'ask'; by: string }
  | { at: Date; act: 'decide'; by: ''; decision: 'approved' | 'rejected'; comment: string | null }
  | { at: Date; act: 'withdraw' | 'close'; by: string }
  | { at: Date; act: 'rate'; by: string; score: number; comment: string | null };

export type Stage = 'new' | 'assigned' | 'in_progress' | 'waiting_on_customer';

export type RequestPlan = {
  id: string;
  holdId: string;
  household: Household;
  openedById: string;
  category: SupportCategoryModel;
  scenario: Scenario;
  urgency: Urgency;
  priceMicro: bigint;
  factors: PriceFactor[];
  at: Date;
  steps: Step[];
};

/** Requests that are open on the day of loading whatever chance says: who, how many hours ago, and how far they are. */
const unfinished: readonly (readonly [string, number, Stage, string, Urgency])[] = [
  ['lighthouse', 27, 'waiting_on_customer', 'integration', 'normal'],
  ['lighthouse', 11, 'in_progress', 'bug', 'high'],
  ['lighthouse', 5, 'new', 'question', 'normal'],
  ['meridian', 4, 'in_progress', 'incident', 'critical'],
  ['meridian', 9, 'assigned', 'performance', 'high'],
  ['tidewater', 3, 'new', 'bug', 'critical'],
  ['tidewater', 50, 'waiting_on_customer', 'question', 'normal'],
  ['kestrel', 8, 'assigned', 'bug', 'normal'],
  ['redkite', 14, 'in_progress', 'performance', 'normal'],
  ['redkite', 6, 'new', 'integration', 'high'],
  ['copperfield', 2, 'new', 'question', 'normal'],
  ['brightwater', 31, 'waiting_on_customer', 'bug', 'normal'],
  ['halcyon', 7, 'in_progress', 'bug', 'high'],
];

const pace: Record<Urgency, number> = { normal: 1, high: 0.6, critical: 0.3 };

type Desk = { experts: Staff[]; agents: Staff[] };
const deskOf = (staff: Staff[]): Desk => ({
  experts: staff.filter(({ user }) => user.staffRoles.includes('expert')),
  agents: staff.filter(({ user }) => user.staffRoles.includes('agent')),
});

function file(
  world: World,
  household: Household,
  at: Date,
  random: Random,
  code: string,
  urgency: Urgency,
): RequestPlan {
  const category = entry(world.categories, code);
  const { customerClass } = household.organisation;
  const { priceMicro, factors } = priceRequest(category, urgency, customerClass, world.priceRules);
  const present = household.people.filter(({ user }) => user.createdAt < at);
  return {
    id: world.ids.at('request', at),
    holdId: world.ids.at('hold', at),
    openedById: (present.length > 0 ? random.pick(present) : household.people[0])?.user.id ?? '',
    ...{ household, category, urgency, priceMicro, factors, at, steps: [] },
    scenario: random.pick(scenarios[code] ?? []),
  };
}

/** From the queue to the rating, as it would go if nothing ended before. */
function play(plan: RequestPlan, desk: Desk, random: Random): Step[] {
  const { category, scenario, urgency, openedById } = plan;
  const skilled = desk.experts.filter(({ skills }) => skills.includes(category.code));
  const expertId = random.pick(skilled).user.id;
  const agentId = random.pick(desk.agents).user.id;
  const steps: Step[] = [];
  let at = plan.at;
  const after = (low: number, high: number) =>
    (at = later(at, random.between(low, high) * MINUTE_MS * pace[urgency]));
  if (random.chance(0.02)) return [{ at: after(5, 40), act: 'withdraw', by: openedById }];
  const by = random.chance(0.3) ? expertId : agentId;
  steps.push({ at: after(6, 110), act: 'assign', by, expertId });
  if (random.chance(0.03))
    return [...steps, { at: after(10, 90), act: 'cancel', by: agentId, body: random.pick(cancelReasons) }];
  if (hasOwner(plan.household) && random.chance(0.2)) {
    steps.push({ at: after(3, 20), act: 'ask', by: agentId });
    const comment = random.chance(0.3) ? 'Go ahead. Tell me when it is done.' : null;
    steps.push({ at: after(30, 2_400), act: 'decide', by: '', decision: 'approved', comment });
  }
  const waits = random.chance(0.42);
  const opening = waits ? scenario.question : random.pick(openings);
  steps.push({ at: after(10, 150), act: 'reply', by: expertId, body: opening, waits });
  if (waits) steps.push({ at: after(20, 420), act: 'answer', by: openedById, body: scenario.answer });
  if (random.chance(0.45)) steps.push({ at: after(5, 60), act: 'note', by: expertId, body: scenario.note });
  if (random.chance(0.07)) after(1_200, 2_900);
  // Before it is resolved: what a customer writes afterwards would open it again.
  if (random.chance(0.4))
    steps.push({ at: after(15, 120), act: 'answer', by: openedById, body: random.pick(thanks) });
  steps.push({ at: after(30, 480), act: 'resolve', by: expertId, body: scenario.resolution });
  const resolvedAt = at;
  if (random.chance(0.72))
    steps.push(rating(later(resolvedAt, random.between(0.3, 40) * HOUR_MS), openedById, random));
  steps.push({ at: later(closesAt(resolvedAt), random.between(1, 55) * MINUTE_MS), act: 'close', by: '' });
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function rating(at: Date, by: string, random: Random): Step {
  const score = Number(random.weighted({ '5': 72, '4': 19, '3': 5, '2': 3, '1': 1 }));
  const comment = random.chance(0.45) ? random.pick(ratingComments[score] ?? []) : null;
  return { at, act: 'rate', by, score, comment };
}

/** The same up to a stage, squeezed into the time since filing. */
function stopAt(plan: RequestPlan, stage: Stage, desk: Desk, random: Random, end: Date): Step[] {
  const expertId = random.pick(desk.experts.filter(({ skills }) => skills.includes(plan.category.code))).user
    .id;
  const agentId = random.pick(desk.agents).user.id;
  const when = (share: number) => later(plan.at, (end.getTime() - plan.at.getTime()) * share);
  const { question, note } = plan.scenario;
  const waits = stage === 'waiting_on_customer';
  const steps: Step[] = [
    { at: when(0.12), act: 'assign', by: agentId, expertId },
    { at: when(0.24), act: 'reply', by: expertId, body: waits ? question : random.pick(openings), waits },
    { at: when(0.31), act: 'note', by: expertId, body: note },
  ];
  const told = steps.slice(0, stage === 'new' ? 0 : stage === 'assigned' ? 1 : 3);
  if (stage === 'assigned' && hasOwner(plan.household)) told.push({ at: when(0.5), act: 'ask', by: agentId });
  return told;
}

/** Everything that one customer files until they leave, oldest first. */
export function planRequests(world: World, household: Household, staff: Staff[], until: Date): RequestPlan[] {
  const { customer, organisation } = household;
  const random = world.random(`requests:${customer.domain}`);
  const desk = deskOf(staff);
  const plans: RequestPlan[] = [];
  const begun = later(organisation.createdAt, 3 * HOUR_MS);
  for (let day = begun; day < until; day = addDays(day, 1)) {
    const isWeekend = day.getUTCDay() % 6 === 0;
    const growth = 0.75 + 0.5 * ((day.getTime() - world.start.getTime()) / (STORY_DAYS * 24 * HOUR_MS));
    if (!random.chance((customer.requestsAWeek / (isWeekend ? 16 : 5.4)) * growth)) continue;
    const at = later(day, random.between(0, 9) * HOUR_MS);
    if (at >= until) continue;
    const code = random.weighted({ question: 30, bug: 31, performance: 14, integration: 17, incident: 8 });
    const hurry = code === 'incident' ? { high: 2, critical: 6 } : { normal: 70, high: 24, critical: 6 };
    const plan = file(world, household, at, random, code, random.weighted<Urgency>(hurry));
    plans.push({ ...plan, steps: play(plan, desk, random) });
  }
  for (const [domain, hours, stage, code, urgency] of unfinished) {
    if (domain !== customer.domain) continue;
    const plan = file(world, household, later(world.end, -hours * HOUR_MS), random, code, urgency);
    plans.push({ ...plan, steps: stopAt(plan, stage, desk, random, world.end) });
  }
  return plans.sort((a, b) => a.at.getTime() - b.at.getTime());
}
