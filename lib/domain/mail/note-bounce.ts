import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { recordBounce } from '@/lib/domain/notifications/suppression';
import { type BounceReport, isPermanent } from '@/lib/integrations/inbound/bounce';

/**
 * Writes down what a report says of a mail of ours: whom it will never reach gets no more mail. A report that names no
 * mail of ours, or only a delay, changes nothing. Gives the request that the mail was about.
 */
export async function noteBounce(
  tx: Tx,
  ctx: Context,
  { messageId, recipients }: BounceReport,
): Promise<{ organisationId?: string; requestId?: string }> {
  if (!messageId) return {};
  for (const one of recipients.filter(isPermanent)) {
    const said = `${one.status} ${one.said}`.trim();
    await recordBounce(tx, ctx, { messageId, recipient: one.recipient, said });
  }
  const sent = await tx.delivery.findFirst({
    where: { messageId },
    select: { organisationId: true, requestId: true },
  });
  return { organisationId: sent?.organisationId ?? undefined, requestId: sent?.requestId ?? undefined };
}
