import type { JobName } from '@/lib/core/jobs';

/** When the standing jobs run (UTC). A run that was missed while no worker lived is made up once. */
export const schedule: { task: JobName; match: string }[] = [
  { task: 'wallet.expire', match: '* * * * *' },
  { task: 'wallet.sweep', match: '* * * * *' },
  { task: 'payments.sweep', match: '*/2 * * * *' },
  { task: 'subscriptions.renew', match: '* * * * *' },
  { task: 'subscriptions.sweep', match: '*/10 * * * *' },
  { task: 'subscriptions.dun', match: '22 * * * *' },
  { task: 'subscriptions.compare', match: '37 2 * * *' },
  { task: 'wallet.recognise', match: '7 * * * *' },
  { task: 'books.roll', match: '2 * * * *' },
  { task: 'payouts.post', match: '47 1 * * *' },
  { task: 'support.close', match: '12 * * * *' },
  { task: 'support.ask', match: '32 * * * *' },
  { task: 'support.abandon', match: '42 4 * * *' },
  { task: 'sla.watch', match: '* * * * *' },
  { task: 'approvals.remind', match: '27 * * * *' },
  { task: 'apps.clean', match: '17 * * * *' },
  { task: 'accounts.clean', match: '22 3 * * *' },
  { task: 'analytics.clean', match: '27 3 * * *' },
  { task: 'mail.clean', match: '22 4 * * *' },
  { task: 'attachments.clean', match: '32 3 * * *' },
  { task: 'errors.clean', match: '52 3 * * *' },
  { task: 'notifications.release', match: '* * * * *' },
  { task: 'notifications.clean', match: '12 4 * * *' },
  { task: 'wallet.verify', match: '42 3 * * *' },
];
