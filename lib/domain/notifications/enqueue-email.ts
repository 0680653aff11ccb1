import type { Tx } from '@/lib/core/db';
import { enqueueMany } from '@/lib/core/jobs';
import { EmailJob } from '@/lib/integrations/email/schema';

/**
 * Queues a mail inside the transaction that decided it. `key` names this one mail (`purchase-receipt:pur_…`): it
 * becomes the Message-ID, so that a retried job does not look like a second mail.
 */
export const enqueueEmail = (tx: Tx, mail: QueuedEmail): Promise<void> => enqueueEmails(tx, [mail]);

type QueuedEmail = Omit<EmailJob, 'messageId'> & { key: string };

/** Queues any number of mails in one statement. */
export async function enqueueEmails(tx: Tx, mails: readonly QueuedEmail[]): Promise<void> {
  const queued = mails.map(({ key, ...mail }) => ({
    payload: EmailJob.parse({ ...mail, messageId: key }),
    jobKey: `email:${key}`,
  }));
  await enqueueMany(tx, 'email.send', queued);
}
