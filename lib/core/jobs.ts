import { z } from 'zod';
import type { Tx } from './db';

/** What each task carries. The worker parses it again: a job may be older than the code that runs it. */
export const jobs = {
  'payments.settle': z.object({ provider: z.string(), eventId: z.string() }),
  'payments.sweep': z.object({}),
  'payments.top-up': z.object({ organisationId: z.string() }),
  // Asks the provider to send money back; its key is the refund's id.
  'payments.refund': z.object({ organisationId: z.string(), refundId: z.string() }),
  'payments.card': z.object({ organisationId: z.string(), sessionId: z.string() }),
  // Sends what waits in the outbox; for a chat, all of its lines at once.
  'notifications.deliver': z.object({ deliveryId: z.string() }),
  // Lets go what quiet hours held back and what a digest gathered.
  'notifications.release': z.object({}),
  'notifications.clean': z.object({}),
  // Queued by the version before the outbox; its mails are put there.
  'email.send': z.looseObject({ to: z.string(), template: z.string() }),
  'wallet.expire': z.object({}),
  // Queued by SQL too, when a wallet falls below its mark.
  'wallet.watch': z.object({ organisationId: z.string() }),
  'wallet.sweep': z.object({}),
  'wallet.recognise': z.object({}),
  'wallet.verify': z.object({}),
  'subscriptions.renew': z.object({}),
  // Brings a subscription to what the provider says of it now.
  'subscriptions.sync': z.object({ organisationId: z.string(), subscriptionId: z.string() }),
  // Takes the invoice address that was entered on the provider's page.
  'subscriptions.address': z.object({ organisationId: z.string() }),
  'subscriptions.sweep': z.object({}),
  'subscriptions.dun': z.object({}),
  'subscriptions.compare': z.object({}),
  'documents.render': z.object({ organisationId: z.string(), documentId: z.string() }),
  'books.roll': z.object({}),
  // Posts what Stripe kept and paid out.
  'payouts.post': z.object({}),
  'reconciliation.run': z.object({ runId: z.string() }),
  'support.close': z.object({}),
  // A card was charged for a request: its credits are held, and the work can begin.
  'support.fund': z.object({ organisationId: z.string(), requestId: z.string() }),
  // Puts the requests of somebody who is no expert any more back into the queue.
  'support.unassign': z.object({ userId: z.string(), at: z.string() }),
  // Asks for a rating of what was resolved and has none.
  'support.ask': z.object({}),
  // Ends what was filed and never paid.
  'support.abandon': z.object({}),
  // Tells of promises that are near their end, or past it.
  'sla.watch': z.object({}),
  // Puts promises of open requests under a policy, batch after batch.
  'sla.retarget': z.object({ policyId: z.string(), keepsTargets: z.boolean(), after: z.string().optional() }),
  // Decides what a mail that came in is for.
  'mail.process': z.object({ mailId: z.string() }),
  // Removes raw mails after a year.
  'mail.clean': z.object({}),
  // Reminds owners of what they have not decided, once.
  'approvals.remind': z.object({}),
  'attachments.clean': z.object({}),
  'accounts.clean': z.object({}),
  'analytics.export': z.object({ organisationId: z.string(), exportId: z.string() }),
  'analytics.clean': z.object({}),
  'apps.clean': z.object({}),
  'errors.clean': z.object({}),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.input<(typeof jobs)[N]>;

/**
 * Queues a job inside the transaction that decided it: both are committed or neither. A job with the same `jobKey`
 * that has not started yet is replaced.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  name: N,
  payload: JobPayload<N>,
  options: { jobKey?: string; runAt?: Date; maxAttempts?: number } = {},
): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${name}, payload := ${JSON.stringify(payload)}::json, job_key := ${options.jobKey ?? null},
      run_at := ${options.runAt?.toISOString() ?? null}::timestamptz, max_attempts := ${options.maxAttempts ?? 12}::int)`;
}

/** Queues any number of jobs of one kind in one statement, as `enqueue` does each. */
export async function enqueueMany<N extends JobName>(
  tx: Tx,
  name: N,
  queued: readonly { payload: JobPayload<N>; jobKey: string }[],
): Promise<void> {
  if (queued.length === 0) return;
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}, payload := q.payload, job_key := q."jobKey", max_attempts := 12)
    FROM json_to_recordset(${JSON.stringify(queued)}::json) AS q (payload json, "jobKey" text)`;
}
