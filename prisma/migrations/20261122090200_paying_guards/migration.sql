-- What Prisma's schema cannot say: amounts that make sense, rows that nobody changes, books that are closed.

ALTER TABLE "Coupon" ALTER COLUMN "onlyCodes" SET NOT NULL;
ALTER TABLE "Pack" ADD CONSTRAINT "Pack_amounts" CHECK ("creditsMicro" > 0 AND "validityDays" > 0);
ALTER TABLE "PackPrice" ADD CONSTRAINT "PackPrice_amount" CHECK ("priceMinor" > 0);
ALTER TABLE "Tier" ADD CONSTRAINT "Tier_amounts" CHECK ("allowanceMicro" >= 0 AND "trialDays" BETWEEN 0 AND 730);
ALTER TABLE "TierPrice" ADD CONSTRAINT "TierPrice_amount" CHECK ("priceMinor" > 0);
ALTER TABLE "Coupon" ADD CONSTRAINT "Coupon_amounts" CHECK (num_nonnulls("percentBps", "amountOffMinor") = 1
  AND "percentBps" BETWEEN 1 AND 10000 AND "amountOffMinor" > 0 AND "capMinor" > 0 AND months > 0 AND "maxUses" > 0
  AND uses >= 0 AND ("maxUses" IS NULL OR uses <= "maxUses")
  AND (duration = 'repeating') = (months IS NOT NULL)
  AND (currency IS NOT NULL) = ("amountOffMinor" IS NOT NULL OR "capMinor" IS NOT NULL) AND ("capMinor" IS NULL OR "percentBps" IS NOT NULL));
ALTER TABLE "CouponUse" ADD CONSTRAINT "CouponUse_one_subject" CHECK (num_nonnulls("purchaseId", "subscriptionId") = 1);
-- A code is good once for an organisation; one that was given back may be used again.
CREATE UNIQUE INDEX "CouponUse_once" ON "CouponUse" ("organisationId", "couponCode") WHERE "releasedAt" IS NULL;
ALTER TABLE "TaxRate" ADD CONSTRAINT "TaxRate_values" CHECK ("rateBps" BETWEEN 0 AND 10000 AND (category = 'S') = ("rateBps" > 0)
  AND ("validTo" IS NULL OR "validTo" > "validFrom"));
ALTER TABLE "CurrencyRate" ADD CONSTRAINT "CurrencyRate_positive" CHECK (rate > 0);
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_amounts" CHECK ("amountMinor" > 0 AND "receivedMinor" >= 0 AND "refundedMinor" >= 0
  AND "refundedMinor" <= "receivedMinor"),
  ADD CONSTRAINT "Payment_one_subject" CHECK (num_nonnulls("purchaseId", "invoiceId") >= 1);
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_amounts" CHECK ("amountMinor" > 0 AND "taxMinor" >= 0 AND "taxMinor" <= "amountMinor"
  AND "clawedMicro" >= 0 AND "owedMicro" >= 0);
ALTER TABLE "Dispute" ADD CONSTRAINT "Dispute_amounts" CHECK ("amountMinor" > 0 AND "feeMinor" >= 0 AND "frozenMicro" >= 0 AND "clawedMicro" >= 0);
ALTER TABLE "Proof" ADD CONSTRAINT "Proof_amounts" CHECK ("statedMinor" > 0 AND "receivedMinor" >= 0);
ALTER TABLE "Lot" ADD CONSTRAINT "Lot_clawed" CHECK ("clawedMicro" >= 0 AND "clawedMicro" <= "grantedMicro");
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_discount" CHECK ("discountMinor" >= 0 AND "discountMinor" <= "priceMinor");
-- A tier that is being bought stands beside the one that is left when its first payment comes.
DROP INDEX "Subscription_one_live";
CREATE UNIQUE INDEX "Subscription_one_live" ON "Subscription" ("organisationId") WHERE status NOT IN ('cancelled', 'incomplete');
CREATE INDEX "Subscription_open" ON "Subscription" (status, "periodEnd") WHERE status <> 'cancelled';
CREATE INDEX "Payment_open" ON "Payment" ("createdAt") WHERE status IN ('open', 'processing');
CREATE INDEX "Refund_pending" ON "Refund" ("createdAt") WHERE status = 'pending';
CREATE INDEX "Invoice_open" ON "Invoice" ("dueOn", "organisationId") WHERE status = 'open';

ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_sums" CHECK ("netMinor" + "taxMinor" = "totalMinor" AND "paidMinor" >= 0 AND "paidMinor" <= "totalMinor"
  AND "creditedMinor" >= 0 AND "creditedMinor" <= "totalMinor"),
  ADD CONSTRAINT "Invoice_numbered" CHECK ((status = 'draft') = (number IS NULL) AND num_nulls(number, year, serial, "issuedAt") IN (0, 4)),
  ADD CONSTRAINT "Invoice_paid" CHECK (status <> 'paid' OR ("paidMinor" = "totalMinor" AND "paidAt" IS NOT NULL));
