-- An upgrade within a period that is paid by invoice: what the tier becomes when that invoice is paid.
CREATE TABLE "SubscriptionChange" (
    "organisationId" TEXT NOT NULL,
    "invoiceId" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "tierCode" TEXT NOT NULL,
    "tierName" TEXT NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "discountMinor" BIGINT NOT NULL,
    "taxRateId" TEXT,
    "allowanceMicro" BIGINT NOT NULL,
    "rolloverMicro" BIGINT NOT NULL,
    "couponUseId" TEXT,

    CONSTRAINT "SubscriptionChange_pkey" PRIMARY KEY ("organisationId","invoiceId")
);

ALTER TABLE "SubscriptionChange" ADD CONSTRAINT "SubscriptionChange_organisationId_invoiceId_fkey" FOREIGN KEY ("organisationId", "invoiceId") REFERENCES "Invoice"("organisationId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
