import { z } from 'zod';

// Kept as text: a queue counts past what a JavaScript number holds exactly.
const JobId = z.string().regex(/^[1-9]\d{0,17}$/, 'unknown');

export const RetryJobInput = z.object({ jobId: JobId });
export const ListJobsInput = z.object({ before: JobId.optional() });

export type JobState = 'failed' | 'retrying' | 'running';

/** A job in trouble. Its payload is never shown: mails carry links with tokens. */
export type JobDto = {
  id: string;
  task: string;
  /** What it is about: the mail's template, the provider's event, or its key. */
  about: string | null;
  state: JobState;
  error: string | null;
  attempts: number;
  maxAttempts: number;
  runAt: string;
  createdAt: string;
};

export type QueueDto = {
  /** Could run now. */
  waiting: number;
  /** Wait for their time: planned, or held back after a failure. */
  scheduled: number;
  running: number;
  /** Used up their attempts. */
  failed: number;
  oldestWaitingAt: string | null;
};
