import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { EmailJob } from '@/lib/integrations/email/schema';
import { enqueueEmail } from './enqueue-email';

/** Puts a mail that the version before the outbox queued as a job into the outbox; the job again is the same mail. */
export async function handOn(ctx: Context, queued: unknown): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const { messageId, ...mail } = EmailJob.parse(queued);
  await transaction((tx) =>
    enqueueEmail(tx, { ...mail, key: messageId ?? `${mail.template}:${ctx.requestId}` }),
  );
}
