-- What the books and the revenue page sum over years is kept by day, beside the journal's own roll-up: deferred revenue by
-- the month in which its credits were bought, and MRR by tier. One mark (RolledDay) stands for all three.
CREATE TABLE "DeferredDay" (
    "day" DATE NOT NULL,
    "cohort" DATE NOT NULL,
    "kind" "JournalKind" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "DeferredDay_pkey" PRIMARY KEY ("day","cohort","kind","currency")
);

CREATE TABLE "MrrDay" (
    "day" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "tierCode" TEXT NOT NULL,
    "kind" "MrrKind" NOT NULL,
    "deltaMinor" BIGINT NOT NULL,
    "subscriptions" INTEGER NOT NULL,
    "movements" INTEGER NOT NULL,

    CONSTRAINT "MrrDay_pkey" PRIMARY KEY ("day","currency","tierCode","kind")
);

-- Pack revenue of a range is read from the index alone.
DROP INDEX "Purchase_paid_at";
CREATE INDEX "Purchase_paid" ON "Purchase" ("paidAt") INCLUDE ("organisationId", currency, "packCode", "packName", "totalMinor", "taxMinor")
  WHERE status = 'paid';
CREATE INDEX "JournalEntry_kind" ON "JournalEntry" (kind, "postedAt");
CREATE INDEX "Payment_settled" ON "Payment" (provider, "settledAt") WHERE status = 'succeeded';
CREATE INDEX "Refund_settled" ON "Refund" ("settledAt") WHERE status = 'succeeded';

