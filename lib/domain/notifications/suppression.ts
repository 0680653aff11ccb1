import type { Context } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';

/** The enhanced status code (RFC 3463) in what a mail server said. */
const codeOf = (said: string): string | null => /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0] ?? null;

/**
 * No mail goes to this address from now on, because the last one came back or there is nobody; `said` is what its server
 * answered. A second time changes nothing.
 */
export async function suppress(ctx: Context, address: string, said: string, tx: Tx = db): Promise<void> {
  await tx.mailSuppression.createMany({
    data: [{ email: address.toLowerCase(), reason: said.slice(0, 300), code: codeOf(said), since: ctx.now }],
    skipDuplicates: true,
  });
}

/**
 * A mail of ours came back as undeliverable for good: its delivery shows it, and its address gets no more mail. Answers
 * false, and does nothing, for a Message-ID (without brackets) that is none of ours, as forged bounces have.
 */
export async function recordBounce(
  tx: Tx,
  ctx: Context,
  { messageId, recipient, said }: { messageId: string; recipient: string; said: string },
): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { messageId, channel: 'email', recipient: { equals: recipient, mode: 'insensitive' } },
    data: { status: 'bounced', payload: null, error: said.slice(0, 300) },
  });
  if (count > 0) await suppress(ctx, recipient, said, tx);
  return count > 0;
}
