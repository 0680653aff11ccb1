-- CreateEnum
CREATE TYPE "FollowUp" AS ENUM ('open', 'done');

-- CreateEnum
CREATE TYPE "RequestVia" AS ENUM ('portal', 'email', 'api', 'embed');

-- CreateEnum
CREATE TYPE "MessageVia" AS ENUM ('portal', 'email', 'api', 'embed', 'approval');

-- CreateEnum
CREATE TYPE "MessageFormat" AS ENUM ('markdown', 'text');

-- CreateEnum
CREATE TYPE "DraftKind" AS ENUM ('reply', 'note');

-- CreateEnum
CREATE TYPE "QuoteStatus" AS ENUM ('proposed', 'accepted', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "SlaKind" AS ENUM ('first_answer', 'resolution');

-- CreateEnum
CREATE TYPE "SlaState" AS ENUM ('running', 'paused', 'stopped');

-- CreateEnum
CREATE TYPE "DeliveryChannel" AS ENUM ('email', 'telegram');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('queued', 'sent', 'held', 'dead', 'bounced');

-- CreateEnum
CREATE TYPE "EmailPace" AS ENUM ('now', 'digest', 'off');

-- CreateEnum
CREATE TYPE "InboundStatus" AS ENUM ('received', 'posted', 'filed', 'parked', 'quarantined', 'failed');

-- CreateEnum
CREATE TYPE "ApprovalStatus" AS ENUM ('pending', 'approved', 'rejected', 'voided');

-- AlterEnum

-- AlterEnum

-- AlterTable
ALTER TABLE "SupportCategory" ADD COLUMN     "isQuoted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lateRefundBps" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "needsApproval" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Purchase" ADD COLUMN     "requestId" TEXT;

-- AlterTable
ALTER TABLE "Request" ADD COLUMN     "approval" "ApprovalStatus",
ADD COLUMN     "contactId" TEXT,
ADD COLUMN     "deploymentId" TEXT,
ADD COLUMN     "dueAt" TIMESTAMPTZ(3),
ADD COLUMN     "idempotencyKey" TEXT,
ADD COLUMN     "lastCustomerAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastStaffAt" TIMESTAMPTZ(3),
ADD COLUMN     "lateRefundBps" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lateReturnMicro" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "needsApproval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "reopenCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "requestHash" TEXT,
ADD COLUMN     "scopeVersion" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "via" "RequestVia" NOT NULL DEFAULT 'portal',
ALTER COLUMN "holdId" DROP NOT NULL,
ALTER COLUMN "openedById" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Message" ADD COLUMN     "contactId" TEXT,
ADD COLUMN     "editedAt" TIMESTAMPTZ(3),
ADD COLUMN     "format" "MessageFormat" NOT NULL DEFAULT 'markdown',
ADD COLUMN     "mailId" TEXT,
ADD COLUMN     "quoted" TEXT,
ADD COLUMN     "via" "MessageVia" NOT NULL DEFAULT 'portal',
ALTER COLUMN "authorId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Note" ADD COLUMN     "editedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "contactId" TEXT,
ADD COLUMN     "mailId" TEXT,
ALTER COLUMN "uploadedById" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Rating" ADD COLUMN     "contactId" TEXT,
ADD COLUMN     "followUp" "FollowUp",
ADD COLUMN     "followUpNote" TEXT,
ADD COLUMN     "followedUpAt" TIMESTAMPTZ(3),
ADD COLUMN     "followedUpById" TEXT,
ALTER COLUMN "ratedById" DROP NOT NULL;

-- CreateTable
CREATE TABLE "SupportCategoryPrice" (
    "categoryCode" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "priceMinor" BIGINT NOT NULL,

    CONSTRAINT "SupportCategoryPrice_pkey" PRIMARY KEY ("categoryCode","currency")
);

-- CreateTable
CREATE TABLE "Contact" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "RequestParticipant" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "userId" TEXT,
    "contactId" TEXT,
    "side" "AuthorSide" NOT NULL,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "readAt" TIMESTAMPTZ(3),
    "mutedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestParticipant_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "MessageEdit" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "messageId" TEXT,
    "noteId" TEXT,
    "body" TEXT NOT NULL,
    "editedById" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageEdit_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "MessageDraft" (
    "organisationId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" "DraftKind" NOT NULL,
    "messageId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attachments" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "edit" JSONB,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MessageDraft_pkey" PRIMARY KEY ("organisationId","requestId","userId","kind")
);

-- CreateTable
CREATE TABLE "RequestPresence" (
    "organisationId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "isTyping" BOOLEAN NOT NULL DEFAULT false,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RequestPresence_pkey" PRIMARY KEY ("organisationId","requestId","userId")
);

-- CreateTable
CREATE TABLE "CannedReply" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "categoryCode" TEXT,
    "changedById" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "archivedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CannedReply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "name" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestSearch" (
    "organisationId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "document" tsvector NOT NULL,

    CONSTRAINT "RequestSearch_pkey" PRIMARY KEY ("organisationId","requestId")
);

-- CreateTable
CREATE TABLE "Quote" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "priceMicro" BIGINT NOT NULL,
    "body" TEXT NOT NULL,
    "status" "QuoteStatus" NOT NULL DEFAULT 'proposed',
    "holdId" TEXT,
    "proposedById" TEXT NOT NULL,
    "proposedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "comment" TEXT,

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "BusinessCalendar" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "hours" JSONB NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BusinessCalendar_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "Holiday" (
    "calendarCode" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Holiday_pkey" PRIMARY KEY ("calendarCode","day")
);

-- CreateTable
CREATE TABLE "SlaPolicy" (
    "id" TEXT NOT NULL,
    "calendarCode" TEXT NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT,

    CONSTRAINT "SlaPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SlaTarget" (
    "policyId" TEXT NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "firstAnswerMinutes" INTEGER,
    "resolutionMinutes" INTEGER,

    CONSTRAINT "SlaTarget_pkey" PRIMARY KEY ("policyId","urgency")
);

-- CreateTable
CREATE TABLE "SlaClock" (
    "organisationId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" "SlaKind" NOT NULL,
    "policyId" TEXT NOT NULL,
    "targetMs" BIGINT NOT NULL,
    "usedMs" BIGINT NOT NULL DEFAULT 0,
    "state" "SlaState" NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "nearAt" TIMESTAMPTZ(3),
    "nearToldAt" TIMESTAMPTZ(3),
    "breachedAt" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SlaClock_pkey" PRIMARY KEY ("organisationId","requestId","kind")
);

-- CreateTable
CREATE TABLE "SlaSegment" (
    "organisationId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" "SlaKind" NOT NULL,
    "position" INTEGER NOT NULL,
    "isRunning" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3),
    "businessMs" BIGINT,

    CONSTRAINT "SlaSegment_pkey" PRIMARY KEY ("organisationId","requestId","kind","position")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "organisationId" TEXT,
    "event" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "channel" "DeliveryChannel" NOT NULL,
    "recipient" TEXT NOT NULL,
    "userId" TEXT,
    "organisationId" TEXT,
    "requestId" TEXT,
    "event" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "payload" TEXT,
    "key" TEXT NOT NULL,
    "messageId" TEXT,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "runAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationPreference" (
    "userId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL DEFAULT '',
    "event" TEXT NOT NULL,
    "email" "EmailPace" NOT NULL,
    "inApp" BOOLEAN NOT NULL DEFAULT true,
    "telegram" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "NotificationPreference_pkey" PRIMARY KEY ("userId","organisationId","event")
);

-- CreateTable
CREATE TABLE "NotificationSchedule" (
    "userId" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "digestAt" INTEGER NOT NULL DEFAULT 480,
    "digestedAt" TIMESTAMPTZ(3),
    "telegramChatId" TEXT,

    CONSTRAINT "NotificationSchedule_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "MailSuppression" (
    "email" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "code" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MailSuppression_pkey" PRIMARY KEY ("email")
);

-- CreateTable
CREATE TABLE "InboundMail" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "envelopeFrom" TEXT NOT NULL,
    "recipients" TEXT[],
    "fromAddress" TEXT NOT NULL DEFAULT '',
    "fromName" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL DEFAULT '',
    "authentication" JSONB,
    "status" "InboundStatus" NOT NULL DEFAULT 'received',
    "reason" TEXT,
    "matchedBy" TEXT,
    "organisationId" TEXT,
    "requestId" TEXT,
    "postedId" TEXT,
    "refused" JSONB,
    "storageKey" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),
    "releasedById" TEXT,

    CONSTRAINT "InboundMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OwnerContact" (
    "organisationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "changedById" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OwnerContact_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "ApprovalAsk" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "ownerName" TEXT NOT NULL,
    "ownerEmail" TEXT NOT NULL,
    "ownerLocale" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "remindAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApprovalAsk_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Approval" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "askId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "writtenBy" TEXT NOT NULL,
    "status" "ApprovalStatus" NOT NULL DEFAULT 'pending',
    "voidReason" TEXT,
    "tokenHash" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "comment" TEXT,
    "decidedIp" TEXT,
    "messageId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "ApprovalView" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "approvalId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "isPerson" BOOLEAN NOT NULL,
    "userAgent" TEXT NOT NULL,
    "ip" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApprovalView_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "Deployment" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "appId" TEXT,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "origins" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Deployment_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "DeploymentKey" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeploymentKey_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Contact_organisationId_deploymentId_email_key" ON "Contact"("organisationId", "deploymentId", "email");

-- CreateIndex
CREATE INDEX "RequestParticipant_id_idx" ON "RequestParticipant"("id");

-- CreateIndex
CREATE UNIQUE INDEX "RequestParticipant_organisationId_requestId_userId_key" ON "RequestParticipant"("organisationId", "requestId", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "RequestParticipant_organisationId_requestId_contactId_key" ON "RequestParticipant"("organisationId", "requestId", "contactId");

-- CreateIndex
CREATE INDEX "MessageEdit_organisationId_messageId_idx" ON "MessageEdit"("organisationId", "messageId");

-- CreateIndex
CREATE INDEX "MessageEdit_organisationId_noteId_idx" ON "MessageEdit"("organisationId", "noteId");

-- CreateIndex
CREATE INDEX "SavedView_userId_position_idx" ON "SavedView"("userId", "position");

-- CreateIndex
CREATE INDEX "RequestSearch_changedAt_requestId_idx" ON "RequestSearch"("changedAt" DESC, "requestId");

-- CreateIndex
CREATE INDEX "RequestSearch_organisationId_changedAt_requestId_idx" ON "RequestSearch"("organisationId", "changedAt" DESC, "requestId");

-- CreateIndex
CREATE INDEX "Quote_organisationId_requestId_idx" ON "Quote"("organisationId", "requestId");

-- CreateIndex
CREATE UNIQUE INDEX "Quote_organisationId_holdId_key" ON "Quote"("organisationId", "holdId");

-- CreateIndex
CREATE INDEX "SlaPolicy_validFrom_idx" ON "SlaPolicy"("validFrom");

-- CreateIndex
CREATE INDEX "Notification_userId_createdAt_idx" ON "Notification"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "Notification_createdAt_idx" ON "Notification"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");

-- CreateIndex
CREATE INDEX "Delivery_messageId_idx" ON "Delivery"("messageId");

-- CreateIndex
CREATE INDEX "Delivery_status_createdAt_idx" ON "Delivery"("status", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_userId_status_runAt_idx" ON "Delivery"("userId", "status", "runAt");

-- CreateIndex
CREATE INDEX "Delivery_organisationId_requestId_idx" ON "Delivery"("organisationId", "requestId");

-- CreateIndex
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "InboundMail_messageId_key" ON "InboundMail"("messageId");

-- CreateIndex
CREATE INDEX "InboundMail_status_receivedAt_idx" ON "InboundMail"("status", "receivedAt");

-- CreateIndex
CREATE INDEX "InboundMail_fromAddress_receivedAt_idx" ON "InboundMail"("fromAddress", "receivedAt");

-- CreateIndex
CREATE INDEX "InboundMail_organisationId_requestId_idx" ON "InboundMail"("organisationId", "requestId");

-- CreateIndex
CREATE INDEX "InboundMail_receivedAt_idx" ON "InboundMail"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Approval_tokenHash_key" ON "Approval"("tokenHash");

-- CreateIndex
CREATE INDEX "Approval_organisationId_requestId_createdAt_idx" ON "Approval"("organisationId", "requestId", "createdAt");

-- CreateIndex
CREATE INDEX "Approval_status_createdAt_idx" ON "Approval"("status", "createdAt");

-- CreateIndex
CREATE INDEX "ApprovalView_organisationId_approvalId_at_idx" ON "ApprovalView"("organisationId", "approvalId", "at");

-- CreateIndex
CREATE INDEX "Deployment_id_idx" ON "Deployment"("id");

-- CreateIndex
CREATE INDEX "Deployment_appId_idx" ON "Deployment"("appId");

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_organisationId_code_key" ON "Deployment"("organisationId", "code");

-- CreateIndex
CREATE INDEX "DeploymentKey_id_idx" ON "DeploymentKey"("id");

-- CreateIndex
CREATE UNIQUE INDEX "Request_organisationId_idempotencyKey_key" ON "Request"("organisationId", "idempotencyKey");

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_contact_fkey" FOREIGN KEY ("organisationId", "contactId") REFERENCES "Contact"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_deployment_fkey" FOREIGN KEY ("organisationId", "deploymentId") REFERENCES "Deployment"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Message" ADD CONSTRAINT "Message_contact_fkey" FOREIGN KEY ("organisationId", "contactId") REFERENCES "Contact"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupportCategoryPrice" ADD CONSTRAINT "SupportCategoryPrice_categoryCode_fkey" FOREIGN KEY ("categoryCode") REFERENCES "SupportCategory"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestParticipant" ADD CONSTRAINT "RequestParticipant_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestParticipant" ADD CONSTRAINT "RequestParticipant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestParticipant" ADD CONSTRAINT "RequestParticipant_contact_fkey" FOREIGN KEY ("organisationId", "contactId") REFERENCES "Contact"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageEdit" ADD CONSTRAINT "MessageEdit_message_fkey" FOREIGN KEY ("organisationId", "messageId") REFERENCES "Message"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageEdit" ADD CONSTRAINT "MessageEdit_note_fkey" FOREIGN KEY ("organisationId", "noteId") REFERENCES "Note"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageDraft" ADD CONSTRAINT "MessageDraft_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestPresence" ADD CONSTRAINT "RequestPresence_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestSearch" ADD CONSTRAINT "RequestSearch_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Holiday" ADD CONSTRAINT "Holiday_calendarCode_fkey" FOREIGN KEY ("calendarCode") REFERENCES "BusinessCalendar"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlaPolicy" ADD CONSTRAINT "SlaPolicy_calendarCode_fkey" FOREIGN KEY ("calendarCode") REFERENCES "BusinessCalendar"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlaTarget" ADD CONSTRAINT "SlaTarget_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "SlaPolicy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlaClock" ADD CONSTRAINT "SlaClock_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlaClock" ADD CONSTRAINT "SlaClock_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "SlaPolicy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlaSegment" ADD CONSTRAINT "SlaSegment_clock_fkey" FOREIGN KEY ("organisationId", "requestId", "kind") REFERENCES "SlaClock"("organisationId", "requestId", "kind") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notification" ADD CONSTRAINT "Notification_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotificationPreference" ADD CONSTRAINT "NotificationPreference_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NotificationSchedule" ADD CONSTRAINT "NotificationSchedule_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnerContact" ADD CONSTRAINT "OwnerContact_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_ask_fkey" FOREIGN KEY ("organisationId", "askId") REFERENCES "ApprovalAsk"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_request_fkey" FOREIGN KEY ("organisationId", "requestId") REFERENCES "Request"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalView" ADD CONSTRAINT "ApprovalView_approval_fkey" FOREIGN KEY ("organisationId", "approvalId") REFERENCES "Approval"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentKey" ADD CONSTRAINT "DeploymentKey_deployment_fkey" FOREIGN KEY ("organisationId", "deploymentId") REFERENCES "Deployment"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


