-- The journal's functions: double entry in money. Debits are positive, credits negative.

-- Posts one entry; `lines` is [{account, amountMinor, currency}]; lines of zero are left out.
CREATE FUNCTION journal_post(p_org text, p_now timestamptz, p_kind "JournalKind", p_reference text, p_lines jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE v_id text := typed_id('jrn');
BEGIN
  INSERT INTO "JournalEntry" ("organisationId", id, kind, reference, "postedAt") VALUES (p_org, v_id, p_kind, p_reference, p_now);
  INSERT INTO "JournalLine" ("organisationId", "entryId", position, account, "amountMinor", currency)
  SELECT p_org, v_id, row_number() OVER (), l.account, l."amountMinor", l.currency
  FROM jsonb_to_recordset(p_lines) AS l (account text, "amountMinor" bigint, currency text) WHERE l."amountMinor" <> 0;
  RETURN v_id;
END $$;

-- Moves out of deferred revenue what a paid lot has lost since the last time: used credits to revenue (kind
-- recognition), expired ones to breakage (kind expiry). Cumulative, floor(cost * gone / granted), so that it ends at
-- exactly the cost; held credits are not gone. A return moves back. The caller holds the wallet's lock.
CREATE FUNCTION journal_move_deferred(p_org text, p_lot text, p_kind "JournalKind", p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  lot "Lot";
  v_target bigint;
  v_move bigint;
BEGIN
  SELECT * INTO lot FROM "Lot" WHERE "organisationId" = p_org AND id = p_lot;
  IF lot."costMinor" IS NULL THEN RETURN 0; END IF;
  v_target := div(lot."costMinor"::numeric * (lot."grantedMicro" - lot."remainingMicro" - lot."heldMicro"), lot."grantedMicro");
  v_move := v_target - lot."recognisedMinor";
  IF v_move = 0 THEN RETURN 0; END IF;
  UPDATE "Lot" SET "recognisedMinor" = v_target WHERE "organisationId" = p_org AND id = p_lot;
  PERFORM journal_post(p_org, p_now, p_kind, p_lot, jsonb_build_array(
    jsonb_build_object('account', 'deferred_revenue', 'amountMinor', v_move, 'currency', lot.currency),
    jsonb_build_object('account', CASE p_kind WHEN 'expiry' THEN 'breakage' ELSE 'revenue' END, 'amountMinor', -v_move, 'currency', lot.currency)));
  RETURN v_move;
END $$;

-- Recognises what one organisation consumed; returns how many lots moved. Called by the daily job.
CREATE FUNCTION journal_recognise(p_org text, p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_moved bigint;
BEGIN
  PERFORM wallet_open(p_org, p_now);
  SELECT count(*) INTO v_moved FROM "Lot"
    WHERE "organisationId" = p_org AND "costMinor" IS NOT NULL AND journal_move_deferred(p_org, id, 'recognition', p_now) <> 0;
  RETURN v_moved;
END $$;
