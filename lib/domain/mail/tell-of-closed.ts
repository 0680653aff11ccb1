import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { localeOf } from '@/lib/core/locales';
import { announce } from '@/lib/domain/notifications/announce';
import type { Target } from './find-target';

const person = { name: true, email: true, locale: true } as const;

/**
 * Tells a customer whose answer came too late how to go on: the only mail that a mail is answered with, once a day, and
 * never where a machine wrote. It names no address for answers, so that none comes back to what is closed.
 */
export async function tellOfClosed(tx: Tx, ctx: Context, { author, side, ...place }: Target): Promise<void> {
  if (side !== 'customer') return;
  const { organisationId, requestId } = place;
  const [writer, request] = await Promise.all([
    'userId' in author
      ? tx.user.findUniqueOrThrow({ where: { id: author.userId }, select: person })
      : tx.contact.findUniqueOrThrow({
          where: { organisationId_id: { organisationId, id: author.contactId } },
          select: person,
        }),
    tx.request.findUniqueOrThrow({
      where: { organisationId_id: { organisationId, id: requestId } },
      select: { number: true, subject: true },
    }),
  ]);
  const by = 'userId' in author ? author.userId : author.contactId;
  await announce(tx, ctx, {
    ...{ event: 'mailNotTaken', organisationId, requestId, values: request, path: '/support/new' },
    to: [{ ...writer, ...author, locale: localeOf(writer.locale), side: 'customer' }],
    key: `mail-closed:${by}:${ctx.now.toISOString().slice(0, 10)}`,
  });
}
