-- Paying: prices by currency, coupons, tax, payments with their attempts, refunds, disputes, proofs, invoices, books.

-- CreateEnum
CREATE TYPE "Paper" AS ENUM ('a4', 'letter');

-- CreateEnum
CREATE TYPE "BillingInterval" AS ENUM ('month', 'year');

-- CreateEnum
CREATE TYPE "CouponDuration" AS ENUM ('once', 'repeating', 'forever');

-- CreateEnum
CREATE TYPE "CouponScope" AS ENUM ('packs', 'tiers', 'both');

-- CreateEnum
CREATE TYPE "TaxCategory" AS ENUM ('S', 'Z', 'E', 'AE', 'O');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('open', 'processing', 'succeeded', 'failed', 'cancelled', 'expired');

-- CreateEnum
CREATE TYPE "RefundStatus" AS ENUM ('pending', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "DisputeStatus" AS ENUM ('needs_response', 'under_review', 'won', 'lost');

-- CreateEnum
CREATE TYPE "ProofStatus" AS ENUM ('submitted', 'asked', 'accepted', 'rejected');

-- CreateEnum
CREATE TYPE "MrrKind" AS ENUM ('new', 'expansion', 'contraction', 'churn', 'reactivation');

-- CreateEnum
CREATE TYPE "InvoiceStatus" AS ENUM ('draft', 'open', 'paid', 'void', 'uncollectible');

-- CreateEnum
CREATE TYPE "DocumentKind" AS ENUM ('invoice', 'credit_note', 'receipt', 'statement', 'pro_forma');

-- CreateEnum
CREATE TYPE "MatchKind" AS ENUM ('matched', 'missing_here', 'missing_there', 'differs');

-- AlterTable
ALTER TABLE "JournalEntry" ADD COLUMN     "lateFor" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Lot" ADD COLUMN     "clawedMicro" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "country" CHAR(2),
ADD COLUMN     "firstPaidAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ProviderEvent" ADD COLUMN "outcome" TEXT, ADD COLUMN "subjectId" TEXT;

-- AlterTable
ALTER TABLE "Purchase" ADD COLUMN "couponUseId" TEXT, ADD COLUMN "taxRateId" TEXT;

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "cancelAtPeriodEnd" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "couponUseId" TEXT,
ADD COLUMN     "discountMinor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "dunningStep" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "failedAttempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "interval" "BillingInterval" NOT NULL DEFAULT 'month',
ADD COLUMN     "nextRetryAt" TIMESTAMPTZ(3),
ADD COLUMN     "pastDueSince" TIMESTAMPTZ(3),
ADD COLUMN     "pausedAt" TIMESTAMPTZ(3),
ADD COLUMN     "pendingInterval" "BillingInterval",
ADD COLUMN     "pendingTierCode" TEXT,
ADD COLUMN     "providerId" TEXT,
ADD COLUMN     "providerScheduleId" TEXT,
ADD COLUMN     "resumesAt" TIMESTAMPTZ(3),
ADD COLUMN     "taxRateId" TEXT,
ADD COLUMN     "trialEndsAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Tier" ADD COLUMN "trialDays" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Wallet" ADD COLUMN     "restrictedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "BillingProfile" (
    "organisationId" TEXT NOT NULL,
    "legalName" TEXT NOT NULL,
    "line1" TEXT NOT NULL,
    "line2" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL,
    "region" TEXT NOT NULL DEFAULT '',
    "postalCode" TEXT NOT NULL DEFAULT '',
    "country" CHAR(2) NOT NULL,
    "taxId" TEXT,
    "isBusiness" BOOLEAN NOT NULL DEFAULT true,
    "email" TEXT,
    "paper" "Paper" NOT NULL DEFAULT 'a4',
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BillingProfile_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "PackPrice" (
    "packCode" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "priceMinor" BIGINT NOT NULL,

    CONSTRAINT "PackPrice_pkey" PRIMARY KEY ("packCode","currency")
);

-- CreateTable
CREATE TABLE "TierPrice" (
    "tierCode" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "interval" "BillingInterval" NOT NULL,
    "priceMinor" BIGINT NOT NULL,

    CONSTRAINT "TierPrice_pkey" PRIMARY KEY ("tierCode","currency","interval")
);

-- CreateTable
CREATE TABLE "Coupon" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "percentBps" INTEGER,
    "amountOffMinor" BIGINT,
    "capMinor" BIGINT,
    "currency" CHAR(3),
    "duration" "CouponDuration" NOT NULL DEFAULT 'once',
    "months" INTEGER,
    "scope" "CouponScope" NOT NULL DEFAULT 'both',
    "onlyCodes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "maxUses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Coupon_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "CouponUse" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "couponCode" TEXT NOT NULL,
    "purchaseId" TEXT,
    "subscriptionId" TEXT,
    "providerCouponId" TEXT,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "releasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CouponUse_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "TaxRate" (
    "id" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rateBps" INTEGER NOT NULL,
    "isInclusive" BOOLEAN NOT NULL,
    "category" "TaxCategory" NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,

    CONSTRAINT "TaxRate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CurrencyRate" (
    "currency" CHAR(3) NOT NULL,
    "validFrom" DATE NOT NULL,
    "rate" DECIMAL(20,10) NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CurrencyRate_pkey" PRIMARY KEY ("currency","validFrom")
);

-- CreateTable
CREATE TABLE "Payment" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "purchaseId" TEXT,
    "invoiceId" TEXT,
    "amountMinor" BIGINT NOT NULL,
    "receivedMinor" BIGINT NOT NULL DEFAULT 0,
    "refundedMinor" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "status" "PaymentStatus" NOT NULL DEFAULT 'open',
    "reference" TEXT NOT NULL,
    "providerId" TEXT,
    "providerPaymentId" TEXT,
    "url" TEXT,
    "declineCode" TEXT,
    "difference" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "RefundStatus" NOT NULL DEFAULT 'pending',
    "isByHand" BOOLEAN NOT NULL DEFAULT false,
    "providerRefundId" TEXT,
    "failure" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "busyUntil" TIMESTAMPTZ(3),
    "token" TEXT,
    "clawedMicro" BIGINT NOT NULL DEFAULT 0,
    "owedMicro" BIGINT NOT NULL DEFAULT 0,
    "requestedById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Dispute" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "providerDisputeId" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "feeMinor" BIGINT NOT NULL DEFAULT 0,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "DisputeStatus" NOT NULL,
    "evidenceDueAt" TIMESTAMPTZ(3),
    "submittedAt" TIMESTAMPTZ(3),
    "holdId" TEXT,
    "frozenMicro" BIGINT NOT NULL DEFAULT 0,
    "clawedMicro" BIGINT NOT NULL DEFAULT 0,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Dispute_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "DisputeEvidence" (
    "organisationId" TEXT NOT NULL,
    "disputeId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "fileName" TEXT,
    "mediaType" TEXT,
    "storageKey" TEXT,
    "addedById" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DisputeEvidence_pkey" PRIMARY KEY ("organisationId","disputeId","position")
);

-- CreateTable
CREATE TABLE "Proof" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "pages" INTEGER,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "statedMinor" BIGINT NOT NULL,
    "statedOn" DATE NOT NULL,
    "statedReference" TEXT NOT NULL,
    "status" "ProofStatus" NOT NULL DEFAULT 'submitted',
    "receivedMinor" BIGINT,
    "receivedOn" DATE,
    "reason" TEXT,
    "uploadedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "reviewedById" TEXT,
    "reviewedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Proof_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "AccountEntry" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccountEntry_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "SubscriptionEvent" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SubscriptionEvent_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "MrrMovement" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "kind" "MrrKind" NOT NULL,
    "deltaMinor" BIGINT NOT NULL,
    "afterMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "tierCode" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MrrMovement_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "SubscriptionDifference" (
    "organisationId" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "here" TEXT NOT NULL,
    "there" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SubscriptionDifference_pkey" PRIMARY KEY ("organisationId","subscriptionId","field","foundAt")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL DEFAULT 'INV',
    "year" INTEGER,
    "serial" INTEGER,
    "number" TEXT,
    "status" "InvoiceStatus" NOT NULL DEFAULT 'draft',
    "currency" CHAR(3) NOT NULL,
    "purchaseId" TEXT,
    "subscriptionId" TEXT,
    "periodStart" TIMESTAMPTZ(3),
    "periodEnd" TIMESTAMPTZ(3),
    "providerInvoiceId" TEXT,
    "seller" JSONB NOT NULL,
    "buyer" JSONB NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "paidMinor" BIGINT NOT NULL DEFAULT 0,
    "creditedMinor" BIGINT NOT NULL DEFAULT 0,
    "taxes" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "issuedAt" TIMESTAMPTZ(3),
    "dueOn" DATE,
    "paidAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "InvoiceLine" (
    "organisationId" TEXT NOT NULL,
    "invoiceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "quantity" DECIMAL(18,6) NOT NULL,
    "unitMinor" BIGINT NOT NULL,
    "discountMinor" BIGINT NOT NULL DEFAULT 0,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "taxRateId" TEXT,
    "taxBps" INTEGER NOT NULL,
    "taxCategory" "TaxCategory" NOT NULL,
    "periodStart" TIMESTAMPTZ(3),
    "periodEnd" TIMESTAMPTZ(3),
    "tierCode" TEXT,

    CONSTRAINT "InvoiceLine_pkey" PRIMARY KEY ("organisationId","invoiceId","position")
);

-- CreateTable
CREATE TABLE "CreditNote" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL DEFAULT 'CN',
    "year" INTEGER NOT NULL,
    "serial" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "invoiceId" TEXT NOT NULL,
    "refundId" TEXT,
    "reason" TEXT NOT NULL,
    "seller" JSONB NOT NULL,
    "buyer" JSONB NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "taxes" JSONB NOT NULL,
    "lines" JSONB NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CreditNote_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Document" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" "DocumentKind" NOT NULL,
    "subject" TEXT NOT NULL,
    "paper" "Paper" NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'queued',
    "storageKey" TEXT,
    "sha256" TEXT,
    "sizeBytes" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Document_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "AccountingPeriod" (
    "month" DATE NOT NULL,
    "lockedAt" TIMESTAMPTZ(3),
    "lockedById" TEXT,
    "summary" JSONB,

    CONSTRAINT "AccountingPeriod_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "JournalDay" (
    "day" DATE NOT NULL,
    "account" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "debitMinor" BIGINT NOT NULL,
    "creditMinor" BIGINT NOT NULL,

    CONSTRAINT "JournalDay_pkey" PRIMARY KEY ("day","account","currency")
);

-- CreateTable
CREATE TABLE "RolledDay" (
    "day" DATE NOT NULL,
    "rolledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RolledDay_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "ReconciliationRun" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "fromOn" DATE NOT NULL,
    "toOn" DATE NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'queued',
    "failure" TEXT,
    "counts" JSONB NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReconciliationRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReconciliationItem" (
    "runId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "MatchKind" NOT NULL,
    "organisationId" TEXT,
    "subjectId" TEXT,
    "theirId" TEXT,
    "ourMinor" BIGINT,
    "theirMinor" BIGINT,
    "currency" CHAR(3) NOT NULL,
    "ourAt" TIMESTAMPTZ(3),
    "theirAt" TIMESTAMPTZ(3),
    "text" TEXT NOT NULL DEFAULT '',
    "decision" TEXT,
    "note" TEXT,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReconciliationItem_pkey" PRIMARY KEY ("runId","position")
);

-- CreateTable
CREATE TABLE "BankStatement" (
    "id" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "fromOn" DATE NOT NULL,
    "toOn" DATE NOT NULL,
    "openingMinor" BIGINT,
    "closingMinor" BIGINT,
    "importedById" TEXT NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BankStatement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankLine" (
    "statementId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "bookedOn" DATE NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reference" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "theirId" TEXT,

    CONSTRAINT "BankLine_pkey" PRIMARY KEY ("statementId","position")
);

-- CreateIndex
CREATE INDEX "CouponUse_couponCode_usedAt_idx" ON "CouponUse"("couponCode", "usedAt");

-- CreateIndex
CREATE INDEX "TaxRate_region_validFrom_idx" ON "TaxRate"("region", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_reference_key" ON "Payment"("reference");

-- CreateIndex
CREATE INDEX "Payment_organisationId_purchaseId_idx" ON "Payment"("organisationId", "purchaseId");

-- CreateIndex
CREATE INDEX "Payment_organisationId_invoiceId_idx" ON "Payment"("organisationId", "invoiceId");

-- CreateIndex
CREATE INDEX "Payment_provider_providerPaymentId_idx" ON "Payment"("provider", "providerPaymentId");

-- CreateIndex
CREATE INDEX "Payment_status_createdAt_idx" ON "Payment"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Payment_createdAt_idx" ON "Payment"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_provider_providerId_key" ON "Payment"("provider", "providerId");

-- CreateIndex
CREATE INDEX "Refund_organisationId_paymentId_idx" ON "Refund"("organisationId", "paymentId");

-- CreateIndex
CREATE INDEX "Refund_status_createdAt_idx" ON "Refund"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_organisationId_providerRefundId_key" ON "Refund"("organisationId", "providerRefundId");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_organisationId_token_key" ON "Refund"("organisationId", "token");

-- CreateIndex
CREATE UNIQUE INDEX "Dispute_providerDisputeId_key" ON "Dispute"("providerDisputeId");

-- CreateIndex
CREATE INDEX "Dispute_organisationId_paymentId_idx" ON "Dispute"("organisationId", "paymentId");

-- CreateIndex
CREATE INDEX "Dispute_status_openedAt_idx" ON "Dispute"("status", "openedAt");

-- CreateIndex
CREATE INDEX "Proof_organisationId_paymentId_idx" ON "Proof"("organisationId", "paymentId");

-- CreateIndex
CREATE INDEX "Proof_status_createdAt_idx" ON "Proof"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Proof_sha256_idx" ON "Proof"("sha256");

-- CreateIndex
CREATE INDEX "SubscriptionEvent_organisationId_subscriptionId_at_idx" ON "SubscriptionEvent"("organisationId", "subscriptionId", "at");

-- CreateIndex
CREATE INDEX "MrrMovement_at_idx" ON "MrrMovement"("at");

-- CreateIndex
CREATE INDEX "MrrMovement_organisationId_subscriptionId_at_idx" ON "MrrMovement"("organisationId", "subscriptionId", "at");

-- CreateIndex
CREATE INDEX "SubscriptionDifference_resolvedAt_foundAt_idx" ON "SubscriptionDifference"("resolvedAt", "foundAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_number_key" ON "Invoice"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_providerInvoiceId_key" ON "Invoice"("providerInvoiceId");

-- CreateIndex
CREATE INDEX "Invoice_organisationId_issuedAt_idx" ON "Invoice"("organisationId", "issuedAt");

-- CreateIndex
CREATE INDEX "Invoice_period" ON "Invoice"("organisationId", "subscriptionId", "periodStart") INCLUDE ("paidAt");

-- CreateIndex
CREATE INDEX "Invoice_status_dueOn_idx" ON "Invoice"("status", "dueOn");

-- CreateIndex
CREATE INDEX "Invoice_issuedAt_idx" ON "Invoice"("issuedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_series_year_serial_key" ON "Invoice"("series", "year", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_organisationId_purchaseId_key" ON "Invoice"("organisationId", "purchaseId");

-- CreateIndex
CREATE UNIQUE INDEX "CreditNote_number_key" ON "CreditNote"("number");

-- CreateIndex
CREATE INDEX "CreditNote_organisationId_issuedAt_idx" ON "CreditNote"("organisationId", "issuedAt");

-- CreateIndex
CREATE INDEX "CreditNote_issuedAt_idx" ON "CreditNote"("issuedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CreditNote_series_year_serial_key" ON "CreditNote"("series", "year", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "CreditNote_organisationId_refundId_key" ON "CreditNote"("organisationId", "refundId");

-- CreateIndex
CREATE UNIQUE INDEX "Document_organisationId_kind_subject_paper_key" ON "Document"("organisationId", "kind", "subject", "paper");

-- CreateIndex
CREATE INDEX "ReconciliationRun_createdAt_idx" ON "ReconciliationRun"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "BankStatement_sha256_key" ON "BankStatement"("sha256");

-- CreateIndex
CREATE INDEX "BankLine_bookedOn_idx" ON "BankLine"("bookedOn");

-- CreateIndex
CREATE INDEX "Organisation_firstPaidAt_idx" ON "Organisation"("firstPaidAt");

-- CreateIndex
CREATE INDEX "ProviderEvent_organisationId_subjectId_idx" ON "ProviderEvent"("organisationId", "subjectId");

-- CreateIndex
CREATE INDEX "ProviderEvent_receivedAt_idx" ON "ProviderEvent"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_providerId_key" ON "Subscription"("providerId");

-- ── What was there moves to its new place ───────────────────────────────────────────────────────────────
INSERT INTO "PackPrice" ("packCode", currency, "priceMinor") SELECT code, currency, "priceMinor" FROM "Pack";
INSERT INTO "TierPrice" ("tierCode", currency, "interval", "priceMinor") SELECT code, currency, 'month', "priceMinor" FROM "Tier" WHERE "priceMinor" > 0;

-- Each purchase so far had one attempt to pay.
INSERT INTO "Payment" ("organisationId", id, provider, "purchaseId", "amountMinor", "receivedMinor", currency, status, reference,
  "providerId", "providerPaymentId", url, "declineCode", "createdById", "createdAt", "expiresAt", "settledAt")
SELECT "organisationId", typed_id('pay'), provider, id, "totalMinor", CASE WHEN status = 'paid' THEN "totalMinor" ELSE 0 END, currency,
  (CASE status WHEN 'paid' THEN 'succeeded' WHEN 'pending' THEN 'open' ELSE status::text END)::"PaymentStatus", id,
  coalesce("checkoutSessionId", "paymentIntentId"), "paymentIntentId", "checkoutUrl", "declineCode", "createdById", "createdAt", "expiresAt",
  coalesce("paidAt", "closedAt")
FROM "Purchase";
UPDATE "ProviderEvent" e SET "subjectId" = p.id FROM "Payment" p
WHERE p."organisationId" = e."organisationId" AND p."purchaseId" = e."purchaseId";
UPDATE "Organisation" o SET "firstPaidAt" = p.first
FROM (SELECT "organisationId", min("paidAt") AS first FROM "Purchase" WHERE status = 'paid' GROUP BY 1) p WHERE p."organisationId" = o.id;

ALTER TABLE "Pack" DROP CONSTRAINT "Pack_amounts", DROP COLUMN currency, DROP COLUMN "priceMinor";
DROP INDEX "ProviderEvent_organisationId_purchaseId_idx";
ALTER TABLE "ProviderEvent" DROP COLUMN "purchaseId";
DROP INDEX "Purchase_organisationId_checkoutSessionId_key";
ALTER TABLE "Purchase" DROP COLUMN "checkoutSessionId", DROP COLUMN "checkoutUrl", DROP COLUMN "declineCode",
  DROP COLUMN "paymentIntentId", DROP COLUMN provider;
ALTER TABLE "Tier" DROP CONSTRAINT "Tier_amounts", DROP COLUMN currency, DROP COLUMN "priceMinor";

-- AddForeignKey
ALTER TABLE "BillingProfile" ADD CONSTRAINT "BillingProfile_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PackPrice" ADD CONSTRAINT "PackPrice_packCode_fkey" FOREIGN KEY ("packCode") REFERENCES "Pack"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TierPrice" ADD CONSTRAINT "TierPrice_tierCode_fkey" FOREIGN KEY ("tierCode") REFERENCES "Tier"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CouponUse" ADD CONSTRAINT "CouponUse_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CouponUse" ADD CONSTRAINT "CouponUse_couponCode_fkey" FOREIGN KEY ("couponCode") REFERENCES "Coupon"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_purchase_fkey" FOREIGN KEY ("organisationId", "purchaseId") REFERENCES "Purchase"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_invoice_fkey" FOREIGN KEY ("organisationId", "invoiceId") REFERENCES "Invoice"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_payment_fkey" FOREIGN KEY ("organisationId", "paymentId") REFERENCES "Payment"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_payment_fkey" FOREIGN KEY ("organisationId", "paymentId") REFERENCES "Payment"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DisputeEvidence" ADD CONSTRAINT "DisputeEvidence_organisationId_disputeId_fkey" FOREIGN KEY ("organisationId", "disputeId") REFERENCES "Dispute"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proof" ADD CONSTRAINT "Proof_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Proof" ADD CONSTRAINT "Proof_payment_fkey" FOREIGN KEY ("organisationId", "paymentId") REFERENCES "Payment"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SubscriptionEvent" ADD CONSTRAINT "SubscriptionEvent_organisationId_subscriptionId_fkey" FOREIGN KEY ("organisationId", "subscriptionId") REFERENCES "Subscription"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_purchase_fkey" FOREIGN KEY ("organisationId", "purchaseId") REFERENCES "Purchase"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_subscription_fkey" FOREIGN KEY ("organisationId", "subscriptionId") REFERENCES "Subscription"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_organisationId_invoiceId_fkey" FOREIGN KEY ("organisationId", "invoiceId") REFERENCES "Invoice"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditNote" ADD CONSTRAINT "CreditNote_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditNote" ADD CONSTRAINT "CreditNote_invoice_fkey" FOREIGN KEY ("organisationId", "invoiceId") REFERENCES "Invoice"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditNote" ADD CONSTRAINT "CreditNote_refund_fkey" FOREIGN KEY ("organisationId", "refundId") REFERENCES "Refund"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReconciliationItem" ADD CONSTRAINT "ReconciliationItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ReconciliationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankLine" ADD CONSTRAINT "BankLine_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "BankStatement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