ALTER TABLE "CreditNote" ADD CONSTRAINT "CreditNote_sums" CHECK ("netMinor" + "taxMinor" = "totalMinor" AND "totalMinor" > 0);

-- ── Rows that stay as they are ──────────────────────────────────────────────────────────────────────────
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "MrrMovement" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "AccountEntry" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditNote" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "SubscriptionEvent" EXECUTE FUNCTION refuse_change();

-- From its issue on an invoice changes in what was paid and credited and in its status, in nothing else; it is never deleted. A
-- period that begins with the payment is written then, where none was.
CREATE FUNCTION keep_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_free text[] := ARRAY['status', 'paidMinor', 'creditedMinor', 'paidAt', 'closedAt'];
BEGIN
  IF OLD.number IS NULL THEN RETURN coalesce(NEW, OLD); END IF;
  IF num_nonnulls(OLD."periodStart", OLD."periodEnd") = 0 THEN v_free := v_free || ARRAY['periodStart', 'periodEnd']; END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - v_free IS DISTINCT FROM to_jsonb(OLD) - v_free THEN
    RAISE EXCEPTION 'invoice % is issued', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_issued BEFORE UPDATE OR DELETE ON "Invoice" FOR EACH ROW EXECUTE FUNCTION keep_issued_invoice();

CREATE FUNCTION keep_issued_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_row "InvoiceLine" := coalesce(NEW, OLD);
  v_period text[] := ARRAY['periodStart', 'periodEnd'];
BEGIN
  IF TG_OP = 'UPDATE' AND num_nonnulls(OLD."periodStart", OLD."periodEnd") = 0
    AND to_jsonb(NEW) - v_period = to_jsonb(OLD) - v_period THEN RETURN NEW; END IF;
  IF EXISTS (SELECT FROM "Invoice" WHERE "organisationId" = v_row."organisationId" AND id = v_row."invoiceId" AND number IS NOT NULL) THEN
    RAISE EXCEPTION 'invoice % is issued', v_row."invoiceId" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN v_row;
END $$;
CREATE TRIGGER keep_issued BEFORE INSERT OR UPDATE OR DELETE ON "InvoiceLine" FOR EACH ROW EXECUTE FUNCTION keep_issued_lines();

-- An organisation keeps the currency that it has paid or was invoiced in.
CREATE FUNCTION keep_currency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Payment" WHERE "organisationId" = NEW.id AND status = 'succeeded')
    OR EXISTS (SELECT FROM "Invoice" WHERE "organisationId" = NEW.id AND number IS NOT NULL) THEN
    RAISE EXCEPTION 'organisation % has paid in %', NEW.id, OLD.currency USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_currency BEFORE UPDATE OF currency ON "Organisation" FOR EACH ROW
  WHEN (NEW.currency IS DISTINCT FROM OLD.currency) EXECUTE FUNCTION keep_currency();

