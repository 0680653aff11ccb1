import { type Context, authorise } from '@/lib/core/context';
import { type DeliveryModel, db } from '@/lib/core/db';
import type { JobPayload } from '@/lib/core/jobs';
import { deliverChat } from './deliver-chat';
import { deliverMail } from './deliver-mail';

/**
 * Sends what waits in the outbox under an id; for a chat, all that waits for it. The row records how it went: what fails
 * is tried again later by a job of its own, so this one ends well. Killed between sending and recording, it sends once
 * more, and the Message-ID shows mailboxes that it is the same mail.
 */
export async function deliver(
  ctx: Context,
  { deliveryId }: JobPayload<'notifications.deliver'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const row = await db.delivery.findUnique({ where: { id: deliveryId } });
  if (row?.status !== 'queued') return;
  if (row.channel === 'telegram') return deliverChat(ctx, row.recipient);
  const claimed = await claim(row);
  if (claimed) await deliverMail(ctx, claimed);
}

/** Counts the attempt before it is made: one that ends with its process counts too. */
async function claim({ id, attempts }: DeliveryModel): Promise<DeliveryModel | undefined> {
  const [row] = await db.delivery.updateManyAndReturn({
    where: { id, status: 'queued', attempts },
    data: { attempts: { increment: 1 } },
  });
  return row;
}
