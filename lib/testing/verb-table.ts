/**
 * Who may call each verb and query of the domain, in the order of the callers: anonymous · member billing owner ·
 * expert agent finance admin · job. o let through, - refused as `unauthenticated` or `forbidden`, ! a kind of caller for
 * whom no door leads there, stopped by an invariant. Reads take other people's ids as unknown: that is not seen here.
 */
const rows: [row: string, verbs: string][] = [
  // Before anybody is signed in: links, passwords, and their throttles. `listInvitations` answers an empty list to who
  // may not manage members; `settleAttempt` is a step that jobs and verbs share.
  [
    'o ooo oooo o',
    'accounts: acceptAsNew limitByAddress listInvitations requestPasswordReset requestSignInLink resetPassword returnSignInTurn signInWithLink signInWithPassword signUp takeSignInTurn',
  ],
  ['o ooo oooo o', 'payments: gatherSettlement settleAttempt settleLostCharge settleTopUp'],
  ['o ooo oooo o', 'refunds: bringRefund syncRefunds'],
  ['o ooo oooo o', 'disputes: bringDispute'],
  // Whoever holds the link of a rating.
  ['o ooo oooo o', 'ratings: getRatingByLink rateByLink'],
  // Whoever is signed in, about themselves.
  ['! ooo oooo !', 'accounts: createOrganisation signOut switchOrganisation'],
  ['- ooo oooo o', 'accounts: changePassword revokeSession updateProfile'],
  ['- ooo oooo !', 'accounts: getProfile listSessions revokeOtherSessions'],
  // A member, about their own organisation.
  ['- ooo !!!! !', 'accounts: leaveOrganisation listMembers'],
  // What every member does in their organisation.
  [
    '- ooo ---- o',
    'analytics: getAnalytics getExport getForecast isLongExport listEntriesForApi listExports listOwed listUsageChoices listWalletEntries readExport streamExport traceEntry',
  ],
  ['- ooo ---- o', 'overview: getBalance getOverview'],
  ['- ooo ---- o', 'payments: getPurchase listOffers'],
  ['! ooo !!!! o', 'payments: readShelf'],
  ['- ooo ---- o', 'subscriptions: getAllowance getSubscription'],
  [
    '- -oo ---- o',
    'subscriptions: canTryTiers cancelSubscription changeSubscription listSubscriptionEvents openBillingPortal pauseSubscription previewChange restartSubscription resumeSubscription undoChange',
  ],
  [
    '- ooo ---- o',
    'support: countRequests fileRequest getRequest listOpenRequests listQuotes listRequests listUnrated quoteRequest readAttachment replyAsCustomer saveDraft withdrawRequest',
  ],
  ['- ooo ---- o', 'ratings: rateRequest'],
  ['- ooo ---- o', 'quotes: acceptQuote declineQuote'],
  ['- ooo ---- o', 'support: fundRequest listUndecided'],
  ['- ooo ---- o', 'sla: getOffered'],
  [
    '- ooo ---- o',
    'wallet: checkCredits getHold getWallet getWalletWithLots listEntries listHolds listLots listUsage',
  ],
  ['- ooo ---- o', 'errors: countErrorGroups getErrorGroup listErrorGroups resolveError'],
  ['- ooo ---- o', 'catalog: listPacksForApi listPrices listServicesForApi listTiersForApi tierOffers'],
  // Only people have drafts and uploads.
  ['- ooo ---- !', 'analytics: startExport'],
  ['- ooo ---- !', 'support: discardDraft getDraft uploadAttachment'],
  ['- ooo ---- o', 'support: searchOwnRequests'],
  ['- ooo ---- o', 'warnings: getWarning'],
  ['- ooo ---- !', 'warnings: getWarningPreferences'],
  ['- ooo ---- o', 'warnings: saveWarningPreferences'],
  // Who may buy.
  [
    '- -oo ---- o',
    'payments: cancelCheckout getOnAccount getPayment listOffersWithCoupon getOpenPurchase listPurchases listPurchasesForApi listWaysToPay startCheckout startCheckoutByKey startPayment',
  ],
  ['- -oo ---- o', 'support: payRequest'],
  ['- -oo ---- o', 'proofs: readProof submitProof'],
  ['- -oo ---- o', 'promotions: redeemPromotion'],
  ['- -oo ---- o', 'billing: chooseCurrency getBillingProfile getBuyerQuestion saveBillingProfile'],
  ['- -oo ---- o', 'top-up: finishCardSetup getAutoTopUp removeCard retryTopUp saveAutoTopUp'],
  ['- -oo ---- !', 'top-up: startCardSetup'],
  // Owners.
  ['- --o ---- !', 'transfers: getTransferOffer'],
  ['- --o ---- o', 'transfers: transferCredits'],
  [
    '- --o ---- o',
    'accounts: changeMemberRole inviteMember removeMember resendInvitation revokeInvitation updateOrganisation',
  ],
  ['- --o ---- o', 'apps: listCalls listKeys'],
  [
    '- -oo ---- o',
    'invoices: exportInvoices exportInvoicesCsv getCreditNote getCreditNoteByKey getInvoice getInvoiceByKey listCreditNotes listCreditNotesByKey listInvoices listInvoicesByKey listOverdue',
  ],
  ['- -oo ---- o', 'subscriptions: changeSubscriptionByKey getSubscriptionByKey'],
  ['- -oo ---- o', 'statements: getStatement getStatementByKey getStatementCsv'],
  [
    '- -oo ---- o',
    'documents: getCreditNoteUbl getDocument getInvoiceUbl makeDocument readDocument requestDocument',
  ],
  // Owners for their organisation, administrators for anybody.
  ['- --o ---o o', 'apps: changeKey createKey revokeKey rotateKey'],
  // Both sides of a thread, each about what they may read or write.
  ['- ooo oo-o !', 'support: countUnreadMessages'],
  ['- ooo oo-o o', 'support: editMessage markRead muteRequest readMessageDrafts saveMessageDraft'],
  ['- ooo ---- !', 'live: openLive'],
  ['- ooo oooo !', 'live: openDeskLive'],
  // Uploads are removed by whoever uploaded them.
  ['- ooo oo-o o', 'support: removeAttachment'],
  // Notifications: about oneself; the outbox, the brand and the team's chat; what only the worker does; links without a session.
  ['- ooo oooo !', 'notifications: getPreferences listNotifications markNotificationsRead'],
  ['- ooo oooo o', 'notifications: savePreferences saveSchedule'],
  ['- --- ---o o', 'notifications: countDeadLetters liftSuppression listOutbox listSuppressed sendAgain'],
  [
    '- --- ---o o',
    'notifications: getBrand getTelegram removeLogo saveBrand saveLogo saveTelegram tryTelegram',
  ],
  ['- --- ---o o', 'notifications: cleanNotifications deliver handOn releaseHeld'],
  ['o ooo oooo o', 'notifications: deliverChat deliverMail recordFailure recordSent suppress unsubscribe'],
  // The desk.
  [
    '- --- oo-o o',
    'support: addNote assignRequest editNote moveWork readDeskAttachment replyAsStaff resolveRequest startWork uploadDeskAttachment waitForCustomer',
  ],
  [
    '- --- oo-o o',
    'desk: beat bulk getDeskRequest leave listColleagues listDeskCategories listExperts listPresence listQueues moveView removeView saveView searchRequests suggestExperts',
  ],
  ['- --- oo-o o', 'support: changeUrgency'],
  ['- --- oo-o o', 'quotes: proposeQuote withdrawQuote'],
  // Steps of verbs that have asked already.
  ['o ooo oooo o', 'support: readCardPrice'],
  ['! ooo oooo !', 'support: readMoney'],
  ['! ooo oooo !', 'payments: openSale'],
  ['! ooo !!!! o', 'support: openCardPage'],
  ['! ooo !!!! o', 'payments: payOpen'],
  // Views of the desk are somebody's.
  ['- --- oo-o !', 'desk: countDeskViews listDeskRequests listViews'],
  ['- --- oo-o o', 'desk: listReplies listRepliesFor'],
  ['- --- oo-o o', 'errors: getErrorOfRequest'],
  // Who runs the desk.
  ['- --- -o-o o', 'service: getServiceFigures'],
  ['- --- -o-o o', 'desk: archiveReply saveReply'],
  ['- --- -o-o o', 'ratings: followUpRating listRatings'],
  ['- --- -o-o o', 'support: cancelRequest'],
  // Finance and administrators.
  ['- --- --oo o', 'receivables: exportReceivables listReceivables'],
  ['- --- --oo o', 'apps: listKeysOf'],
  [
    '- --- --oo o',
    'books: exportJournal exportLedger getAgeing getBreakage getCashBook getDeferredBook getMonth getTaxBook getTrialBalance listJournal listMonths lockMonth unlockMonth',
  ],
  ['- --- ---o o', 'books: rollDays'],
  ['- --- --oo o', 'rates: listRates removeRate setRate'],
  [
    '- --- --oo o',
    'reconciliation: bringItem decideItem exportReconciliation getReconciliation importStatement listReconciliations listStatements recordTransfer startReconciliation',
  ],
  ['- --- ---o o', 'reconciliation: runReconciliation'],
  ['- --- ---o o', 'payouts: postMovements'],
  ['- --- --oo o', 'customers: getCustomer listCustomers listPurchasesOf listRequestsOf'],
  [
    '- --- --oo o',
    'revenue: getCohorts getRevenueReport getTopOrganisations listRows readCurrency setTargets',
  ],
  ['- --- --oo o', 'wallet: getWalletOf listEntriesOf listLotsOf'],
  ['- --- --oo o', 'invoices: getAgeing getInvoiceForFinance listInvoicesForFinance'],
  [
    '- --- --oo o',
    'invoices: creditByFinance exportInvoicesCsvForFinance exportInvoicesForFinance listCreditNotesForFinance',
  ],
  ['- --- --oo o', 'payments: applyByFinance voidByFinance writeOffByFinance'],
  ['- --- --oo o', 'statements: exportStatementForFinance getStatementForFinance'],
  ['- --- --oo o', 'documents: getDocumentForFinance readDocumentForFinance requestDocumentForFinance'],
  // Administrators, and the jobs that hold every right.
  ['- --- ---o o', 'desk: unassignExpert'],
  [
    '- --- ---o o',
    'accounts: changeStaff deactivateStaff inviteStaff listStaffInvitations reactivateStaff resendStaffInvitation revokeStaffInvitation',
  ],
  [
    '- --- ---o o',
    'apps: cleanCalls createApp disableApp enableApp getApp linkCustomer listAppCalls listAppCustomers listAppKeys listApps listGrantingKeys renameApp unlinkCustomer',
  ],
  ['- --- ---o o', 'analytics: cleanExports runExport'],
  ['- --- ---o o', 'audit: listAudit listAuditActions'],
  [
    '- --- ---o o',
    'catalog: createItem exportCatalogue getCatalogue importCatalogue moveItem previewImport savePriceRule setItemActive updateItem',
  ],
  ['- --- ---o o', 'catalog: listPriceHistory'],
  [
    '- --- ---o o',
    'coupons: createCoupon deleteCoupon listCouponUses listCoupons setCouponActive updateCoupon',
  ],
  ['- --- ---o o', 'tax: endTaxRate listTaxRates saveTaxRate'],
  ['- --- ---o o', 'sla: getLevels retargetOpen saveCalendar saveHolidays savePolicy watchClocks'],
  ['- --- ---o o', 'support: abandonUnpaid fundPaid'],
  ['- --- ---o o', 'ratings: askForRatings'],
  ['- --- ---o o', 'billing: getBillingSettings saveDunning saveInvoicing saveMoney saveSeller'],
  ['- --- ---o o', 'enforcement: getEnforcement listWaived setEnforcement'],
  ['- --- ---o o', 'promotions: createPromotion listPromotionUses listPromotions setPromotionActive'],
  ['- --- ---o o', 'customers: setCustomerClass'],
  ['- --- ---o o', 'errors: cleanErrorReports'],
  ['- --- ---o o', 'documents: renderDocument'],
  ['- --- ---o o', 'operations: beat getQueue lastBeat listFailedJobs retryJob'],
  ['- --- ---o o', 'payments: settleEvent sweepPayments'],
  ['- --- ---o o', 'refunds: runRefund'],
  ['- --- --oo o', 'refunds: getRefundTerms listRefunds requestRefund retryRefund'],
  ['- --- --oo o', 'payments: getPaymentForFinance listPaymentsForFinance'],
  [
    '- --- --oo o',
    'proofs: acceptProof askAgain getProofForFinance listProofs readProofForFinance rejectProof',
  ],
  [
    '- --- --oo o',
    'disputes: addEvidence addEvidenceFile closeRecordedDispute getDisputeForFinance listDisputes readEvidenceFile recordDispute removeEvidence submitDispute',
  ],
  ['- --- ---o o', 'top-up: runTopUp saveCard'],
  ['- --- ---o o', 'warnings: sweepWallets watchWallet'],
  [
    '- --- ---o o',
    'subscriptions: compareSubscriptions renewSubscriptions sendDunning sweepWaiting syncSubscription takeAddress',
  ],
  ['- --- --oo o', 'subscriptions: listSubscriptionDifferences'],
  ['- --- ---o o', 'support: cleanAttachments closeResolvedRequests'],
  ['- --- ---o o', 'wallet: adjustWallet expireCredits recogniseRevenue verifyLedger'],
  ['- --- ---o !', 'accounts: listStaff'],
  // Nobody who has a face.
  ['- --- ---- o', 'payments: receiveEvent'],
  [
    '- --- ---- o',
    'wallet: captureCredits deductBatch deductCredits holdCredits releaseCredits returnDeduction',
  ],
  ['- --- ---! o', 'wallet: grantByKey'],
  ['- --- ---- o', 'errors: reportError'],
  // An owner without an account decides by a link; the token is the right.
  ['o ooo oooo o', 'approvals: decideApproval viewApproval'],
  ['- --o ---- o', 'approvals: getOwnerContact removeOwnerContact saveOwnerContact'],
  ['- --- oo-o o', 'approvals: approvalReport askApproval draftSummaries listApprovals listAskable'],
  ['- --- ---o o', 'approvals: getApprovalSetting remindApprovals saveApprovalSetting'],
  [
    '- --o ---- o',
    'deployments: changeDeployment createDeployment createDeploymentKey disableDeployment enableDeployment getDeployment listDeployments listOwnApps revokeDeploymentKey rotateDeploymentKey',
  ],
  ['- --- ---- o', 'inbox: countUnreadByKey fileByKey getByKey listByKey replyByKey scopeOfCall'],
  ['- --- ---- o', 'mail: admitHook cleanMails processMail receiveHook receiveMail'],
  ['- --- -o-o o', 'mail: countWaitingMails getInbound listInbound readRawMail'],
  ['- --- -o-o o', 'mail: rejectMail releaseMail'],
  ['- --- ---o o', 'mail: getMailSetting saveMailSetting'],
  ['- --- ---o o', 'support: getSupportSetting saveSupportSetting'],
  // The worker alone.
  ['! !!! !!!! o', 'accounts: cleanAccounts'],
  // An operator on the command line alone.
  ['! !!! !!!! !', 'accounts: createAdministrator'],
];

export const verbTable: Record<string, string> = Object.fromEntries(
  rows.flatMap(([row, verbs]) => {
    const [noun = '', names = ''] = verbs.split(': ');
    return names.split(' ').map((name) => [`${noun}/${name}`, row] as const);
  }),
);
