import { type Context, authorise } from '@/lib/core/context';
import { type ApprovalAskModel, type Tx, db, transaction } from '@/lib/core/db';
import { each } from '@/lib/core/each';
import { hashToken } from '@/lib/core/signed-token';
import { mailOwner, tokenOf } from './internal';

const BATCH = 200;

type Key = { organisationId: string; id: string };

/**
 * Reminds each owner once of what they have not decided, with the links of the first mail. An ask whose questions are
 * all settled is only marked. Run twice, or by two workers, nobody gets a second reminder.
 */
export async function remindApprovals(ctx: Context): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const due = await db.$queryRaw<Key[]>`
    SELECT "organisationId", id FROM "ApprovalAsk"
    WHERE "remindAt" IS NOT NULL AND "remindedAt" IS NULL AND "remindAt" <= ${ctx.now.toISOString()}::timestamptz
    ORDER BY "remindAt", id LIMIT ${BATCH}`;
  await each(due, (key) => transaction((tx) => remind(tx, ctx, key)));
}

async function remind(tx: Tx, ctx: Context, { organisationId, id }: Key): Promise<void> {
  const [ask] = await tx.approvalAsk.updateManyAndReturn({
    where: { organisationId, id, remindedAt: null },
    data: { remindedAt: ctx.now },
  });
  if (ask) await mailPending(tx, ctx, ask);
}

async function mailPending(tx: Tx, ctx: Context, ask: ApprovalAskModel): Promise<void> {
  const { organisationId, id: askId } = ask;
  const pending = await tx.approval.findMany({
    where: { organisationId, askId, status: 'pending' },
    include: {
      request: { select: { number: true, subject: true, organisation: { select: { name: true } } } },
    },
    orderBy: { id: 'asc' },
  });
  const [first] = pending;
  if (!first) return;
  const asker = await tx.user.findUniqueOrThrow({ where: { id: ask.askedById }, select: { name: true } });
  // Under a new AUTH_SECRET the link is another one: what the reminder carries must open.
  for (const approval of pending) {
    const tokenHash = hashToken(tokenOf(approval, ask.ownerEmail));
    if (tokenHash === approval.tokenHash) continue;
    await tx.approval.updateMany({ where: { organisationId, id: approval.id }, data: { tokenHash } });
  }
  await mailOwner(tx, ctx, {
    ...{ ask, organisation: first.request.organisation.name, asker: asker.name, isReminder: true },
    cards: pending.map(({ request: { number, subject }, ...approval }) => ({ ...approval, number, subject })),
  });
}
