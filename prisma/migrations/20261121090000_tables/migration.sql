-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "StaffRole" AS ENUM ('expert', 'agent', 'finance', 'admin');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('owner', 'billing', 'member');

-- CreateEnum
CREATE TYPE "CustomerClass" AS ENUM ('standard', 'vip');

-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('verify_email', 'reset_password', 'sign_in', 'invitation');

-- CreateEnum
CREATE TYPE "Rounding" AS ENUM ('up', 'nearest', 'down');

-- CreateEnum
CREATE TYPE "PriceRuleKind" AS ENUM ('urgency', 'customer_class', 'pack_volume');

-- CreateEnum
CREATE TYPE "LotSource" AS ENUM ('welcome', 'allowance', 'purchase', 'promotion', 'adjustment', 'return');

-- CreateEnum
CREATE TYPE "OperationKind" AS ENUM ('grant', 'deduct', 'hold', 'capture', 'release', 'expire', 'adjust', 'return');

-- CreateEnum
CREATE TYPE "HoldStatus" AS ENUM ('active', 'captured', 'released', 'expired');

-- CreateEnum
CREATE TYPE "PurchaseStatus" AS ENUM ('pending', 'paid', 'cancelled', 'expired', 'failed');

-- CreateEnum
CREATE TYPE "SubscriptionStatus" AS ENUM ('active', 'past_due', 'cancelled');

-- CreateEnum
CREATE TYPE "SubscriptionCollection" AS ENUM ('free', 'manual', 'stripe');

-- CreateEnum
CREATE TYPE "JournalKind" AS ENUM ('purchase', 'recognition', 'expiry');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('normal', 'high', 'critical');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('new', 'assigned', 'in_progress', 'waiting_on_customer', 'resolved', 'closed', 'cancelled');

