-- What a person agreed to pay for each top-up: a dearer pack is never charged unseen.
ALTER TABLE "AutoTopUp" ADD COLUMN "agreedMinor" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "AutoTopUp" ALTER COLUMN "agreedMinor" DROP DEFAULT,
  ADD CONSTRAINT "AutoTopUp_agreed" CHECK ("agreedMinor" > 0);

-- What was charged in a month is summed before each charge.
CREATE INDEX "Purchase_top_ups" ON "Purchase" ("organisationId", "createdAt") WHERE origin = 'auto_top_up';
