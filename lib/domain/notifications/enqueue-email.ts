import type { Tx } from '@/lib/core/db';
import { enqueue } from '@/lib/core/jobs';
import { EmailJob } from '@/lib/integrations/email/schema';

/**
 * Queues a mail inside the transaction that decided it. `key` names this one mail (`purchase-receipt:pur_…`): it
 * becomes the Message-ID, so that a retried job does not look like a second mail.
 */
export async function enqueueEmail(
  tx: Tx,
  { key, ...mail }: Omit<EmailJob, 'messageId'> & { key: string },
): Promise<void> {
  const job = EmailJob.parse({ ...mail, messageId: key });
  await enqueue(tx, 'email.send', job, { jobKey: `email:${key}` });
}
