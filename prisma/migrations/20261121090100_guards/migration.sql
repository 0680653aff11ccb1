-- What Prisma's schema cannot say: checks, partial indexes, append-only tables, the balanced journal.

-- Prisma's driver adapter sends instants as UTC without an offset: every session must read them so, whatever the
-- server's own zone, and also behind PgBouncer, where a client cannot set it.
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database()); END $$;

-- ── Checks ──────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "User" ADD CONSTRAINT "User_email_lower" CHECK (email = lower(email)), ALTER COLUMN "staffRoles" SET NOT NULL;
ALTER TABLE "EmailLink" ALTER COLUMN "staffRoles" SET NOT NULL;
ALTER TABLE "Expert" ALTER COLUMN skills SET NOT NULL;
ALTER TABLE "Wallet" ADD CONSTRAINT "Wallet_held_within_balance" CHECK ("heldMicro" >= 0 AND "heldMicro" <= "balanceMicro");
ALTER TABLE "Lot"
  ADD CONSTRAINT "Lot_remaining" CHECK ("remainingMicro" >= 0 AND "heldMicro" >= 0 AND "remainingMicro" + "heldMicro" <= "grantedMicro"),
  ADD CONSTRAINT "Lot_granted" CHECK ("grantedMicro" > 0),
  ADD CONSTRAINT "Lot_open" CHECK ("isOpen" = ("remainingMicro" > 0)),
  ADD CONSTRAINT "Lot_cost" CHECK (("costMinor" IS NULL) = (currency IS NULL) AND "costMinor" >= 0),
  ADD CONSTRAINT "Lot_recognised" CHECK ("recognisedMinor" >= 0 AND "recognisedMinor" <= coalesce("costMinor", 0)),
  ADD CONSTRAINT "Lot_period" CHECK (("subscriptionId" IS NULL) = ("periodStart" IS NULL));
ALTER TABLE "Operation" ADD CONSTRAINT "Operation_key_hash" CHECK (("idempotencyKey" IS NULL) = ("requestHash" IS NULL));
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_moves" CHECK ("amountMicro" <> 0 AND "balanceAfterMicro" >= 0 AND seq > 0);
ALTER TABLE "Hold" ADD CONSTRAINT "Hold_amounts" CHECK ("amountMicro" > 0 AND "capturedMicro" >= 0 AND "capturedMicro" <= "amountMicro"),
  ADD CONSTRAINT "Hold_settled" CHECK ((status = 'active') = ("settledAt" IS NULL) AND (status = 'captured' OR "capturedMicro" = 0));
ALTER TABLE "HoldDraw" ADD CONSTRAINT "HoldDraw_amounts" CHECK ("amountMicro" > 0 AND "capturedMicro" >= 0 AND "capturedMicro" <= "amountMicro");
ALTER TABLE "Pack" ADD CONSTRAINT "Pack_amounts" CHECK ("creditsMicro" > 0 AND "priceMinor" > 0 AND "validityDays" > 0);
ALTER TABLE "Tier" ADD CONSTRAINT "Tier_amounts" CHECK ("allowanceMicro" >= 0 AND "priceMinor" >= 0);
ALTER TABLE "Service" ADD CONSTRAINT "Service_amounts" CHECK ("priceMicro" >= 0 AND "perUnits" > 0);
ALTER TABLE "SupportCategory" ADD CONSTRAINT "SupportCategory_price" CHECK ("priceMicro" > 0);
ALTER TABLE "PriceRule" ADD CONSTRAINT "PriceRule_value" CHECK (
  "valueBps" >= 0 AND (kind <> 'urgency' OR "valueBps" > 0) AND (kind = 'urgency' OR "valueBps" < 10000));
ALTER TABLE "Purchase"
  ADD CONSTRAINT "Purchase_total" CHECK ("totalMinor" = "listPriceMinor" - "discountMinor" + "taxMinor" AND "totalMinor" > 0
    AND "discountMinor" >= 0 AND "taxMinor" >= 0 AND "creditsMicro" > 0),
  ADD CONSTRAINT "Purchase_paid" CHECK ((status = 'paid') = ("paidAt" IS NOT NULL));
ALTER TABLE "Subscription"
  ADD CONSTRAINT "Subscription_anchor" CHECK ("anchorDay" BETWEEN 1 AND 31),
  ADD CONSTRAINT "Subscription_period" CHECK ("periodStart" < "periodEnd"),
  ADD CONSTRAINT "Subscription_cancelled" CHECK ((status = 'cancelled') = ("cancelledAt" IS NOT NULL));
