import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { enqueue } from '@/lib/core/jobs';
import { type PolicyRow, type RequestKey, readCalendar, readCalendarOf, targetsOf } from './internal';
import { advance } from './segments';
import { readOpen } from './steps';
import { tellIfBroken } from './tell-of-promise';
import { clockKey, writeAdvanced, writeNextDue } from './write-clock';

const BATCH = 100;

type Retargeting = {
  policyId: string;
  /** Only the calendar is another: what was promised to each stays promised. */
  keepsTargets: boolean;
  /** The request that the batch before ended with. */
  after?: string;
};

/**
 * Puts the promises of requests that are open under a policy, a batch at a time: what was used so far stays used, by the
 * calendar that was in force. A request that is under it already is left alone, so that a batch may run twice.
 */
export async function retargetOpen(ctx: Context, job: Retargeting): Promise<{ moved: number }> {
  authorise(ctx, 'jobs:manage');
  const { policyId, after = '' } = job;
  const requests = await db.$queryRaw<RequestKey[]>`
    SELECT DISTINCT "organisationId", "requestId" AS id FROM "SlaClock"
    WHERE state <> 'stopped' AND "policyId" <> ${policyId} AND "requestId" > ${after}
    ORDER BY "requestId" LIMIT ${BATCH}`;
  const policy = await db.slaPolicy.findUniqueOrThrow({
    where: { id: policyId },
    include: { targets: true },
  });
  for (const request of requests) await transaction((tx) => move(tx, ctx, request, policy, job.keepsTargets));
  const last = requests.at(-1);
  if (last && requests.length === BATCH)
    await enqueue(db, 'sla.retarget', { ...job, after: last.id }, { jobKey: `sla.retarget:${policyId}` });
  return { moved: requests.length };
}

type Policy = Pick<PolicyRow, 'id' | 'calendarCode' | 'targets'>;

async function move(
  tx: Tx,
  ctx: Context,
  request: RequestKey,
  policy: Policy,
  keepsTargets: boolean,
): Promise<void> {
  // Whoever turns the clocks of a request holds its lock.
  const [row] = await tx.$queryRaw<{ urgency: 'normal' | 'high' | 'critical' }[]>`
    SELECT urgency::text AS urgency FROM "Request"
    WHERE "organisationId" = ${request.organisationId} AND id = ${request.id} FOR UPDATE`;
  if (!row) return;
  const targets = new Map(targetsOf(policy, row.urgency));
  for (const { kind, clock } of await readOpen(tx, request)) {
    // Of what it promises no more, the old promise stays.
    const targetMs = keepsTargets ? clock.targetMs : (targets.get(kind) ?? clock.targetMs);
    const promised = {
      ...{ policyId: policy.id, targetMs },
      calendar: await readCalendar(tx, policy.calendarCode),
    };
    if (clock.policyId === policy.id) continue;
    const before = await readCalendarOf(tx, clock.last.policyId);
    const advanced = advance(clock, { to: 'policy', promised }, ctx.now, before);
    if (!advanced) continue;
    await writeAdvanced(tx, clockKey(request, kind), advanced);
    await tellIfBroken(tx, ctx, clockKey(request, kind), clock, advanced.clock);
  }
  await writeNextDue(tx, request);
}
