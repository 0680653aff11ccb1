import type { Context } from '@/lib/core/context';
import { invariant } from '@/lib/core/errors';
import type { JobName } from '@/lib/core/jobs';
import { log } from '@/lib/core/log';
import { cleanAccounts } from '@/lib/domain/accounts/clean-accounts';
import { cleanExports } from '@/lib/domain/analytics/clean-exports';
import { runExport } from '@/lib/domain/analytics/run-export';
import { remindApprovals } from '@/lib/domain/approvals/remind-approvals';
import { cleanCalls } from '@/lib/domain/apps/clean-calls';
import { rollDays } from '@/lib/domain/books/roll-days';
import { unassignExpert } from '@/lib/domain/desk/unassign-expert';
import { renderDocument } from '@/lib/domain/documents/render-document';
import { cleanErrorReports } from '@/lib/domain/errors/clean-error-reports';
import { cleanMails } from '@/lib/domain/mail/clean-mails';
import { processMail } from '@/lib/domain/mail/process-mail';
import { cleanNotifications } from '@/lib/domain/notifications/clean-notifications';
import { deliver } from '@/lib/domain/notifications/deliver';
import { handOn } from '@/lib/domain/notifications/hand-on';
import { releaseHeld } from '@/lib/domain/notifications/release-held';
import { settleEvent } from '@/lib/domain/payments/settle-event';
import { sweepPayments } from '@/lib/domain/payments/sweep-payments';
import { postMovements } from '@/lib/domain/payouts/post-movements';
import { askForRatings } from '@/lib/domain/ratings/ask-for-ratings';
import { runReconciliation } from '@/lib/domain/reconciliation/run-reconciliation';
import { runRefund } from '@/lib/domain/refunds/run-refund';
import { retargetOpen } from '@/lib/domain/sla/retarget-open';
import { watchClocks } from '@/lib/domain/sla/watch-clocks';
import { compareSubscriptions } from '@/lib/domain/subscriptions/compare-subscriptions';
import { renewSubscriptions } from '@/lib/domain/subscriptions/renew-subscriptions';
import { sendDunning } from '@/lib/domain/subscriptions/send-dunning';
import { sweepWaiting } from '@/lib/domain/subscriptions/sweep-waiting';
import { syncSubscription } from '@/lib/domain/subscriptions/sync-subscription';
import { takeAddress } from '@/lib/domain/subscriptions/take-address';
import { abandonUnpaid } from '@/lib/domain/support/abandon-unpaid';
import { cleanAttachments } from '@/lib/domain/support/clean-attachments';
import { closeResolvedRequests } from '@/lib/domain/support/close-resolved-requests';
import { fundPaid } from '@/lib/domain/support/fund-paid';
import { saveCard } from '@/lib/domain/top-up/finish-card-setup';
import { runTopUp } from '@/lib/domain/top-up/run-top-up';
import { expireCredits, recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { sweepWallets } from '@/lib/domain/warnings/sweep-wallets';
import { watchWallet } from '@/lib/domain/warnings/watch-wallet';

type Handlers = { [N in JobName]: (ctx: Context, payload: never) => Promise<unknown> };

/** Which verb does each task. A verb that throws is tried again with back-off until its attempts are used up. */
export const handlers: Handlers = {
  'payments.settle': settleEvent,
  'payments.sweep': sweepPayments,
  'payments.top-up': runTopUp,
  'payments.card': saveCard,
  'payments.refund': runRefund,
  'notifications.deliver': deliver,
  'notifications.release': releaseHeld,
  'notifications.clean': cleanNotifications,
  'email.send': handOn,
  'wallet.expire': expireCredits,
  'wallet.watch': watchWallet,
  'wallet.sweep': sweepWallets,
  'wallet.recognise': recogniseRevenue,
  'wallet.verify': alertOnDifference,
  'subscriptions.renew': renewSubscriptions,
  'subscriptions.sync': syncSubscription,
  'subscriptions.address': takeAddress,
  'subscriptions.sweep': sweepWaiting,
  'subscriptions.dun': sendDunning,
  'subscriptions.compare': compareSubscriptions,
  'documents.render': renderDocument,
  'books.roll': rollDays,
  'payouts.post': postMovements,
  'reconciliation.run': runReconciliation,
  'support.close': closeResolvedRequests,
  'support.unassign': unassignExpert,
  'support.fund': fundPaid,
  'sla.watch': watchClocks,
  'sla.retarget': retargetOpen,
  'support.abandon': abandonUnpaid,
  'support.ask': askForRatings,
  'approvals.remind': remindApprovals,
  'mail.process': processMail,
  'mail.clean': cleanMails,
  'attachments.clean': cleanAttachments,
  'accounts.clean': cleanAccounts,
  'analytics.export': runExport,
  'analytics.clean': cleanExports,
  'apps.clean': cleanCalls,
  'errors.clean': cleanErrorReports,
};

/** A law that is broken fails the job, so that it stands among the failed ones until somebody has looked. */
async function alertOnDifference(ctx: Context): Promise<void> {
  const broken = (await verifyLedger(ctx)).filter(({ differences }) => differences.length > 0);
  if (broken.length > 0) log.fatal({ requestId: ctx.requestId, broken }, 'the ledger differs from its laws');
  invariant(broken.length === 0, `the ledger breaks: ${broken.map(({ law }) => law).join('; ')}`);
}
