import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { announce } from '@/lib/domain/notifications/announce';
import { readColleague, readStaff } from '@/lib/domain/notifications/read-staff';
import type { SlaKind } from './schema.dto';
import type { Clock } from './segments';

type Promised = { organisationId: string; requestId: string; kind: SlaKind };

/** Tells of one promise: who works on the request that it is near, or the desk while nobody does; both that it is broken. */
export async function tellOfPromise(
  tx: Tx,
  ctx: Context,
  row: Promised,
  event: 'slaNear' | 'slaBreached',
): Promise<void> {
  const { organisationId, requestId, kind } = row;
  const { number, subject, expertId, organisation, reopenCount } = await tx.request.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: requestId } },
    select: {
      ...{ number: true, subject: true, expertId: true, reopenCount: true },
      organisation: { select: { name: true } },
    },
  });
  const mine = await readColleague(tx, expertId);
  const isOfDesk = event === 'slaBreached' || mine.length === 0;
  await announce(tx, ctx, {
    ...{ event, organisationId, requestId, path: `/desk/requests/${requestId}` },
    to: isOfDesk ? await readStaff(tx, expertId ? [expertId] : []) : mine,
    values: {
      ...{ number, subject, organisation: organisation.name },
      promise: kind === 'first_answer' ? 'firstAnswer' : 'resolution',
    },
    key: `${event}:${requestId}:${kind}:${reopenCount}:${ctx.now.getTime()}`,
  });
}

/** A promise that a turn found broken before `watchClocks` came by is told of there: it looks at no clock twice. */
export async function tellIfBroken(
  tx: Tx,
  ctx: Context,
  row: Promised,
  before: Clock,
  after: Clock,
): Promise<void> {
  if (after.breachedAt && !before.breachedAt) await tellOfPromise(tx, ctx, row, 'slaBreached');
}
