import type { Context } from '@/lib/core/context';
import type { Tx, Urgency } from '@/lib/core/db';
import { type RequestKey, clockOf, readCalendar, readCalendarOf, readPolicy, targetsOf } from './internal';
import type { SlaKind } from './schema.dto';
import { type SlaReason, type Turn, advance, startClock } from './segments';
import { tellIfBroken } from './tell-of-promise';
import { clockKey, writeAdvanced, writeNewClock, writeNextDue } from './write-clock';

/**
 * What happened to a request, as its promises see it. `answered`: staff wrote for the first time. `waiting`, `quote`,
 * `approval`: somebody else has the next word. `goesOn`: they have said it.
 */
export type SlaAct =
  'answered' | 'waiting' | 'quote' | 'approval' | 'goesOn' | 'resolved' | 'reopened' | 'ended';

/**
 * Starts the promises of a request by the policy in force. Once a request: a second call does nothing. No policy, or no
 * target at this urgency: nothing is promised.
 */
export async function startClocks(
  tx: Tx,
  ctx: Context,
  request: RequestKey & { urgency: Urgency },
): Promise<void> {
  const policy = await readPolicy(tx, ctx.now);
  if (!policy) return;
  const { organisationId, id: requestId } = request;
  if (await tx.slaClock.count({ where: { organisationId, requestId } })) return;
  const calendar = await readCalendar(tx, policy.calendarCode);
  for (const [kind, targetMs] of targetsOf(policy, request.urgency)) {
    const clock = startClock({ policyId: policy.id, targetMs, calendar }, ctx.now);
    await writeNewClock(tx, clockKey(request, kind), clock);
  }
  await writeNextDue(tx, request);
}

/**
 * Turns the promises of a request. The caller holds its lock, and calls after its own change is written: whether time
 * runs again after `goesOn` is read from the request (still waiting, another quote, an approval), not guessed. The same
 * act again changes nothing.
 */
export async function turnClocks(tx: Tx, ctx: Context, request: RequestKey, act: SlaAct): Promise<void> {
  const open = await readOpen(tx, request);
  if (open.length === 0) return;
  const paused = act === 'ended' || act === 'answered' ? null : await pausedBy(tx, request, act);
  for (const { kind, ...row } of open) {
    const turn = turnOf(kind, act, paused, row.clock.last.reason);
    if (!turn) continue;
    const calendar = await readCalendarOf(tx, row.clock.last.policyId);
    const advanced = advance(row.clock, turn, ctx.now, calendar);
    if (!advanced) continue;
    await writeAdvanced(tx, clockKey(request, kind), advanced);
    // Nobody hurries for what is ended.
    if (act !== 'ended') await tellIfBroken(tx, ctx, clockKey(request, kind), row.clock, advanced.clock);
  }
  await writeNextDue(tx, request);
}

/**
 * Another urgency: what is left of each promise is counted by its target in the clock's own policy. What was promised
 * nothing until now, and has a target at this urgency, is promised it from now on.
 */
export async function retarget(tx: Tx, ctx: Context, request: RequestKey, urgency: Urgency): Promise<void> {
  for (const { kind, clock } of await readOpen(tx, request)) {
    const { policyId } = clock.last;
    const policy = await tx.slaPolicy.findUniqueOrThrow({
      where: { id: policyId },
      include: { targets: true },
    });
    const target = targetsOf(policy, urgency).find(([one]) => one === kind);
    if (!target || target[1] === clock.targetMs) continue;
    const calendar = await readCalendar(tx, policy.calendarCode);
    const promised = { policyId, targetMs: target[1], calendar };
    const advanced = advance(clock, { to: 'policy', promised }, ctx.now, calendar);
    if (!advanced) continue;
    await writeAdvanced(tx, clockKey(request, kind), advanced);
    await tellIfBroken(tx, ctx, clockKey(request, kind), clock, advanced.clock);
  }
  await startMissing(tx, ctx, request, urgency);
  await writeNextDue(tx, request);
}

