-- Revenue counts in the month in which credits were used, and deferred revenue can be computed from the entries as of any instant.

-- What happened since an instant is read without reading all that was ever used.
CREATE INDEX "Entry_created" ON "Entry" USING brin ("createdAt");
CREATE INDEX "JournalEntry_late" ON "JournalEntry" ("postedAt") WHERE "lateFor" IS NOT NULL;

-- What a lot's use before `p_at` is worth: floor(cost * consumed / granted), from its entries. Its own grant is not its use.
CREATE FUNCTION lot_used_minor(lot "Lot", p_at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT div(lot."costMinor"::numeric * (lot."grantedMicro" - lot."remainingMicro" - lot."heldMicro" + coalesce(sum(e."amountMicro"), 0)), lot."grantedMicro")::bigint
  FROM "Entry" e WHERE e."organisationId" = lot."organisationId" AND e."lotId" = lot.id AND e."createdAt" >= p_at AND e."operationId" <> lot."operationId"
$$;

-- What the journal moved out of a lot's deferred cost for the time before `p_at`, what came too late for it included: by use,
-- expiry and transfer, and by the refunds and disputes of what was paid for it.
CREATE FUNCTION lot_moved_minor(lot "Lot", p_at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH payments AS (
    SELECT y.id FROM "Payment" y WHERE y."organisationId" = lot."organisationId" AND y."purchaseId" = lot."purchaseId"
    UNION SELECT y.id FROM "Invoice" i JOIN "Payment" y ON y."organisationId" = i."organisationId" AND y."invoiceId" = i.id
    WHERE i."organisationId" = lot."organisationId" AND i."subscriptionId" = lot."subscriptionId" AND i."periodStart" = lot."periodStart"
  ), about AS (
    SELECT lot.id AS reference
    UNION ALL SELECT r.id FROM "Refund" r JOIN payments p ON p.id = r."paymentId" WHERE r."organisationId" = lot."organisationId"
    UNION ALL SELECT d.id FROM "Dispute" d JOIN payments p ON p.id = d."paymentId" WHERE d."organisationId" = lot."organisationId"
  )
  SELECT coalesce(sum(x."amountMinor"), 0)::bigint FROM about a
  -- An expiry is one when it is posted: its entry is dated so.
  JOIN "JournalEntry" e ON e."organisationId" = lot."organisationId" AND e.reference = a.reference
    AND CASE e.kind WHEN 'expiry' THEN e."postedAt" ELSE coalesce(e."lateFor", e."postedAt") END < p_at
  JOIN "JournalLine" x ON x."organisationId" = e."organisationId" AND x."entryId" = e.id
  WHERE x.account = 'deferred_revenue' AND NOT (e.kind = 'transfer' AND x."amountMinor" < 0)
$$;

-- A lot from which nothing more can come is used up, nothing of it is held and all of its cost is moved. The others are few.
DROP INDEX "Lot_deferred";
CREATE INDEX "Lot_unfinished" ON "Lot" ("organisationId", id)
  WHERE "costMinor" IS NOT NULL AND ("isOpen" OR "heldMicro" > 0 OR "recognisedMinor" <> "costMinor");

-- Every paid lot that was bought before `p_at` and not finished then, with what of its cost was used by then and what the books had
-- moved by then: what there is now less what came since. Law 6 at any instant: deferred revenue = cost - used, when the use is
-- recognised (law 8). A lot that is finished now and that nothing happened to since had its whole cost used and moved by then:
-- it adds nothing to any sum or difference, so only the others are read.
CREATE FUNCTION lots_as_of(p_at timestamptz) RETURNS TABLE ("organisationId" text, id text, currency char(3), "boughtAt" timestamptz,
  "grantedMicro" bigint, "costMinor" bigint, "usedMinor" bigint, "recognisedMinor" bigint)
LANGUAGE sql STABLE ROWS 50000 SET work_mem = '64MB' SET enable_seqscan = off SET enable_mergejoin = off AS $$
  WITH used AS MATERIALIZED (
    SELECT "organisationId" AS org, "lotId" AS lot, "operationId" AS operation, sum("amountMicro") AS micro
    FROM "Entry" WHERE "createdAt" >= p_at GROUP BY 1, 2, 3
  ), moved AS MATERIALIZED (
    SELECT e."organisationId" AS org,
      CASE WHEN starts_with(e.reference, 'lot_') THEN e.reference ELSE journal_lot(e."organisationId", e.reference) END AS lot,
      sum((SELECT sum(x."amountMinor") FROM "JournalLine" x WHERE x."organisationId" = e."organisationId" AND x."entryId" = e.id
        AND x.account = 'deferred_revenue' AND NOT (e.kind = 'transfer' AND x."amountMinor" < 0))) AS minor
    FROM "JournalEntry" e
    WHERE e."postedAt" >= p_at AND e.kind IN ('recognition', 'expiry', 'refund', 'dispute', 'transfer') GROUP BY 1, 2
  ), unfinished AS MATERIALIZED (
    SELECT * FROM "Lot" WHERE "costMinor" IS NOT NULL AND ("isOpen" OR "heldMicro" > 0 OR "recognisedMinor" <> "costMinor")
  ), lots AS (
    SELECT * FROM unfinished
    UNION ALL
    -- OFFSET: each by its key, whatever the planner thinks of how many there are.
    SELECT l.* FROM (SELECT org, lot FROM used UNION SELECT org, lot FROM moved EXCEPT SELECT "organisationId", id FROM unfinished) since
    CROSS JOIN LATERAL (SELECT * FROM "Lot" WHERE "organisationId" = since.org AND id = since.lot OFFSET 0) l WHERE l."costMinor" IS NOT NULL
  ), bought AS MATERIALIZED (
    SELECT l."organisationId" AS org, l.id, l.currency, l."operationId" AS operation, l."grantedMicro", l."costMinor", l."recognisedMinor",
      l."grantedMicro" - l."remainingMicro" - l."heldMicro" AS gone,
      coalesce((SELECT p."paidAt" FROM "Purchase" p WHERE l."purchaseId" IS NOT NULL AND p."organisationId" = l."organisationId" AND p.id = l."purchaseId"),
        (SELECT min(i."paidAt") FROM "Invoice" i WHERE l."subscriptionId" IS NOT NULL AND i."organisationId" = l."organisationId"
          AND i."subscriptionId" = l."subscriptionId" AND i."periodStart" = l."periodStart"), l."createdAt") AS at
    FROM lots l
  )
  SELECT b.org, b.id, b.currency, b.at, b."grantedMicro", b."costMinor",
    div(b."costMinor"::numeric * (b.gone + coalesce(u.micro, 0)), b."grantedMicro")::bigint, (b."recognisedMinor" - coalesce(m.minor, 0))::bigint
  FROM bought b
  -- Its own grant is not its use.
  LEFT JOIN (SELECT l.org, l.id, sum(e.micro) AS micro FROM bought l JOIN used e ON e.org = l.org AND e.lot = l.id AND e.operation <> l.operation
    GROUP BY 1, 2) u ON u.org = b.org AND u.id = b.id
  LEFT JOIN moved m ON m.org = b.org AND m.lot = b.id
  WHERE b.at < p_at
$$;

-- Posts what a lot's use before the months that have ended since its last posting is worth, each at its month's last instant, and
-- answers the sum. An `p_edge` that is named is looked at whatever was posted since. A command that began in the old month may
-- be written some seconds into the new one; after ten minutes no more is awaited.
CREATE FUNCTION journal_cut_off(lot "Lot", p_now timestamptz, p_edge timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_start timestamptz := coalesce(p_edge, date_trunc('month', p_now AT TIME ZONE 'UTC') AT TIME ZONE 'UTC');
  v_edge timestamptz := p_edge;
  v_move bigint;
  v_moved bigint := 0;
BEGIN
  IF lot."createdAt" >= v_start THEN RETURN 0; END IF;
  IF v_edge IS NULL THEN
    IF EXISTS (SELECT FROM "JournalEntry" WHERE "organisationId" = lot."organisationId" AND reference = lot.id
      AND "postedAt" >= v_start + interval '10 minutes') THEN RETURN 0; END IF;
    SELECT date_trunc('month', greatest(max("postedAt"), lot."createdAt") AT TIME ZONE 'UTC') + interval '1 month' INTO v_edge
      FROM "JournalEntry" WHERE "organisationId" = lot."organisationId" AND reference = lot.id AND "postedAt" < v_start;
  END IF;
  WHILE v_edge <= v_start LOOP
    v_move := lot_used_minor(lot, v_edge) - lot_moved_minor(lot, v_edge);
    v_moved := v_moved + v_move;
    PERFORM journal_recognition(lot, v_move, 'recognition', p_now, v_edge - interval '1 millisecond');
    v_edge := (v_edge AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
  END LOOP;
  RETURN v_moved;
END $$;

CREATE FUNCTION journal_recognition(lot "Lot", p_move bigint, p_kind "JournalKind", p_now timestamptz, p_occurred timestamptz DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_move = 0 THEN RETURN; END IF;
  PERFORM journal_post(lot."organisationId", p_now, p_kind, lot.id, jsonb_build_array(
    jsonb_build_object('account', 'deferred_revenue', 'amountMinor', p_move, 'currency', lot.currency),
    jsonb_build_object('account', CASE p_kind WHEN 'expiry' THEN 'breakage' WHEN 'transfer' THEN 'transfer' ELSE 'revenue' END,
      'amountMinor', -p_move, 'currency', lot.currency)), p_occurred);
END $$;

-- As before (cumulative, floor(cost * gone / granted), the caller holds the wallet's lock); what of recognition belongs to months
-- that are over is posted into them first. `p_edge` names the end of one; of an expiry the instant that it fell due, which is told
-- where that month is closed.
DROP FUNCTION journal_move_deferred(text, text, "JournalKind", timestamptz);
CREATE FUNCTION journal_move_deferred(p_org text, p_lot text, p_kind "JournalKind", p_now timestamptz, p_edge timestamptz DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  lot "Lot";
  v_early bigint := 0;
  v_target bigint;
  v_move bigint;
BEGIN
  SELECT * INTO lot FROM "Lot" WHERE "organisationId" = p_org AND id = p_lot;
  IF lot."costMinor" IS NULL THEN RETURN 0; END IF;
  IF p_kind = 'recognition' THEN v_early := journal_cut_off(lot, p_now, p_edge); END IF;
  v_target := div(lot."costMinor"::numeric * (lot."grantedMicro" - lot."remainingMicro" - lot."heldMicro"), lot."grantedMicro");
  v_move := v_target - lot."recognisedMinor";
  UPDATE "Lot" SET "recognisedMinor" = v_target WHERE "organisationId" = p_org AND id = p_lot AND v_move <> 0;
  IF p_kind = 'expiry' THEN PERFORM books_hold(); END IF;
  PERFORM journal_recognition(lot, v_move - v_early, p_kind, p_now, CASE WHEN p_kind = 'expiry' AND books_closed(p_edge) THEN p_edge END);
  RETURN v_move;
END $$;

-- Recognises what one organisation consumed; returns how many lots moved. Called by the hourly job; with `p_edge`, the end of a
-- month, for the lots whose use before it is not in its books, before it is closed.
DROP FUNCTION journal_recognise(text, timestamptz);
CREATE FUNCTION journal_recognise(p_org text, p_now timestamptz, p_edge timestamptz DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_moved bigint;
BEGIN
  PERFORM wallet_open(p_org, p_now);
  IF p_edge IS NULL THEN
    SELECT count(journal_move_deferred(p_org, id, 'recognition', p_now)) INTO v_moved FROM "Lot"
    WHERE "organisationId" = p_org AND "costMinor" IS NOT NULL
      AND "recognisedMinor" <> div("costMinor"::numeric * ("grantedMicro" - "remainingMicro" - "heldMicro"), "grantedMicro");
  ELSE
    SELECT count(journal_move_deferred(p_org, l.id, 'recognition', p_now, p_edge)) INTO v_moved FROM "Lot" l
    WHERE l."organisationId" = p_org AND l."costMinor" IS NOT NULL AND l."createdAt" < p_edge
      AND lot_used_minor(l, p_edge) <> lot_moved_minor(l, p_edge);
  END IF;
  RETURN v_moved;
END $$;

-- As before, and says when it fell due: ends what is left of a lot; one that rolls over keeps at most its cap, held credits included, for one period more.
CREATE OR REPLACE FUNCTION wallet_expire_lot(p_org text, p_now timestamptz, p_lot "Lot") RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_keep bigint := CASE WHEN p_lot."rolloverUntil" > p_now THEN least(greatest(p_lot."rolloverMicro" - p_lot."heldMicro", 0), p_lot."remainingMicro") ELSE 0 END;
  v_gone bigint := p_lot."remainingMicro" - v_keep;
  v_cmd jsonb;
BEGIN
  PERFORM journal_move_deferred(p_org, p_lot.id, 'recognition', p_now);
  UPDATE "Lot" SET "remainingMicro" = v_keep, "isOpen" = v_keep > 0, "rolloverMicro" = 0, "rolloverUntil" = NULL,
    "expiresAt" = CASE WHEN v_keep > 0 THEN p_lot."rolloverUntil" ELSE "expiresAt" END
    WHERE "organisationId" = p_org AND id = p_lot.id;
  IF v_gone = 0 THEN RETURN; END IF;
  v_cmd := jsonb_build_object('operationId', typed_id('op'), 'actorKind', 'job', 'actorId', 'lot expiry', 'reference', p_lot.id);
  PERFORM wallet_record(p_org, p_now, 'expire', v_cmd, v_gone, "balanceMicro" - v_gone, "heldMicro") FROM "Wallet" WHERE "organisationId" = p_org;
  PERFORM wallet_post(p_org, p_now, v_cmd->>'operationId', 'expire', NULL, ARRAY[(1, p_lot.id, v_gone)::wallet_draw], -1);
  PERFORM journal_move_deferred(p_org, p_lot.id, 'expiry', p_now, p_lot."expiresAt");
END $$;
