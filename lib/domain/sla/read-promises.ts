import { type Tx, type Urgency, db } from '@/lib/core/db';
import { businessMs } from './calendar';
import { type RequestKey, readCalendarOf, readPolicy, targetsOf } from './internal';
import { Hours } from './schema';
import type { OfferedPromisesDto, PromiseDto, SlaDto, SlaSegmentDto } from './schema.dto';
import { type SlaReason, isLate } from './segments';

const urgencies = ['normal', 'high', 'critical'] as const satisfies Urgency[];

/** The promises of a request with the segments that explain them, as of `now`; none where nothing was promised. */
export async function readPromises(tx: Tx, { organisationId, id }: RequestKey, now: Date): Promise<SlaDto[]> {
  const clocks = await tx.slaClock.findMany({
    where: { organisationId, requestId: id },
    include: { segments: { orderBy: { position: 'asc' } } },
    orderBy: { kind: 'asc' },
  });
  const promises: SlaDto[] = [];
  for (const { segments, ...clock } of clocks) {
    const calendar = await readCalendarOf(tx, segments.at(-1)?.policyId ?? clock.policyId);
    const shown = segments.map((one): SlaSegmentDto => ({
      from: one.fromAt.toISOString(),
      to: one.toAt?.toISOString() ?? null,
      isRunning: one.isRunning,
      reason: one.reason as SlaReason,
      businessMs: one.businessMs === null ? businessMs(calendar, one.fromAt, now) : Number(one.businessMs),
    }));
    const usedMs = shown.reduce((sum, one) => sum + (one.isRunning ? one.businessMs : 0), 0);
    const targetMs = Number(clock.targetMs);
    const late = isLate(usedMs, targetMs);
    const hasEnded = clock.state === 'stopped' || shown.at(-1)?.reason === 'resolved';
    promises.push({
      ...{ kind: clock.kind, targetMs, usedMs, remainingMs: targetMs - usedMs, isLate: late },
      dueAt: clock.dueAt?.toISOString() ?? null,
      state: hasEnded ? (late ? 'broken' : 'kept') : clock.state === 'running' ? 'running' : 'paused',
      ...{ timeZone: calendar.timeZone, segments: shown },
    });
  }
  return promises;
}

/** What is promised to whoever files now, by urgency, and when the desk works; null where nothing is. */
export async function readOffered(now: Date): Promise<OfferedPromisesDto | null> {
  const policy = await readPolicy(db, now);
  if (!policy) return null;
  const { timeZone, hours, holidays } = policy.calendar;
  const at = (urgency: Urgency): PromiseDto => {
    const targets = new Map(targetsOf(policy, urgency));
    return {
      firstAnswerMs: targets.get('first_answer') ?? null,
      resolutionMs: targets.get('resolution') ?? null,
    };
  };
  const byUrgency = Object.fromEntries(urgencies.map((urgency) => [urgency, at(urgency)]));
  return {
    byUrgency: byUrgency as OfferedPromisesDto['byUrgency'],
    ...{ timeZone, hours: Hours.parse(hours), hasHolidays: holidays.length > 0 },
  };
}