/** The kinds of promise that a request has no clock for, by the policy of its other clock or else by the one in force. */
async function startMissing(tx: Tx, ctx: Context, request: RequestKey, urgency: Urgency): Promise<void> {
  const { organisationId, id: requestId } = request;
  const clocks = await tx.slaClock.findMany({
    where: { organisationId, requestId },
    include: { policy: { include: { targets: true } } },
  });
  const policy = clocks[0]?.policy ?? (await readPolicy(tx, ctx.now));
  if (!policy) return;
  const missing = targetsOf(policy, urgency).filter(([kind]) => !clocks.some((clock) => clock.kind === kind));
  const answered = missing.length > 0 && (await isAnswered(tx, request));
  const begun = missing.filter(([kind]) => kind === 'resolution' || !answered);
  if (begun.length === 0) return;
  const calendar = await readCalendar(tx, policy.calendarCode);
  for (const [kind, targetMs] of begun) {
    const clock = startClock({ policyId: policy.id, targetMs, calendar }, ctx.now, 'urgency');
    await writeNewClock(tx, clockKey(request, kind), clock);
  }
  // Somebody else may have the next word: then it begins paused.
  await turnClocks(tx, ctx, request, 'goesOn');
}

/** Whether staff have said anything yet: a price that they proposed is an answer, too. */
async function isAnswered(tx: Tx, { organisationId, id: requestId }: RequestKey): Promise<boolean> {
  const where = { organisationId, requestId };
  const messages = await tx.message.count({ where: { ...where, side: 'staff' } });
  return messages > 0 || (await tx.quote.count({ where })) > 0;
}

/** The clocks of a request that are not stopped, under their locks, each with its open segment. */
export async function readOpen(tx: Tx, { organisationId, id: requestId }: RequestKey) {
  await tx.$queryRaw`
    SELECT 1 FROM "SlaClock" WHERE "organisationId" = ${organisationId} AND "requestId" = ${requestId}
      AND state <> 'stopped' ORDER BY kind FOR UPDATE`;
  const rows = await tx.slaClock.findMany({
    where: { organisationId, requestId, state: { not: 'stopped' } },
    include: { segments: { where: { toAt: null } } },
    orderBy: { kind: 'asc' },
  });
  return rows.map(({ segments, ...row }) => ({ kind: row.kind, clock: clockOf(row, segments[0]) }));
}

type PauseReason = 'resolved' | 'waiting' | 'quote' | 'approval';

/** Why the resolution does not run, the strongest reason first; null when nothing holds it up. */
async function pausedBy(
  tx: Tx,
  { organisationId, id }: RequestKey,
  act: SlaAct,
): Promise<PauseReason | null> {
  const request = await tx.request.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id } },
    select: {
      ...{ status: true, approval: true },
      _count: { select: { quotes: { where: { status: 'proposed' } } } },
    },
  });
  const holds: Record<PauseReason, boolean> = {
    resolved: request.status === 'resolved',
    waiting: request.status === 'waiting_on_customer',
    quote: request._count.quotes > 0,
    approval: request.approval === 'pending',
  };
  const reasons = Object.keys(holds) as PauseReason[];
  return reasons.find((reason) => holds[reason] || reason === act) ?? null;
}

const goesOn: Record<PauseReason, SlaReason> = {
  resolved: 'reopened',
  waiting: 'answered',
  quote: 'quoteDecided',
  approval: 'approvalDecided',
};

/** What an act does to a promise of a kind; null: nothing. A resolution and a quote are answers, too. */
function turnOf(kind: SlaKind, act: SlaAct, paused: PauseReason | null, last: SlaReason): Turn | null {
  if (act === 'ended') return { to: 'stop' };
  if (kind === 'first_answer')
    return act === 'answered' || act === 'quote' || act === 'resolved' ? { to: 'stop' } : null;
  if (act === 'answered') return null;
  if (paused) return { to: 'pause', reason: paused };
  return { to: 'run', reason: act === 'reopened' ? 'reopened' : (goesOn[last as PauseReason] ?? 'answered') };
}
