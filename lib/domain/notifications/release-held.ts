import { type Context, authorise } from '@/lib/core/context';
import { type DeliveryModel, type Tx, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { localeOf } from '@/lib/core/locales';
import { messageIdOf } from '@/lib/integrations/email/message-id';
import { isEvent, ruleOf } from './events';
import { type Outgoing, readOutgoing } from './outgoing';
import { putInOutbox, queueDeliveries } from './put-in-outbox';
import { digestToken } from './unsubscribe-token';

/** More mails than this, held back by quiet hours, become one digest. */
const SINGLE_MAILS = 3;
const LINES = 50;
const PEOPLE = 200;
/** What has waited so long after its time has lost its job. */
const LOST_MS = 10 * 60_000;

/** Lets go what was held until now: mails of quiet hours, and one digest a person of what they gather. */
export async function releaseHeld(ctx: Context): Promise<{ people: number; found: number }> {
  authorise(ctx, 'jobs:manage');
  const due = await db.delivery.findMany({
    where: { status: 'held', runAt: { lte: ctx.now }, userId: { not: null } },
    distinct: ['userId'],
    select: { userId: true },
    take: PEOPLE,
  });
  for (const { userId } of due) if (userId) await transaction((tx) => releaseOf(tx, ctx, userId));
  return { people: due.length, found: await requeueLost(ctx) };
}

/** A delivery without a job would wait for ever: its worker was killed in the wrong moment, or a clock went wrong. */
async function requeueLost(ctx: Context): Promise<number> {
  return transaction(async (tx) => {
    const lost = await tx.delivery.findMany({
      where: { status: 'queued', runAt: { lt: new Date(ctx.now.getTime() - LOST_MS) } },
      orderBy: { createdAt: 'asc' },
      take: PEOPLE,
    });
    await queueDeliveries(tx, lost);
    return lost.length;
  });
}

type Held = { row: DeliveryModel; outgoing: Outgoing };

async function releaseOf(tx: Tx, ctx: Context, userId: string): Promise<void> {
  // Locked in the order of their ids: a second run waits here and finds nothing left.
  await tx.$queryRaw`
    SELECT id FROM "Delivery" WHERE "userId" = ${userId} AND status = 'held' AND "runAt" <= ${ctx.now.toISOString()}::timestamptz
    ORDER BY id FOR UPDATE`;
  const where = { userId, status: 'held' as const, runAt: { lte: ctx.now } };
  const rows = await tx.delivery.findMany({ where, orderBy: { id: 'asc' } });
  const heard = await whatTheyMayHear(tx, userId, rows);
  await tx.delivery.deleteMany({
    where: { id: { in: rows.filter((row) => !heard.includes(row)).map(idOf) } },
  });
  const chats = heard.filter(({ channel }) => channel === 'telegram');
  await letGo(tx, ctx, chats);
  const opened = await Promise.all(heard.filter(({ channel }) => channel === 'email').map(open));
  const held = opened.filter((one) => one !== null);
  // What cannot be read is let go as well: it ends among the dead letters.
  await letGo(
    tx,
    ctx,
    heard.filter((row) => row.channel === 'email' && !held.some((one) => one.row === row)),
  );
  const mails = held.filter(({ outgoing }) => outgoing.kind === 'mail');
  const gathered =
    mails.length > SINGLE_MAILS ? held : held.filter(({ outgoing }) => outgoing.kind === 'line');
  await gather(tx, ctx, userId, gathered);
  await letGo(
    tx,
    ctx,
    mails.filter((one) => !gathered.includes(one)).map(({ row }) => row),
  );
}

const idOf = ({ id }: DeliveryModel) => id;

/** Who left the staff or an organisation since hears nothing more of it. */
async function whatTheyMayHear(tx: Tx, userId: string, rows: readonly DeliveryModel[]) {
  const user = await tx.user.findUnique({
    where: { id: userId },
    select: { deactivatedAt: true, staffRoles: true, memberships: { select: { organisationId: true } } },
  });
  if (!user || user.deactivatedAt) return [];
  const own = user.memberships.map(({ organisationId }) => organisationId);
  const isStaff = user.staffRoles.length > 0;
  return rows.filter(({ event, organisationId }) => {
    if (isEvent(event) && ruleOf(event).audience === 'staff') return isStaff;
    return !organisationId || own.includes(organisationId);
  });
}

/** Null for what nothing opens any more. */
async function open(row: DeliveryModel): Promise<Held | null> {
  const outgoing = await readOutgoing(row);
  return outgoing && { row, outgoing };
}

async function letGo(tx: Tx, ctx: Context, rows: readonly DeliveryModel[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(idOf);
  await tx.delivery.updateMany({ where: { id: { in: ids } }, data: { status: 'queued', runAt: ctx.now } });
  await queueDeliveries(tx, rows);
}

/** One digest of them all; they are sent with it. */
async function gather(tx: Tx, ctx: Context, userId: string, held: readonly Held[]): Promise<void> {
  const lines = held.flatMap(({ outgoing }) => {
    if (outgoing.kind === 'line') return [{ line: outgoing.line, url: outgoing.url }];
    return outgoing.kind === 'mail' && outgoing.line ? [outgoing.line] : [];
  });
  if (lines.length === 0) return;
  const { name, email, locale, staffRoles } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  const key = `digest:${userId}:${ctx.now.toISOString()}`;
  const path = staffRoles.length > 0 ? '/staff/notifications' : '/notifications';
  const props = {
    ...{ name, items: lines.slice(0, LINES), more: Math.max(0, lines.length - LINES) },
    url: new URL(path, env.APP_URL).href,
  };
  const mail = { to: email, locale: localeOf(locale), template: 'digest' as const, props, messageId: key };
  await putInOutbox(tx, [
    {
      ...{ key, userId, channel: 'email', recipient: email, event: 'digest' },
      outgoing: { kind: 'mail', mail, unsubscribe: digestToken(userId) },
    },
  ]);
  await tx.delivery.updateMany({
    where: { id: { in: held.map(({ row }) => row.id) } },
    data: { status: 'sent', sentAt: ctx.now, payload: null, messageId: messageIdOf(key) },
  });
  await tx.notificationSchedule.updateMany({ where: { userId }, data: { digestedAt: ctx.now } });
}