ALTER TABLE "Request"
  ADD CONSTRAINT "Request_price" CHECK ("priceMicro" > 0),
  ADD CONSTRAINT "Request_resolved" CHECK (status NOT IN ('resolved', 'closed') OR "resolvedAt" IS NOT NULL),
  ADD CONSTRAINT "Request_cancelled" CHECK ((status = 'cancelled') = ("cancelledAt" IS NOT NULL)),
  ADD CONSTRAINT "Request_assigned" CHECK (status NOT IN ('assigned', 'in_progress') OR "expertId" IS NOT NULL);
ALTER TABLE "Rating" ADD CONSTRAINT "Rating_score" CHECK (score BETWEEN 1 AND 5);
ALTER TABLE "Attachment"
  ADD CONSTRAINT "Attachment_size" CHECK ("sizeBytes" > 0),
  ADD CONSTRAINT "Attachment_one_parent" CHECK (num_nonnulls("messageId", "noteId") <= 1 AND ("requestId" IS NOT NULL OR num_nonnulls("messageId", "noteId") = 0));
ALTER TABLE "EmailLink" ADD CONSTRAINT "EmailLink_target" CHECK (
  (purpose = 'invitation') = ("memberRole" IS NOT NULL OR cardinality("staffRoles") > 0)
  AND ("memberRole" IS NULL) = ("organisationId" IS NULL));

-- ── Partial and covering indexes ────────────────────────────────────────────────────────────────────────
CREATE UNIQUE INDEX "Subscription_one_live" ON "Subscription" ("organisationId") WHERE status <> 'cancelled';
CREATE INDEX "Lot_draw" ON "Lot" ("organisationId", priority, "expiresAt", "createdAt", id) WHERE "isOpen";
CREATE INDEX "Lot_due" ON "Lot" ("expiresAt") WHERE "isOpen" AND "expiresAt" IS NOT NULL;
CREATE INDEX "Lot_deferred" ON "Lot" ("organisationId", id) WHERE "costMinor" > "recognisedMinor";
CREATE INDEX "Hold_due" ON "Hold" ("expiresAt") WHERE status = 'active' AND "expiresAt" IS NOT NULL;
CREATE INDEX "Hold_active" ON "Hold" ("organisationId", "createdAt") WHERE status = 'active';
CREATE INDEX "Request_number" ON "Request" (number);
CREATE INDEX "Purchase_pending" ON "Purchase" ("createdAt") WHERE status = 'pending';
CREATE INDEX "Attachment_loose" ON "Attachment" ("createdAt") WHERE "requestId" IS NULL;

-- Room on the page for the new version of a row that every command updates (HOT updates, no index growth).
ALTER TABLE "Wallet" SET (fillfactor = 50);
ALTER TABLE "Lot" SET (fillfactor = 70);
ALTER TABLE "UsageDay" SET (fillfactor = 70);

-- ── Append-only tables ──────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Entry" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "Operation" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "JournalEntry" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "JournalLine" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent" EXECUTE FUNCTION refuse_change();

-- ── The journal balances ────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION journal_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "JournalLine"
    WHERE "organisationId" = NEW."organisationId" AND "entryId" = NEW."entryId"
    GROUP BY currency HAVING sum("amountMinor") <> 0
  ) THEN
    RAISE EXCEPTION 'journal entry % does not sum to zero', NEW."entryId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER journal_balances AFTER INSERT ON "JournalLine"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_must_balance();

-- ── Ids that a function must make by itself ─────────────────────────────────────────────────────────────
-- The same shape as lib/core/ids.ts: prefix, UUIDv7, 26 characters of Crockford's base 32 (TypeID 0.3).
CREATE FUNCTION typed_id(p_prefix text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  bits bit(130) := (B'00' || ('x' || replace(uuidv7()::text, '-', ''))::bit(128))::bit(130);
  id text := '';
BEGIN
  FOR i IN 0..25 LOOP
    id := id || substr('0123456789abcdefghjkmnpqrstvwxyz', substring(bits FROM i * 5 + 1 FOR 5)::bit(5)::int + 1, 1);
  END LOOP;
  RETURN p_prefix || '_' || id;
END $$;
