import type { Tx } from '@/lib/core/db';
import type { RequestKey } from './internal';
import type { SlaKind } from './schema.dto';
import type { Advanced, Clock, Segment } from './segments';

type ClockKey = { organisationId: string; requestId: string; kind: SlaKind };

export const clockKey = ({ organisationId, id }: RequestKey, kind: SlaKind): ClockKey => ({
  ...{ organisationId, requestId: id, kind },
});

const clockRow = ({ last: _, targetMs, usedMs, ...clock }: Clock) => ({
  ...{ ...clock, targetMs: BigInt(targetMs), usedMs: BigInt(usedMs) },
});

const segmentRow = ({ from, ...segment }: Segment) => ({ ...segment, fromAt: from });

/** Writes a new clock with its first segment. */
export async function writeNewClock(tx: Tx, key: ClockKey, clock: Clock): Promise<void> {
  const { from: startedAt } = clock.last;
  await tx.slaClock.create({ data: { ...key, ...clockRow(clock), startedAt } });
  await tx.slaSegment.create({ data: { ...key, ...segmentRow(clock.last) } });
}

/** Writes what a turn did: the segment that ended, the clock, and the segment that began. */
export async function writeAdvanced(
  tx: Tx,
  key: ClockKey,
  { clock, closed, opened }: Advanced,
): Promise<void> {
  const { position, to: toAt, businessMs } = closed;
  await tx.slaSegment.update({
    where: { organisationId_requestId_kind_position: { ...key, position } },
    data: { toAt, businessMs: BigInt(businessMs) },
  });
  await tx.slaClock.update({
    where: { organisationId_requestId_kind: key },
    // Told of another end again, where there is more time than before.
    data: { ...clockRow(clock), ...(clock.nearAt && clock.nearAt > toAt ? { nearToldAt: null } : {}) },
  });
  if (opened) await tx.slaSegment.create({ data: { ...key, ...segmentRow(opened) } });
}

/** The promise of a request that ends next, for the order of queues; null while none runs. */
export async function writeNextDue(tx: Tx, { organisationId, id }: RequestKey): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Request" SET "dueAt" = (SELECT min("dueAt") FROM "SlaClock"
      WHERE "organisationId" = ${organisationId} AND "requestId" = ${id} AND state = 'running')
    WHERE "organisationId" = ${organisationId} AND id = ${id}`;
}
