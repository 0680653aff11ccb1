import type { Context } from '@/lib/core/context';
import { Prisma, type Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import type { AuthenticationResults } from '@/lib/integrations/inbound/authentication-results';
import type { ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import { oneLine } from './rules';
import type { InboundStatus } from './schema';

/** Somebody was faster: the mail has been taken, released or rejected meanwhile. */
export const mailChanged = () => new AppError('conflict', 'mailChanged');

/** What lists show of a mail; untrusted. */
export function factsOf(mail: ParsedMail, sender: string | null, results: AuthenticationResults[]) {
  return {
    fromAddress: sender ?? oneLine(mail.from.map(({ address }) => address).join(', '), 320),
    fromName: oneLine(mail.from[0]?.name ?? '', 200),
    subject: oneLine(mail.subject, 300),
    authentication: results.length > 0 ? results : Prisma.DbNull,
  };
}

/**
 * Decides on a mail once: only one that still stands in one of `from` is changed. Error: `conflict` `mailChanged` when it
 * does not, and with it the whole transaction ends.
 */
export async function settle(
  tx: Tx,
  ctx: Context,
  mailId: string,
  from: readonly InboundStatus[],
  data: Prisma.InboundMailUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.inboundMail.updateMany({
    where: { id: mailId, status: { in: [...from] } },
    data: { ...data, processedAt: ctx.now },
  });
  if (count === 0) throw mailChanged();
}
