import type { Tx } from '@/lib/core/db';
import { EmailJob } from '@/lib/integrations/email/schema';
import { putInOutbox } from './put-in-outbox';

/** A mail as whoever decides it names it. Without a locale it speaks the language of the account at its address. */
export type QueuedEmail = Omit<EmailJob, 'messageId'> & {
  /** Names this one mail (`purchase-receipt:pur_…`): asked for twice it is sent once, and its Message-ID is made of it. */
  key: string;
  organisationId?: string;
  /** The request that it is about: the mail stands in its thread. */
  requestId?: string;
  /** Whose answers to this mail find the request: it gets their own Reply-To. */
  participantId?: string;
  /** False for a reader without an account: the mail leads to no page that asks for a session. */
  hasAccount?: boolean;
};

/** Puts a mail into the outbox, in the transaction that decided it. */
export const enqueueEmail = (tx: Tx, mail: QueuedEmail): Promise<void> => enqueueEmails(tx, [mail]);

/** Puts any number of mails there in one statement. */
export async function enqueueEmails(tx: Tx, mails: readonly QueuedEmail[]): Promise<void> {
  const rows = mails.map(({ key, organisationId, requestId, participantId, hasAccount, ...mail }) => ({
    ...{
      key,
      organisationId,
      requestId,
      channel: 'email' as const,
      recipient: mail.to,
      event: mail.template,
    },
    outgoing: {
      kind: 'mail' as const,
      mail: EmailJob.parse({ ...mail, messageId: key }),
      participantId,
      hasAccount,
    },
  }));
  await putInOutbox(tx, rows);
}