-- ── Books ───────────────────────────────────────────────────────────────────────────────────────────────
-- Whoever posts holds the books open (shared, until the end of its transaction); whoever closes a month or rolls a day up
-- holds them alone. So nothing slips into a month while it is closed, nor into a day while it is added up.
CREATE FUNCTION books_hold(p_alone boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_alone THEN PERFORM pg_advisory_xact_lock(7301); ELSE PERFORM pg_advisory_xact_lock_shared(7301); END IF;
END $$;

CREATE FUNCTION books_closed(p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "AccountingPeriod" WHERE month = date_trunc('month', p_at AT TIME ZONE 'UTC')::date AND "lockedAt" IS NOT NULL)
$$;

-- The instant that something counts for in the books until the caller's transaction ends: when it happened, or, where that month
-- is closed, when it is posted; where that month is closed too, the first open instant after.
CREATE FUNCTION books_instant(p_now timestamptz, p_happened timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE v_at timestamptz := coalesce(p_happened, p_now);
BEGIN
  PERFORM books_hold();
  IF books_closed(v_at) THEN
    v_at := p_now;
    WHILE books_closed(v_at) LOOP
      v_at := date_trunc('month', v_at AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
    END LOOP;
  END IF;
  RETURN v_at;
END $$;

-- Posts one entry; `lines` is [{account, amountMinor, currency}]; lines of zero are left out, and no entry is made of none.
-- `p_now` is the moment of posting, `p_occurred` when it happened, where that is earlier. What belongs to a closed month
-- counts for `p_now` and says so (lateFor); a posting at a `p_now` whose month is closed counts for the first open instant after.
DROP FUNCTION journal_post(text, timestamptz, "JournalKind", text, jsonb);
CREATE FUNCTION journal_post(p_org text, p_now timestamptz, p_kind "JournalKind", p_reference text, p_lines jsonb,
  p_occurred timestamptz DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_id text := typed_id('jrn');
  v_happened timestamptz := coalesce(p_occurred, p_now);
  v_posted timestamptz := books_instant(p_now, v_happened);
BEGIN
  INSERT INTO "JournalEntry" ("organisationId", id, kind, reference, "postedAt", "lateFor")
  VALUES (p_org, v_id, p_kind, p_reference, v_posted, CASE WHEN v_posted <> v_happened THEN v_happened END);
  INSERT INTO "JournalLine" ("organisationId", "entryId", position, account, "amountMinor", currency)
  SELECT p_org, v_id, row_number() OVER (), l.account, l."amountMinor", l.currency
  FROM jsonb_to_recordset(p_lines) AS l (account text, "amountMinor" bigint, currency text) WHERE l."amountMinor" <> 0;
  DELETE FROM "RolledDay" WHERE day = (v_posted AT TIME ZONE 'UTC')::date;
  RETURN v_id;
END $$;

-- Adds a day of the journal up; the caller holds the books alone.
CREATE FUNCTION journal_roll_day(p_day date, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "JournalDay" WHERE day = p_day;
  INSERT INTO "JournalDay" (day, account, currency, "debitMinor", "creditMinor")
  SELECT p_day, l.account, l.currency, coalesce(sum(l."amountMinor") FILTER (WHERE l."amountMinor" > 0), 0),
    coalesce(-sum(l."amountMinor") FILTER (WHERE l."amountMinor" < 0), 0)
  FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
  WHERE e."postedAt" >= p_day::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < (p_day + 1)::timestamp AT TIME ZONE 'UTC'
  GROUP BY l.account, l.currency;
  INSERT INTO "RolledDay" (day, "rolledAt") VALUES (p_day, p_now) ON CONFLICT (day) DO UPDATE SET "rolledAt" = EXCLUDED."rolledAt";
END $$;

-- The journal by day, account and currency in [p_from, p_to): the days that are rolled up from their sums, the rest from the lines.
CREATE FUNCTION journal_days(p_from date, p_to date) RETURNS TABLE (day date, account text, currency char(3), "debitMinor" bigint, "creditMinor" bigint)
LANGUAGE sql STABLE AS $$
  SELECT d.day, d.account, d.currency, d."debitMinor", d."creditMinor"
  FROM "JournalDay" d JOIN "RolledDay" r ON r.day = d.day WHERE d.day >= p_from AND d.day < p_to
  UNION ALL
  SELECT o.day, l.account, l.currency, coalesce(sum(l."amountMinor") FILTER (WHERE l."amountMinor" > 0), 0)::bigint,
    coalesce(-sum(l."amountMinor") FILTER (WHERE l."amountMinor" < 0), 0)::bigint
  FROM (SELECT g::date AS day FROM generate_series(p_from, p_to - 1, interval '1 day') g
    WHERE NOT EXISTS (SELECT FROM "RolledDay" r WHERE r.day = g::date)) o
  JOIN "JournalEntry" e ON e."postedAt" >= o.day::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < (o.day + 1)::timestamp AT TIME ZONE 'UTC'
  JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
  GROUP BY o.day, l.account, l.currency
$$;