-- The lot that an entry in deferred revenue is about, found from the lot itself, the purchase, the invoice, the payment, the refund
-- or the dispute that the entry names. Null where there is none.
CREATE FUNCTION journal_lot(p_org text, p_reference text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_ref text := p_reference;
  v_lot text;
BEGIN
  IF starts_with(v_ref, 'lot_') THEN RETURN v_ref; END IF;
  IF starts_with(v_ref, 'rfd_') THEN
    SELECT "paymentId" INTO v_ref FROM "Refund" WHERE "organisationId" = p_org AND id = v_ref;
  ELSIF starts_with(v_ref, 'dsp_') THEN
    SELECT "paymentId" INTO v_ref FROM "Dispute" WHERE "organisationId" = p_org AND id = v_ref;
  END IF;
  IF starts_with(v_ref, 'pay_') THEN
    SELECT coalesce("purchaseId", "invoiceId") INTO v_ref FROM "Payment" WHERE "organisationId" = p_org AND id = v_ref;
  END IF;
  IF starts_with(v_ref, 'inv_') THEN
    SELECT l.id INTO v_lot FROM "Invoice" i JOIN "Lot" l ON l."organisationId" = i."organisationId"
      AND (l."purchaseId" = i."purchaseId" OR (l."subscriptionId" = i."subscriptionId" AND l."periodStart" = i."periodStart"))
    WHERE i."organisationId" = p_org AND i.id = v_ref LIMIT 1;
  ELSE
    SELECT id INTO v_lot FROM "Lot" WHERE "organisationId" = p_org AND "purchaseId" = v_ref;
  END IF;
  RETURN v_lot;
END $$;

-- When the credits of an entry were bought: when its lot's pack or period was paid for, as the books count it; of a lot that was
-- not sold itself, when it was made.
CREATE FUNCTION journal_bought_at(p_org text, p_reference text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE lot "Lot";
BEGIN
  SELECT * INTO lot FROM "Lot" WHERE "organisationId" = p_org AND id = journal_lot(p_org, p_reference);
  RETURN coalesce((SELECT "paidAt" FROM "Purchase" WHERE "organisationId" = p_org AND id = lot."purchaseId"),
    (SELECT min("paidAt") FROM "Invoice" WHERE lot."costMinor" IS NOT NULL AND "organisationId" = p_org
      AND "subscriptionId" = lot."subscriptionId" AND "periodStart" = lot."periodStart"), lot."createdAt");
END $$;

-- The movements of deferred revenue in a day, by the month of purchase; what names no lot counts for its own month.
CREATE FUNCTION deferred_moves(p_day date) RETURNS TABLE (cohort date, kind "JournalKind", currency char(3), "amountMinor" bigint)
LANGUAGE sql STABLE AS $$
  SELECT date_trunc('month', coalesce(journal_bought_at(e."organisationId", e.reference), e."postedAt") AT TIME ZONE 'UTC')::date,
    e.kind, l.currency, sum(l."amountMinor")::bigint
  FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
  WHERE e."postedAt" >= p_day::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < (p_day + 1)::timestamp AT TIME ZONE 'UTC'
    AND l.account = 'deferred_revenue'
  GROUP BY 1, 2, 3
$$;

-- How MRR moved in a day, by tier: what a subscription leaves is taken from the tier that it had, what it comes to is added to
-- the new one. So the tiers sum to the movements, and the subscriptions to those that are for money.
CREATE FUNCTION mrr_moves(p_day date) RETURNS TABLE (currency char(3), "tierCode" text, kind "MrrKind", "deltaMinor" bigint, subscriptions integer, movements integer)
LANGUAGE sql STABLE AS $$
  SELECT m.currency, side.tier, m.kind, sum(side.minor)::bigint, sum(side.one)::integer, sum(side.counts)::integer
  FROM "MrrMovement" m
  LEFT JOIN LATERAL (SELECT p."tierCode" FROM "MrrMovement" p
    WHERE p."organisationId" = m."organisationId" AND p."subscriptionId" = m."subscriptionId" AND (p.at, p.id) < (m.at, m.id)
    ORDER BY p.at DESC, p.id DESC LIMIT 1) before ON true
  CROSS JOIN LATERAL (VALUES
    (m."tierCode", m."afterMinor", 1, 1),
    (coalesce(before."tierCode", m."tierCode"), m."deltaMinor" - m."afterMinor", -1, CASE WHEN m."afterMinor" = 0 THEN 1 ELSE 0 END)
  ) side (tier, minor, one, counts)
  WHERE m.at >= p_day::timestamp AT TIME ZONE 'UTC' AND m.at < (p_day + 1)::timestamp AT TIME ZONE 'UTC' AND side.minor <> 0
  GROUP BY 1, 2, 3
$$;

CREATE OR REPLACE FUNCTION journal_roll_day(p_day date, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "JournalDay" WHERE day = p_day;
  DELETE FROM "DeferredDay" WHERE day = p_day;
  DELETE FROM "MrrDay" WHERE day = p_day;
  INSERT INTO "JournalDay" (day, account, currency, "debitMinor", "creditMinor")
  SELECT p_day, l.account, l.currency, coalesce(sum(l."amountMinor") FILTER (WHERE l."amountMinor" > 0), 0),
    coalesce(-sum(l."amountMinor") FILTER (WHERE l."amountMinor" < 0), 0)
  FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
  WHERE e."postedAt" >= p_day::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < (p_day + 1)::timestamp AT TIME ZONE 'UTC'
  GROUP BY l.account, l.currency;
  INSERT INTO "DeferredDay" (day, cohort, kind, currency, "amountMinor") SELECT p_day, * FROM deferred_moves(p_day);
  INSERT INTO "MrrDay" (day, currency, "tierCode", kind, "deltaMinor", subscriptions, movements) SELECT p_day, * FROM mrr_moves(p_day);
  INSERT INTO "RolledDay" (day, "rolledAt") VALUES (p_day, p_now) ON CONFLICT (day) DO UPDATE SET "rolledAt" = EXCLUDED."rolledAt";
END $$;

-- The days of [p_from, p_to) that are not rolled up: today, and those that something was posted into later.
CREATE FUNCTION open_days(p_from date, p_to date) RETURNS SETOF date LANGUAGE sql STABLE ROWS 3 AS $$
  SELECT g::date FROM generate_series(p_from, p_to - 1, interval '1 day') g WHERE NOT EXISTS (SELECT FROM "RolledDay" r WHERE r.day = g::date)
$$;

-- Deferred revenue by day and month of purchase in [p_from, p_to), in the journal's signs: what was sold is negative.
CREATE FUNCTION deferred_days(p_from date, p_to date) RETURNS TABLE (day date, cohort date, kind "JournalKind", currency char(3), "amountMinor" bigint)
LANGUAGE sql STABLE AS $$
  SELECT d.* FROM "DeferredDay" d JOIN "RolledDay" r ON r.day = d.day WHERE d.day >= p_from AND d.day < p_to
  UNION ALL
  SELECT o.day, m.* FROM open_days(p_from, p_to) o (day) CROSS JOIN LATERAL deferred_moves(o.day) m
$$;

-- MRR by day, tier and kind of movement in [p_from, p_to).
CREATE FUNCTION mrr_days(p_from date, p_to date) RETURNS TABLE (day date, currency char(3), "tierCode" text, kind "MrrKind", "deltaMinor" bigint,
  subscriptions integer, movements integer) LANGUAGE sql STABLE AS $$
  SELECT d.* FROM "MrrDay" d JOIN "RolledDay" r ON r.day = d.day WHERE d.day >= p_from AND d.day < p_to
  UNION ALL
  SELECT o.day, m.* FROM open_days(p_from, p_to) o (day) CROSS JOIN LATERAL mrr_moves(o.day) m
$$;

-- A movement of a day that was rolled up already unrolls it, as a posting does.
CREATE FUNCTION unroll_mrr_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM books_hold();
  DELETE FROM "RolledDay" WHERE day IN (SELECT DISTINCT (at AT TIME ZONE 'UTC')::date FROM added);
  RETURN NULL;
END $$;
CREATE TRIGGER unroll AFTER INSERT ON "MrrMovement" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION unroll_mrr_days();