-- CreateEnum
CREATE TYPE "AuthorSide" AS ENUM ('customer', 'staff');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "staffRoles" "StaffRole"[] DEFAULT ARRAY[]::"StaffRole"[],
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL DEFAULT 'USD',
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "customerClass" "CustomerClass" NOT NULL DEFAULT 'standard',
    "stripeCustomerId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "organisationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" "MemberRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("organisationId","userId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organisationId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "ip" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmailLink" (
    "id" TEXT NOT NULL,
    "purpose" "LinkPurpose" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "userId" TEXT,
    "organisationId" TEXT,
    "memberRole" "MemberRole",
    "staffRoles" "StaffRole"[] DEFAULT ARRAY[]::"StaffRole"[],
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EmailLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Expert" (
    "userId" TEXT NOT NULL,
    "skills" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "capacity" INTEGER NOT NULL DEFAULT 8,

    CONSTRAINT "Expert_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "Pack" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "creditsMicro" BIGINT NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "validityDays" INTEGER,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Pack_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Tier" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "priceMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "allowanceMicro" BIGINT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Tier_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Service" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "group" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "priceMicro" BIGINT NOT NULL,
    "perUnits" INTEGER NOT NULL DEFAULT 1,
    "rounding" "Rounding" NOT NULL DEFAULT 'up',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Service_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "SupportCategory" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hint" TEXT NOT NULL DEFAULT '',
    "priceMicro" BIGINT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SupportCategory_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "PriceRule" (
    "kind" "PriceRuleKind" NOT NULL,
    "key" TEXT NOT NULL,
    "valueBps" INTEGER NOT NULL,

    CONSTRAINT "PriceRule_pkey" PRIMARY KEY ("kind","key")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Wallet" (
    "organisationId" TEXT NOT NULL,
    "balanceMicro" BIGINT NOT NULL DEFAULT 0,
    "heldMicro" BIGINT NOT NULL DEFAULT 0,
    "lastSeq" BIGINT NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Wallet_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "Lot" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source" "LotSource" NOT NULL,
    "grantedMicro" BIGINT NOT NULL,
    "remainingMicro" BIGINT NOT NULL,
    "heldMicro" BIGINT NOT NULL DEFAULT 0,
    "isOpen" BOOLEAN NOT NULL DEFAULT true,
    "priority" INTEGER NOT NULL DEFAULT 50,
    "effectiveAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "costMinor" BIGINT,
    "currency" CHAR(3),
    "recognisedMinor" BIGINT NOT NULL DEFAULT 0,
    "purchaseId" TEXT,
    "subscriptionId" TEXT,
    "periodStart" TIMESTAMPTZ(3),
    "operationId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lot_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Operation" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" "OperationKind" NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "serviceCode" TEXT,
    "quantity" DECIMAL(24,6),
    "amountMicro" BIGINT NOT NULL,
    "reference" TEXT,
    "reason" TEXT,
    "metadata" JSONB,
    "parentId" TEXT,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "answer" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Operation_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "organisationId" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "operationId" TEXT NOT NULL,
    "lotId" TEXT NOT NULL,
    "kind" "OperationKind" NOT NULL,
    "serviceCode" TEXT,
    "amountMicro" BIGINT NOT NULL,
    "balanceAfterMicro" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("organisationId","seq")
);

-- CreateTable
CREATE TABLE "Hold" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "operationId" TEXT NOT NULL,
    "serviceCode" TEXT,
    "quantity" DECIMAL(24,6),
    "amountMicro" BIGINT NOT NULL,
    "capturedMicro" BIGINT NOT NULL DEFAULT 0,
    "status" "HoldStatus" NOT NULL,
    "reference" TEXT,
    "expiresAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Hold_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "HoldDraw" (
    "organisationId" TEXT NOT NULL,
    "holdId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "lotId" TEXT NOT NULL,
    "amountMicro" BIGINT NOT NULL,
    "capturedMicro" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "HoldDraw_pkey" PRIMARY KEY ("organisationId","holdId","position")
);

-- CreateTable
CREATE TABLE "UsageDay" (
    "organisationId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "serviceCode" TEXT NOT NULL,
    "consumedMicro" BIGINT NOT NULL,

    CONSTRAINT "UsageDay_pkey" PRIMARY KEY ("organisationId","day","serviceCode")
);

-- CreateTable
CREATE TABLE "Purchase" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "packCode" TEXT NOT NULL,
    "packName" TEXT NOT NULL,
    "creditsMicro" BIGINT NOT NULL,
    "listPriceMinor" BIGINT NOT NULL,
    "discountMinor" BIGINT NOT NULL DEFAULT 0,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "totalMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "factors" JSONB NOT NULL,
    "validityDays" INTEGER,
    "status" "PurchaseStatus" NOT NULL DEFAULT 'pending',
    "provider" TEXT NOT NULL DEFAULT 'stripe',
    "checkoutSessionId" TEXT,
    "checkoutUrl" TEXT,
    "paymentIntentId" TEXT,
    "declineCode" TEXT,
    "returnTo" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "paidAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Purchase_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "ProviderEvent" (
    "provider" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "organisationId" TEXT,
    "purchaseId" TEXT,
    "payload" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ProviderEvent_pkey" PRIMARY KEY ("provider","eventId")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "tierCode" TEXT NOT NULL,
    "tierName" TEXT NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "allowanceMicro" BIGINT NOT NULL,
    "collection" "SubscriptionCollection" NOT NULL,
    "status" "SubscriptionStatus" NOT NULL,
    "anchorDay" INTEGER NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "JournalEntry" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" "JournalKind" NOT NULL,
    "reference" TEXT NOT NULL,
    "postedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JournalEntry_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "JournalLine" (
    "organisationId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "JournalLine_pkey" PRIMARY KEY ("organisationId","entryId","position")
);

-- CreateTable
CREATE TABLE "Counter" (
    "name" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("name","year")
);

