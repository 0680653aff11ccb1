-- A refund and a lost dispute say what of them the sale gave back: the rest came off the customer's account, and takes no
-- credits. One that somebody sent by hand says when it left the bank, and under which of the bank's references.
ALTER TABLE "Refund" ADD COLUMN "soldMinor" BIGINT NOT NULL DEFAULT 0, ADD COLUMN "sentOn" DATE, ADD COLUMN "bankReference" TEXT,
  ADD CONSTRAINT "Refund_sold" CHECK ("soldMinor" BETWEEN 0 AND "amountMinor"),
  ADD CONSTRAINT "Refund_by_hand" CHECK ("isByHand" OR num_nonnulls("sentOn", "bankReference") = 0);
ALTER TABLE "Dispute" ADD COLUMN "soldMinor" BIGINT NOT NULL DEFAULT 0, ADD CONSTRAINT "Dispute_sold" CHECK ("soldMinor" BETWEEN 0 AND "amountMinor");
