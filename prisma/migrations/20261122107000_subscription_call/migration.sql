-- A change of a subscription that a program asked for by a key of its own, with the answer that a repeat is given again.
CREATE TABLE "SubscriptionCall" (
    "organisationId" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "answer" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SubscriptionCall_pkey" PRIMARY KEY ("organisationId","idempotencyKey")
);

ALTER TABLE "SubscriptionCall" ADD CONSTRAINT "SubscriptionCall_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