-- CreateTable
CREATE TABLE "Request" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "categoryCode" TEXT NOT NULL,
    "categoryName" TEXT NOT NULL,
    "serviceAffected" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "status" "RequestStatus" NOT NULL DEFAULT 'new',
    "priceMicro" BIGINT NOT NULL,
    "priceFactors" JSONB NOT NULL,
    "holdId" TEXT NOT NULL,
    "openedById" TEXT NOT NULL,
    "expertId" TEXT,
    "resolution" TEXT,
    "cancelReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "assignedAt" TIMESTAMPTZ(3),
    "firstAnsweredAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Request_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Message" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "side" "AuthorSide" NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Note" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "RequestEvent" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" TEXT,
    "data" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestEvent_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "uploadedById" TEXT NOT NULL,
    "requestId" TEXT,
    "messageId" TEXT,
    "noteId" TEXT,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "storageKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "RequestDraft" (
    "organisationId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestDraft_pkey" PRIMARY KEY ("organisationId","userId")
);

-- CreateTable
CREATE TABLE "Rating" (
    "organisationId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "score" INTEGER NOT NULL,
    "comment" TEXT,
    "ratedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Rating_pkey" PRIMARY KEY ("organisationId","requestId")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "organisationId" TEXT,
    "action" TEXT NOT NULL,
    "recordType" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "ip" TEXT,
    "requestId" TEXT,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkerHeartbeat" (
    "workerId" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "WorkerHeartbeat_pkey" PRIMARY KEY ("workerId")
);

-- CreateTable
CREATE TABLE "throttle" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Organisation_stripeCustomerId_key" ON "Organisation"("stripeCustomerId");

