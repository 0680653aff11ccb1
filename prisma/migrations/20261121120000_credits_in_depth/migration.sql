-- Services with prices over time, what is owed, warnings, exports, promotion codes, API keys, auto top-up, error reports.

-- CreateEnum
CREATE TYPE "ExportStatus" AS ENUM ('queued', 'running', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "PurchaseOrigin" AS ENUM ('checkout', 'auto_top_up');

-- CreateEnum
CREATE TYPE "AutoTopUpStatus" AS ENUM ('active', 'paused');

-- AlterEnum
ALTER TYPE "JournalKind" ADD VALUE 'transfer';

-- AlterEnum
ALTER TYPE "LotSource" ADD VALUE 'transfer';

-- AlterEnum
ALTER TYPE "OperationKind" ADD VALUE 'settle';
ALTER TYPE "OperationKind" ADD VALUE 'transfer';

-- AlterTable
ALTER TABLE "Lot" ADD COLUMN     "rolloverMicro" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "rolloverUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "mutedWarnings" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "warnByEmail" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Operation" ADD COLUMN     "memberId" TEXT,
ADD COLUMN     "price" JSONB,
ADD COLUMN     "shortfallMicro" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Purchase" ADD COLUMN     "apiKeyId" TEXT,
ADD COLUMN     "idempotencyKey" TEXT,
ADD COLUMN     "origin" "PurchaseOrigin" NOT NULL DEFAULT 'checkout',
ADD COLUMN     "requestHash" TEXT,
ALTER COLUMN "createdById" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Request" ADD COLUMN     "errorGroupId" TEXT;

-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "rolloverMicro" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Tier" ADD COLUMN     "rolloverMicro" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "UsageDay" DROP CONSTRAINT "UsageDay_pkey",
ADD COLUMN     "apiKeyId" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "count" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "memberId" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "UsageDay_pkey" PRIMARY KEY ("organisationId", "day", "serviceCode", "memberId", "apiKeyId");

-- AlterTable
ALTER TABLE "Wallet" ADD COLUMN     "owedMicro" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "watchMicro" BIGINT;

-- CreateTable
CREATE TABLE "ServicePrice" (
    "serviceCode" TEXT NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "priceMicro" BIGINT NOT NULL,
    "perUnits" INTEGER NOT NULL,
    "rounding" "Rounding" NOT NULL,

    CONSTRAINT "ServicePrice_pkey" PRIMARY KEY ("serviceCode","validFrom")
);

-- CreateTable
CREATE TABLE "Receivable" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "operationId" TEXT NOT NULL,
    "serviceCode" TEXT,
    "amountMicro" BIGINT NOT NULL,
    "settledMicro" BIGINT NOT NULL DEFAULT 0,
    "forgivenMicro" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Receivable_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "WalletWarning" (
    "organisationId" TEXT NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "threshold" TEXT NOT NULL,
    "availableMicro" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WalletWarning_pkey" PRIMARY KEY ("organisationId","periodStart","threshold")
);

-- CreateTable
CREATE TABLE "Export" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "status" "ExportStatus" NOT NULL DEFAULT 'queued',
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "rowsTotal" INTEGER NOT NULL DEFAULT 0,
    "storageKey" TEXT,
    "sizeBytes" INTEGER,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Export_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "PromotionCode" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "creditsMicro" BIGINT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "maxUses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "validityDays" INTEGER,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PromotionCode_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "PromotionUse" (
    "organisationId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "lotId" TEXT NOT NULL,
    "usedById" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PromotionUse_pkey" PRIMARY KEY ("organisationId","code")
);

