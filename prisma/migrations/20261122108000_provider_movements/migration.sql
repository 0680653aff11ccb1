ALTER TYPE "JournalKind" ADD VALUE 'fee';
ALTER TYPE "JournalKind" ADD VALUE 'payout';

-- What a provider kept, exchanged and paid out, as its own balance tells it: posted once each.
CREATE TABLE "ProviderMovement" (
    "provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organisationId" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "feeMinor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "exchangedMinor" BIGINT,
    "exchangedCurrency" CHAR(3),
    "text" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "arrivesAt" TIMESTAMPTZ(3),
    "postedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderMovement_pkey" PRIMARY KEY ("provider","id")
);

CREATE INDEX "ProviderMovement_provider_occurredAt_idx" ON "ProviderMovement"("provider", "occurredAt");
CREATE INDEX "ProviderMovement_provider_reference_idx" ON "ProviderMovement"("provider", "reference");

ALTER TABLE "ReconciliationRun" ADD COLUMN "ties" JSONB;