-- CreateIndex
CREATE INDEX "Organisation_createdAt_idx" ON "Organisation"("createdAt");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE INDEX "Session_userId_expiresAt_idx" ON "Session"("userId", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "EmailLink_tokenHash_key" ON "EmailLink"("tokenHash");

-- CreateIndex
CREATE INDEX "EmailLink_organisationId_createdAt_idx" ON "EmailLink"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "EmailLink_userId_idx" ON "EmailLink"("userId");

-- CreateIndex
CREATE INDEX "EmailLink_email_purpose_idx" ON "EmailLink"("email", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "Lot_organisationId_purchaseId_key" ON "Lot"("organisationId", "purchaseId");

-- CreateIndex
CREATE UNIQUE INDEX "Lot_organisationId_subscriptionId_periodStart_key" ON "Lot"("organisationId", "subscriptionId", "periodStart");

-- CreateIndex
CREATE INDEX "Operation_organisationId_parentId_idx" ON "Operation"("organisationId", "parentId");

-- CreateIndex
CREATE UNIQUE INDEX "Operation_organisationId_kind_idempotencyKey_key" ON "Operation"("organisationId", "kind", "idempotencyKey");

-- CreateIndex
CREATE INDEX "Entry_organisationId_lotId_seq_idx" ON "Entry"("organisationId", "lotId", "seq");

-- CreateIndex
CREATE INDEX "Entry_organisationId_operationId_idx" ON "Entry"("organisationId", "operationId");

-- CreateIndex
CREATE INDEX "HoldDraw_organisationId_lotId_idx" ON "HoldDraw"("organisationId", "lotId");

-- CreateIndex
CREATE INDEX "Purchase_id_idx" ON "Purchase"("id");

-- CreateIndex
CREATE INDEX "Purchase_status_createdAt_idx" ON "Purchase"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Purchase_organisationId_checkoutSessionId_key" ON "Purchase"("organisationId", "checkoutSessionId");

-- CreateIndex
CREATE INDEX "ProviderEvent_organisationId_purchaseId_idx" ON "ProviderEvent"("organisationId", "purchaseId");

-- CreateIndex
CREATE INDEX "Subscription_status_periodEnd_idx" ON "Subscription"("status", "periodEnd");

-- CreateIndex
CREATE INDEX "JournalEntry_organisationId_reference_idx" ON "JournalEntry"("organisationId", "reference");

-- CreateIndex
CREATE INDEX "JournalEntry_postedAt_idx" ON "JournalEntry"("postedAt");

-- CreateIndex
CREATE INDEX "JournalLine_account_idx" ON "JournalLine"("account");

-- CreateIndex
CREATE INDEX "Request_id_idx" ON "Request"("id");

-- CreateIndex
CREATE INDEX "Request_status_createdAt_idx" ON "Request"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Request_expertId_status_idx" ON "Request"("expertId", "status");

-- CreateIndex
CREATE INDEX "Request_organisationId_createdAt_idx" ON "Request"("organisationId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Request_organisationId_number_key" ON "Request"("organisationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Request_organisationId_holdId_key" ON "Request"("organisationId", "holdId");

-- CreateIndex
CREATE INDEX "Message_organisationId_requestId_createdAt_idx" ON "Message"("organisationId", "requestId", "createdAt");

-- CreateIndex
CREATE INDEX "Note_organisationId_requestId_createdAt_idx" ON "Note"("organisationId", "requestId", "createdAt");

-- CreateIndex
CREATE INDEX "RequestEvent_organisationId_requestId_createdAt_idx" ON "RequestEvent"("organisationId", "requestId", "createdAt");

-- CreateIndex
CREATE INDEX "Attachment_organisationId_requestId_idx" ON "Attachment"("organisationId", "requestId");

-- CreateIndex
CREATE INDEX "Attachment_createdAt_idx" ON "Attachment"("createdAt");

-- CreateIndex
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");

-- CreateIndex
CREATE INDEX "AuditEvent_organisationId_at_idx" ON "AuditEvent"("organisationId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_recordType_recordId_at_idx" ON "AuditEvent"("recordType", "recordId", "at");

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailLink" ADD CONSTRAINT "EmailLink_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailLink" ADD CONSTRAINT "EmailLink_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailLink" ADD CONSTRAINT "EmailLink_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Expert" ADD CONSTRAINT "Expert_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Wallet"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_operation_fkey" FOREIGN KEY ("organisationId", "operationId") REFERENCES "Operation"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_purchase_fkey" FOREIGN KEY ("organisationId", "purchaseId") REFERENCES "Purchase"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_subscription_fkey" FOREIGN KEY ("organisationId", "subscriptionId") REFERENCES "Subscription"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Operation" ADD CONSTRAINT "Operation_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Wallet"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_organisationId_operationId_fkey" FOREIGN KEY ("organisationId", "operationId") REFERENCES "Operation"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_organisationId_lotId_fkey" FOREIGN KEY ("organisationId", "lotId") REFERENCES "Lot"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_organisationId_operationId_fkey" FOREIGN KEY ("organisationId", "operationId") REFERENCES "Operation"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HoldDraw" ADD CONSTRAINT "HoldDraw_organisationId_holdId_fkey" FOREIGN KEY ("organisationId", "holdId") REFERENCES "Hold"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HoldDraw" ADD CONSTRAINT "HoldDraw_organisationId_lotId_fkey" FOREIGN KEY ("organisationId", "lotId") REFERENCES "Lot"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Purchase" ADD CONSTRAINT "Purchase_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Purchase" ADD CONSTRAINT "Purchase_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JournalLine" ADD CONSTRAINT "JournalLine_organisationId_entryId_fkey" FOREIGN KEY ("organisationId", "entryId") REFERENCES "JournalEntry"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_hold_fkey" FOREIGN KEY ("organisationId", "holdId") REFERENCES "Hold"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_openedById_fkey" FOREIGN KEY ("openedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_expertId_fkey" FOREIGN KEY ("expertId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_organisationId_requestId_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_organisationId_requestId_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestEvent" ADD CONSTRAINT "RequestEvent_organisationId_requestId_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_uploadedById_fkey" FOREIGN KEY ("uploadedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_message_fkey" FOREIGN KEY ("organisationId", "messageId") REFERENCES "Message"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_note_fkey" FOREIGN KEY ("organisationId", "noteId") REFERENCES "Note"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestDraft" ADD CONSTRAINT "RequestDraft_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestDraft" ADD CONSTRAINT "RequestDraft_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rating" ADD CONSTRAINT "Rating_organisationId_requestId_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rating" ADD CONSTRAINT "Rating_ratedById_fkey" FOREIGN KEY ("ratedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