-- CreateTable
CREATE TABLE "App" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "App_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AppCustomer" (
    "appId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AppCustomer_pkey" PRIMARY KEY ("appId","externalId")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL,
    "organisationId" TEXT,
    "appId" TEXT,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "allowedIps" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "ratePerMinute" INTEGER NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "replacedById" TEXT,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE UNLOGGED TABLE "ApiCall" (
    "apiKeyId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "requestId" TEXT NOT NULL,
    "organisationId" TEXT,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT,
    "durationMs" INTEGER NOT NULL,
    "ip" TEXT,

    CONSTRAINT "ApiCall_pkey" PRIMARY KEY ("apiKeyId","at","requestId")
);

-- CreateTable
CREATE TABLE "AutoTopUp" (
    "organisationId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "thresholdMicro" BIGINT NOT NULL,
    "packCode" TEXT NOT NULL,
    "monthlyCapMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "AutoTopUpStatus" NOT NULL DEFAULT 'active',
    "pausedReason" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3),
    "paymentMethodId" TEXT,
    "cardBrand" TEXT,
    "cardLast4" TEXT,
    "cardExpiry" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AutoTopUp_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "ErrorGroup" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "app" TEXT,
    "message" TEXT NOT NULL,
    "stack" TEXT,
    "url" TEXT,
    "context" JSONB,
    "count" BIGINT NOT NULL DEFAULT 0,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "resolvedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ErrorGroup_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateTable
CREATE TABLE "ErrorReport" (
    "organisationId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "url" TEXT,
    "context" JSONB,
    "apiKeyId" TEXT,
    "idempotencyKey" TEXT,
    "requestHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ErrorReport_pkey" PRIMARY KEY ("organisationId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Receivable_organisationId_operationId_key" ON "Receivable"("organisationId", "operationId");

-- CreateIndex
CREATE INDEX "Export_expiresAt_idx" ON "Export"("expiresAt");

-- CreateIndex
CREATE INDEX "PromotionUse_code_usedAt_idx" ON "PromotionUse"("code", "usedAt");

-- CreateIndex
CREATE INDEX "AppCustomer_organisationId_idx" ON "AppCustomer"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "AppCustomer_appId_organisationId_key" ON "AppCustomer"("appId", "organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");

-- CreateIndex
CREATE INDEX "ApiKey_organisationId_createdAt_idx" ON "ApiKey"("organisationId", "createdAt");

-- CreateIndex
CREATE INDEX "ApiKey_appId_createdAt_idx" ON "ApiKey"("appId", "createdAt");

-- CreateIndex
CREATE INDEX "ApiCall_organisationId_at_idx" ON "ApiCall"("organisationId", "at");

-- CreateIndex
CREATE INDEX "ErrorGroup_organisationId_lastSeenAt_idx" ON "ErrorGroup"("organisationId", "lastSeenAt");

-- CreateIndex
CREATE UNIQUE INDEX "ErrorGroup_organisationId_fingerprint_key" ON "ErrorGroup"("organisationId", "fingerprint");

-- CreateIndex
CREATE INDEX "ErrorReport_organisationId_groupId_createdAt_idx" ON "ErrorReport"("organisationId", "groupId", "createdAt");

-- CreateIndex
CREATE INDEX "ErrorReport_createdAt_idx" ON "ErrorReport"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ErrorReport_organisationId_idempotencyKey_key" ON "ErrorReport"("organisationId", "idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "Purchase_organisationId_idempotencyKey_key" ON "Purchase"("organisationId", "idempotencyKey");

-- AddForeignKey
ALTER TABLE "ServicePrice" ADD CONSTRAINT "ServicePrice_serviceCode_fkey" FOREIGN KEY ("serviceCode") REFERENCES "Service"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receivable" ADD CONSTRAINT "Receivable_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Wallet"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receivable" ADD CONSTRAINT "Receivable_organisationId_operationId_fkey" FOREIGN KEY ("organisationId", "operationId") REFERENCES "Operation"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PromotionUse" ADD CONSTRAINT "PromotionUse_code_fkey" FOREIGN KEY ("code") REFERENCES "PromotionCode"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppCustomer" ADD CONSTRAINT "AppCustomer_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AppCustomer" ADD CONSTRAINT "AppCustomer_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutoTopUp" ADD CONSTRAINT "AutoTopUp_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_error_fkey" FOREIGN KEY ("organisationId", "errorGroupId") REFERENCES "ErrorGroup"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ErrorGroup" ADD CONSTRAINT "ErrorGroup_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ErrorReport" ADD CONSTRAINT "ErrorReport_organisationId_groupId_fkey" FOREIGN KEY ("organisationId", "groupId") REFERENCES "ErrorGroup"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What Prisma's schema cannot say ─────────────────────────────────────────────────────────────────────
ALTER TABLE "Member" ALTER COLUMN "mutedWarnings" SET NOT NULL;
ALTER TABLE "ApiKey" ALTER COLUMN scopes SET NOT NULL, ALTER COLUMN "allowedIps" SET NOT NULL,
  ADD CONSTRAINT "ApiKey_one_owner" CHECK (num_nonnulls("organisationId", "appId") = 1),
  ADD CONSTRAINT "ApiKey_rate" CHECK ("ratePerMinute" > 0),
  ADD CONSTRAINT "ApiKey_hash" CHECK (hash ~ '^[0-9a-f]{64}$');
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_owed" CHECK ("owedMicro" >= 0);
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_rollover" CHECK ("rolloverMicro" >= 0 AND ("rolloverMicro" = 0) = ("rolloverUntil" IS NULL));
ALTER TABLE "Operation" ADD CONSTRAINT "Operation_shortfall" CHECK ("shortfallMicro" >= 0 AND "shortfallMicro" <= "amountMicro"),
  ADD CONSTRAINT "Operation_metadata" CHECK (octet_length(metadata::text) <= 8192);
ALTER TABLE "Receivable" ADD CONSTRAINT "Receivable_amounts" CHECK ("amountMicro" > 0 AND "settledMicro" >= 0 AND "forgivenMicro" >= 0
  AND "settledMicro" + "forgivenMicro" <= "amountMicro" AND ("closedAt" IS NOT NULL) = ("settledMicro" + "forgivenMicro" = "amountMicro"));
ALTER TABLE "PromotionCode" ADD CONSTRAINT "PromotionCode_amounts" CHECK ("creditsMicro" > 0 AND uses >= 0 AND ("maxUses" IS NULL OR uses <= "maxUses")
  AND "validityDays" > 0 AND "endsAt" > "startsAt");
ALTER TABLE "AutoTopUp" ADD CONSTRAINT "AutoTopUp_amounts" CHECK ("thresholdMicro" >= 0 AND "monthlyCapMinor" > 0 AND failures >= 0);
ALTER TABLE "Tier" ADD CONSTRAINT "Tier_rollover" CHECK ("rolloverMicro" >= 0);
ALTER TABLE "Purchase" ADD CONSTRAINT "Purchase_key_hash" CHECK (("idempotencyKey" IS NULL) = ("requestHash" IS NULL));

CREATE INDEX "Receivable_open" ON "Receivable" ("createdAt", "organisationId", id) WHERE "closedAt" IS NULL;
CREATE INDEX "Receivable_owed" ON "Receivable" ("organisationId", "createdAt", id) WHERE "closedAt" IS NULL;
CREATE INDEX "Operation_shortfall" ON "Operation" ("createdAt", id) WHERE "shortfallMicro" > 0;
CREATE UNIQUE INDEX "Purchase_one_top_up" ON "Purchase" ("organisationId") WHERE origin = 'auto_top_up' AND status = 'pending';
-- Few operations have a parent: the rest need not pay for the index.
DROP INDEX "Operation_organisationId_parentId_idx";
CREATE INDEX "Operation_organisationId_parentId_idx" ON "Operation" ("organisationId", "parentId") WHERE "parentId" IS NOT NULL;

-- Turns are counted for a minute or an hour: not worth waiting for the disk on every call.
ALTER TABLE throttle SET UNLOGGED;

-- ── The history of prices ───────────────────────────────────────────────────────────────────────────────
-- Whoever changes a price, a form, an import or a command, leaves a row. Two changes at one instant keep the last.
CREATE FUNCTION record_service_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW."priceMicro", NEW."perUnits", NEW.rounding) IS DISTINCT FROM (OLD."priceMicro", OLD."perUnits", OLD.rounding) THEN
    INSERT INTO "ServicePrice" ("serviceCode", "validFrom", "priceMicro", "perUnits", rounding)
    VALUES (NEW.code, now(), NEW."priceMicro", NEW."perUnits", NEW.rounding)
    ON CONFLICT ("serviceCode", "validFrom") DO UPDATE
      SET "priceMicro" = EXCLUDED."priceMicro", "perUnits" = EXCLUDED."perUnits", rounding = EXCLUDED.rounding;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER record_price AFTER INSERT OR UPDATE ON "Service" FOR EACH ROW EXECUTE FUNCTION record_service_price();
INSERT INTO "ServicePrice" ("serviceCode", "validFrom", "priceMicro", "perUnits", rounding)
SELECT code, now(), "priceMicro", "perUnits", rounding FROM "Service";
