import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { isEvent } from './events';
import {
  ListNotificationsInput,
  MarkNotificationsInput,
  type NotificationDto,
  type NotificationsDto,
} from './schema';

const PAGE = 20;

/** A member sees what concerns the organisation they look at; staff what concerns them as staff. */
const own = (ctx: Context) => ({
  userId: caller(ctx),
  organisationId: ctx.actor.kind === 'member' ? tenant(ctx) : null,
});

/** What rang for the caller, the newest first, in pages of 20, and how many of all they have not read. */
export async function listNotifications(
  ctx: Context,
  input: z.input<typeof ListNotificationsInput> = {},
): Promise<NotificationsDto> {
  authorise(ctx, 'account:self');
  const { before } = parse(ListNotificationsInput, input);
  const where = own(ctx);
  const last = before ? await db.notification.findFirst({ where: { ...where, id: before } }) : null;
  const older = last && {
    OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }],
  };
  const [rows, unread] = await Promise.all([
    db.notification.findMany({
      where: { ...where, ...older },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: PAGE + 1,
    }),
    db.notification.count({ where: { ...where, readAt: null } }),
  ]);
  const shown = rows.slice(0, PAGE);
  return {
    rows: shown.flatMap(dtoOf),
    unread,
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

type Row = Awaited<ReturnType<typeof db.notification.findMany>>[number];

/** An event of a later version is not shown: this one has no words for it. */
function dtoOf({ id, event, values, path, createdAt, readAt }: Row): NotificationDto[] {
  if (!isEvent(event)) return [];
  const said = values as Record<string, string>;
  return [{ id, event, values: said, path, at: createdAt.toISOString(), isRead: readAt !== null }];
}

/** Marks those of the caller as read, or all of them; other people's stay as they are. Twice is the same as once. */
export async function markNotificationsRead(
  ctx: Context,
  input: z.input<typeof MarkNotificationsInput> = {},
): Promise<{ unread: number }> {
  authorise(ctx, 'account:self');
  const { ids } = parse(MarkNotificationsInput, input);
  const chosen = ids ? { id: { in: ids } } : { createdAt: { lte: ctx.now } };
  const where = { ...own(ctx), readAt: null };
  await db.notification.updateMany({ where: { ...where, ...chosen }, data: { readAt: ctx.now } });
  return { unread: await db.notification.count({ where }) };
}
