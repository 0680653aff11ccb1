import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { localeOf } from '@/lib/core/locales';
import { announce } from '@/lib/domain/notifications/announce';
import type { InboundStatus } from './schema';

const HOUR_MS = 3_600_000;
/** Beyond so many in an hour it is a flood: the page counts them, and what else rings is still heard. */
const RUNG_AN_HOUR = 20;

/** Tells those who run the desk that a mail waits for their look. */
export async function tellOfQuarantine(
  tx: Tx,
  ctx: Context,
  mail: { id: string; sender: string; subject: string },
): Promise<void> {
  const lately = { gte: new Date(ctx.now.getTime() - HOUR_MS), lte: ctx.now };
  const waiting = { in: ['quarantined', 'failed'] satisfies InboundStatus[] };
  const count = await tx.inboundMail.count({ where: { status: waiting, receivedAt: lately } });
  if (count > RUNG_AN_HOUR) return;
  const staff = await tx.user.findMany({
    where: { staffRoles: { hasSome: ['agent', 'admin'] }, deactivatedAt: null },
    select: { id: true, name: true, email: true, locale: true },
  });
  await announce(tx, ctx, {
    event: 'mailQuarantined',
    to: staff.map(({ id, locale, ...person }) => ({
      ...person,
      ...{ userId: id, locale: localeOf(locale), side: 'staff' as const },
    })),
    values: { sender: mail.sender, subject: mail.subject },
    path: `/desk/mail/${mail.id}`,
    key: `mail-quarantined:${mail.id}`,
  });
}
