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
  // The worker parses it with EmailJob of lib/integrations/email/schema.ts.
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
