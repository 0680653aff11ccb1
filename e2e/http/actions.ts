/**
 * Who gets past the door of each server action, in the order of the callers: anonymous · member billing owner ·
 * expert agent finance admin. o let through to the verb, - refused. What the verb itself lets a caller do is the
 * matrix of the verbs (lib/testing/verb-matrix.db.test.ts): a member who may not buy is refused there.
 */
export const MEMBERS = '- ooo ----';
export const BUYERS = '- -oo ----';
export const STAFF = '- --- oooo';
export const ADMIN = '- --- ---o';
export const SIGNED_IN = '- ooo oooo';
export const EVERYBODY = 'o ooo oooo';

const named = (file: string, row: string, names: string) =>
  Object.fromEntries(names.split(/\s+/).map((name) => [`${file}#${name}`, row]));

export const actionTable: Record<string, string> = {
  ...named('app/session-actions.ts', SIGNED_IN, 'switchOrganisation'),
  // Ends what session there is, and leads to the sign-in.
  ...named('app/session-actions.ts', EVERYBODY, 'signOut'),

  ...named('app/(auth)/actions.ts', EVERYBODY, 'signUp requestSignInLink requestPasswordReset'),
  ...named('app/(auth)/actions.ts', EVERYBODY, 'resetPassword acceptAsNew'),
  ...named('app/(auth)/actions.ts', SIGNED_IN, 'createOrganisation'),

  ...named('app/(portal)/credits/actions.ts', MEMBERS, 'applyCoupon buyPack cancelPurchase'),
  ...named('app/(portal)/billing/actions.ts', MEMBERS, 'preview change'),
  // Nothing in their input could be refused first: the verb itself is reached.
  ...named('app/(portal)/billing/actions.ts', BUYERS, 'cancel openPortal pause resume undo restart'),
  ...named('app/(portal)/billing/payments/[id]/actions.ts', MEMBERS, 'pay'),
  ...named('app/(portal)/billing/invoices/actions.ts', MEMBERS, 'askDocument'),
  ...named('app/(portal)/billing/details/actions.ts', MEMBERS, 'saveDetails changeCurrency'),
  ...named('app/(portal)/usage/actions.ts', MEMBERS, 'exportEntries'),
  ...named('app/(portal)/credits/prices/actions.ts', MEMBERS, 'priceOf'),
  ...named('app/(portal)/credits/extras-actions.ts', MEMBERS, 'redeem transfer'),
  ...named('app/(portal)/support/errors/actions.ts', MEMBERS, 'resolve'),
  ...named('app/(portal)/credits/auto-top-up/actions.ts', MEMBERS, 'saveTopUp finishCard'),
  // They take nothing that could be refused first: the verb itself is reached, which is for who may buy.
  ...named('app/(portal)/credits/auto-top-up/actions.ts', BUYERS, 'startCard dropCard tryAgain'),
  ...named('app/(portal)/settings/notifications/actions.ts', MEMBERS, 'saveWarnings saveChoices saveHours'),
  ...named('app/(portal)/notifications/actions.ts', MEMBERS, 'markRead'),
  ...named('app/(admin)/staff/notifications/actions.ts', STAFF, 'markRead saveChoices saveHours'),
  ...named('app/unsubscribe/[token]/actions.ts', EVERYBODY, 'stop'),
  ...named('app/(admin)/admin/outbox/actions.ts', STAFF, 'again lift'),
  ...named(
    'app/(portal)/support/actions.ts',
    MEMBERS,
    'file discard reply withdraw rate editMessage mute removeUpload fund pay acceptQuote declineQuote',
  ),
  ...named(
    'app/(portal)/settings/actions.ts',
    SIGNED_IN,
    'updateProfile changePassword revokeSession revokeOtherSessions',
  ),
  ...named(
    'app/(portal)/settings/actions.ts',
    MEMBERS,
    'updateOrganisation inviteMember resendInvitation revokeInvitation changeMemberRole removeMember leaveOrganisation',
  ),

  ...named('app/(portal)/settings/actions.ts', MEMBERS, 'saveOwnerContact'),
  // Without an input that could be refused first the verb itself is reached.
  ...named('app/(portal)/settings/actions.ts', '- --o ----', 'removeOwnerContact'),
  ...named('app/(portal)/settings/developers/actions.ts', MEMBERS, 'createKey rotateKey changeKey revokeKey'),
  ...named(
    'app/(portal)/settings/deployments/actions.ts',
    MEMBERS,
    'create change disable enable makeKey rotateKey revokeKey',
  ),

  ...named(
    'app/(desk)/desk/actions.ts',
    STAFF,
    'reply note editMessage editNote mute assign start wait resolve cancel bulk removeUpload',
  ),
  ...named('app/(desk)/desk/approval-actions.ts', STAFF, 'look draft ask'),
  ...named('app/approve/[token]/actions.ts', EVERYBODY, 'decide'),
  ...named('app/(desk)/desk/money-actions.ts', STAFF, 'proposeQuote withdrawQuote changeUrgency'),
  ...named('app/(desk)/desk/mail/[id]/actions.ts', STAFF, 'release reject'),
  ...named('app/(desk)/desk/view-actions.ts', STAFF, 'saveView moveView removeView'),
  ...named('app/(desk)/desk/replies/actions.ts', STAFF, 'save archive'),
  ...named('app/(desk)/desk/ratings/actions.ts', STAFF, 'followUp'),
  ...named('app/rate/[token]/actions.ts', EVERYBODY, 'rate'),
  ...named('app/(finance)/finance/payments/[id]/actions.ts', STAFF, 'refund retry dispute'),
  ...named('app/(finance)/finance/proofs/[id]/actions.ts', STAFF, 'accept ask reject'),
  ...named('app/(finance)/finance/disputes/[id]/actions.ts', STAFF, 'add remove submit close'),
  ...named('app/(finance)/finance/payments/refunds/actions.ts', STAFF, 'retry'),
  ...named(
    'app/(finance)/finance/invoices/actions.ts',
    STAFF,
    'askDocument voidInvoice writeOff credit apply',
  ),
  ...named('app/(finance)/finance/revenue/actions.ts', STAFF, 'saveTargets'),
  ...named('app/(finance)/finance/periods/actions.ts', STAFF, 'lock unlock'),
  ...named('app/(finance)/finance/rates/actions.ts', STAFF, 'saveRate dropRate'),
  ...named('app/(finance)/finance/reconciliation/actions.ts', STAFF, 'startRun decide bring record'),
  ...named(
    'app/(admin)/admin/catalogue/actions.ts',
    STAFF,
    'createPack updatePack createTier updateTier createService updateService createCategory updateCategory setActive move saveRule previewFile applyFile',
  ),
  ...named('app/(admin)/admin/customers/[id]/actions.ts', STAFF, 'adjust changeClass'),
  ...named(
    'app/(admin)/admin/apps/actions.ts',
    STAFF,
    'createApp renameApp disableApp enableApp linkCustomer unlinkCustomer createKey rotateKey changeKey revokeKey',
  ),
  ...named('app/(admin)/admin/coupons/actions.ts', STAFF, 'create update setActive remove'),
  ...named('app/(admin)/admin/tax/actions.ts', STAFF, 'saveRate endRate'),
  ...named('app/(admin)/admin/service-levels/actions.ts', STAFF, 'saveHours saveDaysOff saveTargets'),
  ...named('app/(admin)/admin/promotions/actions.ts', STAFF, 'create setActive'),
  ...named(
    'app/(admin)/admin/settings/actions.ts',
    STAFF,
    'saveEnforcement saveSellerSetting saveInvoicingSetting saveDunningSetting saveMoneySetting saveBrandSetting saveTelegramSetting saveApprovals saveSupport',
  ),
  // They take nothing that could be refused first: the verb itself is reached, which is for administrators.
  ...named('app/(admin)/admin/settings/actions.ts', ADMIN, 'dropLogo tryChat saveMail'),
  ...named('app/(admin)/admin/jobs/actions.ts', STAFF, 'retry'),
  ...named(
    'app/(admin)/admin/people/actions.ts',
    STAFF,
    'inviteStaff resendStaffInvitation revokeStaffInvitation changeStaff deactivateStaff reactivateStaff',
  ),
};
