-- Money that goes back takes its credits back (law 7), a dispute freezes them, and an organisation that does not pay may not spend.
-- The contract of every wallet_<verb> stands in the migration `wallet`; what is new: {status: restricted}.

-- Takes back the credits of a payment's lot. command: lotId, takenMinor (of the payment, all that went back so far, tax
-- included), paidMinor (the payment, tax included), receivableId, holdId (a freeze that ends first, if there is one).
-- Due is the lot's grant in the proportion of the money, rounded down, less what was clawed before; drawn from that lot, then
-- from the others in the order of drawing; what is missing is owed. Other lots' credits count as consumed. Recognition of the
-- lot is brought up to now first; what the claw then takes out of its deferred cost is answered as deferredMinor, and the
-- caller posts it: it was never earned. Answers amountMicro, shortfallMicro (owed) and deferredMinor.
CREATE FUNCTION wallet_claw(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'claw', p_cmd);
  v_hold "Hold";
  lot "Lot";
  v_amount bigint;
  v_own bigint;
  v_others bigint;
  v_owed bigint;
  v_moved bigint := 0;
  v_draws wallet_draw[] := '{}';
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_hold FROM "Hold" WHERE "organisationId" = p_org AND id = p_cmd->>'holdId' AND status = 'active';
  IF FOUND THEN
    PERFORM wallet_release(p_org, p_now, (p_cmd - 'idempotencyKey' - 'requestHash') || jsonb_build_object('operationId', typed_id('op')));
    SELECT * INTO w FROM "Wallet" WHERE "organisationId" = p_org;
  END IF;
  SELECT * INTO lot FROM "Lot" WHERE "organisationId" = p_org AND id = p_cmd->>'lotId';
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  v_amount := greatest(least(div(lot."grantedMicro"::numeric * (p_cmd->>'takenMinor')::bigint, (p_cmd->>'paidMinor')::bigint)::bigint,
    lot."grantedMicro") - lot."clawedMicro", 0);
  v_own := least(v_amount, lot."remainingMicro");
  PERFORM journal_move_deferred(p_org, lot.id, 'recognition', p_now);
  UPDATE "Lot" SET "remainingMicro" = "remainingMicro" - v_own, "isOpen" = "remainingMicro" > v_own, "clawedMicro" = "clawedMicro" + v_amount
    WHERE "organisationId" = p_org AND id = lot.id RETURNING * INTO lot;
  IF lot."costMinor" IS NOT NULL THEN
    v_moved := div(lot."costMinor"::numeric * (lot."grantedMicro" - lot."remainingMicro" - lot."heldMicro"), lot."grantedMicro") - lot."recognisedMinor";
    UPDATE "Lot" SET "recognisedMinor" = "recognisedMinor" + v_moved WHERE "organisationId" = p_org AND id = lot.id AND v_moved <> 0;
  END IF;
  IF v_own > 0 THEN v_draws := ARRAY[(1, lot.id, v_own)::wallet_draw]; END IF;
  v_others := least(v_amount - v_own, wallet_available(p_org, p_now));
  IF v_others > 0 THEN
    SELECT v_draws || array_agg((position + 1, lot_id, amount)::wallet_draw ORDER BY position) INTO v_draws
      FROM unnest(wallet_draw_lots(p_org, p_now, v_others, false));
  END IF;
  v_owed := v_amount - v_own - v_others;
  v_answer := wallet_record(p_org, p_now, 'claw', p_cmd || jsonb_build_object('parentId', lot.id, 'shortfallMicro', v_owed::text), v_amount,
    w."balanceMicro" - v_own - v_others, w."heldMicro", jsonb_build_object('draws', wallet_draws_json(v_draws), 'shortfallMicro', v_owed::text,
      'deferredMinor', v_moved::text, 'availableMicro', wallet_available(p_org, p_now)::text));
  IF v_owed > 0 THEN
    INSERT INTO "Receivable" ("organisationId", id, "operationId", "amountMicro", "createdAt")
    VALUES (p_org, p_cmd->>'receivableId', p_cmd->>'operationId', v_owed, p_now);
    UPDATE "Wallet" SET "owedMicro" = "owedMicro" + v_owed WHERE "organisationId" = p_org;
  END IF;
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', 'claw', NULL, v_draws, -1);
  PERFORM wallet_watch(p_org, wallet_available(p_org, p_now));
  RETURN v_answer;
END $$;

-- Keeps a payment's credits from being spent while its dispute is open: a hold without an expiry on that lot alone, of what is
-- left in it, at most amountMicro. command: lotId, holdId, amountMicro. wallet_release ends it, wallet_claw with its holdId too.
CREATE FUNCTION wallet_freeze(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'hold', p_cmd);
  lot "Lot";
  v_amount bigint;
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO lot FROM "Lot" WHERE "organisationId" = p_org AND id = p_cmd->>'lotId';
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  v_amount := least((p_cmd->>'amountMicro')::bigint, lot."remainingMicro");
  v_answer := wallet_record(p_org, p_now, 'hold', p_cmd, v_amount, w."balanceMicro", w."heldMicro" + v_amount,
    jsonb_build_object('holdId', p_cmd->>'holdId', 'availableMicro', (wallet_available(p_org, p_now) - v_amount)::text));
  INSERT INTO "Hold" ("organisationId", id, "operationId", "amountMicro", status, reference, "createdAt")
  VALUES (p_org, p_cmd->>'holdId', p_cmd->>'operationId', v_amount, 'active', p_cmd->>'reference', p_now);
  INSERT INTO "HoldDraw" ("organisationId", "holdId", position, "lotId", "amountMicro")
  SELECT p_org, p_cmd->>'holdId', 1, lot.id, v_amount WHERE v_amount > 0;
  UPDATE "Lot" SET "remainingMicro" = "remainingMicro" - v_amount, "heldMicro" = "heldMicro" + v_amount, "isOpen" = "remainingMicro" > v_amount
    WHERE "organisationId" = p_org AND id = lot.id;
  UPDATE "Wallet" SET "heldMicro" = "heldMicro" + v_amount, "updatedAt" = p_now WHERE "organisationId" = p_org;
  PERFORM wallet_watch(p_org, wallet_available(p_org, p_now));
  RETURN v_answer;
END $$;

-- ── Who does not pay for a tier may not spend (Wallet.restrictedAt): programs deduct nothing and set nothing aside, and nobody
-- files a request. What was set aside before is finished, debts are settled, money and grants come in. Otherwise as before. ──
CREATE OR REPLACE FUNCTION wallet_deduct_many(p_now timestamptz, p_orgs text[], p_commands jsonb, p_wait boolean, p_kind "OperationKind" DEFAULT 'deduct')
RETURNS text LANGUAGE plpgsql SET lock_timeout = '5s' SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_mode text := CASE WHEN p_kind = 'deduct' THEN credit_enforcement() ELSE 'on' END;
  v_size int := jsonb_array_length(p_commands);
  -- The locked wallets in one order, v_at the present one's place; what is left in it, null when another has locked it.
  v_orgs text[];
  v_balances bigint[];
  v_seqs bigint[];
  v_marks bigint[];
  v_owed bigint[];
  v_restricted boolean[];
  v_is_restricted boolean := false;
  v_at int := 1;
  v_org text := '';
  v_left bigint;
  v_low text[] := '{}';
  -- Their lots in the order of drawing, v_lot the present one's place.
  v_lot_rows tid[];
  v_lot_orgs text[];
  v_lots text[];
  v_remaining bigint[];
  v_lot int := 1;
  v_ahead int;
  -- Of each command, at n + 1: a cost of -1 was refused.
  v_costs bigint[] := array_fill(-1::bigint, ARRAY[v_size]);
  v_drawn bigint[] := array_fill(0::bigint, ARRAY[v_size]);
  v_states text[] := array_fill(NULL::text, ARRAY[v_size]);
  v_answers text[] := v_states;
  v_answer text;
  v_need bigint;
  v_take bigint;
  v_draws text;
  -- The entries.
  e_orgs text[] := '{}';
  e_seqs bigint[] := '{}';
  e_operations text[] := '{}';
  e_lots text[] := '{}';
  e_services text[] := '{}';
  e_amounts bigint[] := '{}';
  e_balances bigint[] := '{}';
  c record;
BEGIN
  -- One order for everybody who takes several wallets, so that none waits for another in a circle.
  IF p_wait THEN
    SELECT array_agg("organisationId") INTO v_orgs FROM (SELECT "organisationId" FROM "Wallet"
      WHERE "organisationId" = ANY (p_orgs) ORDER BY "organisationId" FOR UPDATE) w;
  ELSE
    SELECT array_agg("organisationId") INTO v_orgs FROM (SELECT "organisationId" FROM "Wallet"
      WHERE "organisationId" = ANY (p_orgs) ORDER BY "organisationId" FOR UPDATE SKIP LOCKED) w;
  END IF;
  PERFORM wallet_catch_up(w."organisationId", p_now) FROM "Wallet" w WHERE p_kind <> 'settle' AND w."organisationId" = ANY (v_orgs) AND (w."owedMicro" > 0
    OR EXISTS (SELECT FROM "Lot" l WHERE l."organisationId" = w."organisationId" AND l."isOpen" AND l."expiresAt" <= p_now)
    OR EXISTS (SELECT FROM "Hold" h WHERE h."organisationId" = w."organisationId" AND h.status = 'active' AND h."expiresAt" <= p_now));
  SELECT array_agg("organisationId"), array_agg("balanceMicro"), array_agg("lastSeq"), array_agg("watchMicro"), array_agg(0), array_agg("restrictedAt" IS NOT NULL)
    INTO v_orgs, v_balances, v_seqs, v_marks, v_owed, v_restricted
    FROM (SELECT * FROM "Wallet" WHERE "organisationId" = ANY (v_orgs) ORDER BY "organisationId") w;
  SELECT array_agg(row), array_agg("organisationId"), array_agg(id), array_agg("remainingMicro") INTO v_lot_rows, v_lot_orgs, v_lots, v_remaining
    FROM (SELECT ctid AS row, "organisationId", id, "remainingMicro" FROM "Lot" WHERE "organisationId" = ANY (v_orgs) AND "isOpen"
      AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
      ORDER BY "organisationId", priority, "expiresAt" NULLS LAST, "createdAt", id) l;

  FOR c IN
    SELECT q.n + 1 AS nth, q."organisationId", q."requestHash", q."onInsufficient" = 'owe' AS owes, q."operationId", q."serviceCode",
      q."actorKind" = 'api-key' AS is_program, known.id AS known_id, known."requestHash" AS known_hash, q."amountMicro" IS NOT NULL AS is_amount, s.active,
      coalesce(q."amountMicro", service_cost(s."priceMicro", s."perUnits", s.rounding, q.quantity)) AS cost,
      CASE WHEN q.member IS NOT NULL THEN wallet_member(q."organisationId", q.member) IS NULL ELSE false END AS is_stranger
    FROM jsonb_to_recordset(p_commands) AS q (n int, "organisationId" text, "operationId" text, "actorKind" text, "requestHash" text, "idempotencyKey" text,
      "onInsufficient" text, "serviceCode" text, quantity numeric, "amountMicro" bigint, member text)
    LEFT JOIN LATERAL (SELECT o.id, o."requestHash" FROM "Operation" o WHERE o."organisationId" = q."organisationId" AND o.kind = p_kind
      AND o."idempotencyKey" = q."idempotencyKey" OFFSET 0) known ON true
    LEFT JOIN LATERAL (SELECT * FROM "Service" WHERE code = q."serviceCode" OFFSET 0) s ON true
    ORDER BY q."organisationId", q.n
  LOOP
    IF c."organisationId" <> v_org THEN
      v_org := c."organisationId";
      WHILE v_orgs[v_at] < v_org LOOP v_at := v_at + 1; END LOOP;
      WHILE v_lot_orgs[v_lot] < v_org LOOP v_lot := v_lot + 1; END LOOP;
      v_left := CASE WHEN v_orgs[v_at] = v_org THEN 0 END;
      v_is_restricted := v_restricted[v_at];
      v_ahead := v_lot;
      WHILE v_lot_orgs[v_ahead] = v_org LOOP
        v_left := v_left + v_remaining[v_ahead];
        v_ahead := v_ahead + 1;
      END LOOP;
    END IF;
    IF v_left IS NULL OR v_is_restricted AND c.is_program OR c.known_id IS NOT NULL OR c.is_stranger OR NOT c.is_amount AND c.active IS NOT TRUE
      OR c.cost IS NULL OR c.cost > v_left AND NOT (c.owes IS TRUE OR v_mode <> 'on') THEN
      v_answers[c.nth] := CASE
        WHEN v_left IS NULL THEN '{"status":"busy"}'
        WHEN c.known_hash = c."requestHash" THEN (SELECT wallet_deduct_again(o)::text FROM "Operation" o WHERE o."organisationId" = v_org AND o.id = c.known_id)
        WHEN c.known_id IS NOT NULL THEN '{"status":"conflict"}'
        WHEN v_is_restricted AND c.is_program THEN '{"status":"restricted"}'
        WHEN NOT c.is_amount AND c.active IS NULL THEN '{"status":"unknown_service"}'
        WHEN NOT c.is_amount AND NOT c.active THEN '{"status":"inactive_service"}'
        WHEN c.is_stranger THEN '{"status":"unknown_member"}'
        WHEN c.cost IS NULL THEN '{"status":"too_large"}'
        ELSE jsonb_build_object('status', 'insufficient', 'amountMicro', c.cost::text, 'availableMicro', v_left::text)::text
      END;
      CONTINUE;
    END IF;

    v_need := least(c.cost, v_left);
    v_costs[c.nth] := c.cost;
    v_drawn[c.nth] := v_need;
    v_left := v_left - v_need;
    v_draws := '';
    WHILE v_need > 0 LOOP
      IF v_remaining[v_lot] = 0 THEN v_lot := v_lot + 1; END IF;
      v_take := least(v_need, v_remaining[v_lot]);
      v_need := v_need - v_take;
      v_remaining[v_lot] := v_remaining[v_lot] - v_take;
      v_balances[v_at] := v_balances[v_at] - v_take;
      v_seqs[v_at] := v_seqs[v_at] + 1;
      e_orgs := e_orgs || v_org;
      e_seqs := e_seqs || v_seqs[v_at];
      e_operations := e_operations || c."operationId";
      e_lots := e_lots || v_lots[v_lot];
      e_services := e_services || c."serviceCode";
      e_amounts := e_amounts || -v_take;
      e_balances := e_balances || v_balances[v_at];
      v_draws := v_draws || CASE v_draws WHEN '' THEN '' ELSE ',' END || '{"lotId":"' || v_lots[v_lot] || '","amountMicro":"' || v_take || '"}';
    END LOOP;
    v_states[c.nth] := '"balanceMicro":"' || v_balances[v_at] || '","availableMicro":"' || v_left || '"';
    IF c.cost > v_drawn[c.nth] THEN
      IF c.owes THEN v_owed[v_at] := v_owed[v_at] + c.cost - v_drawn[c.nth];
      ELSIF v_mode = 'observe' THEN v_states[c.nth] := v_states[c.nth] || ',"observed":true';
      END IF;
    END IF;
    v_answers[c.nth] := '{"amountMicro":"' || c.cost || '","shortfallMicro":"' || c.cost - v_drawn[c.nth] || '","draws":[' || v_draws || '],' || v_states[c.nth] || '}';
    IF v_left < v_marks[v_at] THEN
      v_marks[v_at] := NULL;
      v_low := v_low || v_org;
    END IF;
  END LOOP;
  v_answer := '[' || array_to_string(v_answers, ',') || ']';
  IF -1 = ALL (v_costs) THEN RETURN v_answer; END IF;

  WITH cmd AS MATERIALIZED (
    SELECT q.*, v_costs[q.n + 1] AS cost, v_drawn[q.n + 1] AS drawn, v_states[q.n + 1] AS state, CASE WHEN q."amountMicro" IS NULL THEN s.price END AS price,
      CASE WHEN q.member IS NULL THEN q."memberId" ELSE wallet_member(q."organisationId", q.member) END AS member_id
    FROM jsonb_to_recordset(p_commands) AS q (n int, "organisationId" text, "operationId" text, "receivableId" text, "actorKind" text,
      "actorId" text, "serviceCode" text, quantity numeric, "amountMicro" bigint, reference text, reason text, metadata jsonb, "onInsufficient" text,
      member text, "memberId" text, "parentId" text, "idempotencyKey" text, "requestHash" text, "countedKey" text)
    LEFT JOIN (SELECT code, jsonb_build_object('priceMicro', "priceMicro"::text, 'perUnits', "perUnits", 'rounding', rounding) AS price
      FROM "Service" OFFSET 0) s ON s.code = q."serviceCode"
    WHERE v_costs[q.n + 1] >= 0
  ), recorded AS (
    INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "actorId", "serviceCode", quantity, "amountMicro", "shortfallMicro",
      price, "memberId", reference, reason, metadata, "parentId", "idempotencyKey", "requestHash", answer, "createdAt")
    SELECT "organisationId", "operationId", p_kind, "actorKind", "actorId", "serviceCode", quantity, cost, cost - drawn,
      price, member_id, reference, reason, metadata, "parentId", "idempotencyKey", "requestHash", ('{' || state || '}')::jsonb, p_now FROM cmd
  ), receivables AS (
    INSERT INTO "Receivable" ("organisationId", id, "operationId", "serviceCode", "amountMicro", "createdAt")
    SELECT "organisationId", "receivableId", "operationId", "serviceCode", cost - drawn, p_now FROM cmd WHERE "onInsufficient" = 'owe' AND cost > drawn
  )
  INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "memberId", "apiKeyId", "consumedMicro", count)
    SELECT "organisationId", (p_now AT TIME ZONE 'UTC')::date, coalesce("serviceCode", ''), coalesce(member_id, ''),
      coalesce("countedKey", CASE WHEN "actorKind" = 'api-key' THEN "actorId" END, ''), sum(drawn), count(*) FILTER (WHERE p_kind = 'deduct')
    FROM cmd WHERE p_kind IN ('deduct', 'settle') GROUP BY 1, 3, 4, 5
    ON CONFLICT ("organisationId", day, "serviceCode", "memberId", "apiKeyId")
    DO UPDATE SET "consumedMicro" = "UsageDay"."consumedMicro" + EXCLUDED."consumedMicro", count = "UsageDay".count + EXCLUDED.count;
  INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt")
    SELECT org, seq, operation, lot, p_kind, service, amount, balance, p_now
    FROM unnest(e_orgs, e_seqs, e_operations, e_lots, e_services, e_amounts, e_balances) e (org, seq, operation, lot, service, amount, balance);
  UPDATE "Lot" SET "remainingMicro" = m.left, "isOpen" = m.left > 0
    FROM unnest(v_lot_rows, v_remaining) m (row, "left") WHERE "Lot".ctid = m.row AND "remainingMicro" <> m.left;
  UPDATE "Wallet" w SET "balanceMicro" = m.balance, "lastSeq" = m.seq, "owedMicro" = w."owedMicro" + m.owed, "watchMicro" = m.mark, "updatedAt" = p_now
    FROM unnest(v_orgs, v_balances, v_seqs, v_owed, v_marks) m (org, balance, seq, owed, mark)
    WHERE w."organisationId" = m.org AND (w."lastSeq" <> m.seq OR m.owed > 0 OR w."watchMicro" IS DISTINCT FROM m.mark);
  IF v_low <> '{}' THEN PERFORM wallet_queue_watch(org) FROM unnest(v_low) org; END IF;
  RETURN v_answer;
END $$;


CREATE OR REPLACE FUNCTION wallet_hold(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'hold', p_cmd);
  v_mode text := credit_enforcement();
  v_available bigint;
  v_cost bigint;
  v_amount bigint;
  v_draws wallet_draw[] := '{}';
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  IF w."restrictedAt" IS NOT NULL AND p_cmd->>'actorKind' IN ('api-key', 'member') THEN RETURN jsonb_build_object('status', 'restricted'); END IF;
  p_cmd := wallet_priced(p_org, p_cmd);
  IF p_cmd ? 'status' THEN RETURN p_cmd; END IF;
  v_cost := (p_cmd->>'amountMicro')::bigint;
  v_available := wallet_available(p_org, p_now);
  v_amount := least(v_cost, v_available);
  IF v_amount < v_cost AND v_mode = 'on' THEN RETURN wallet_insufficient(p_org, p_now, v_cost); END IF;
  IF v_amount > 0 THEN v_draws := wallet_draw_lots(p_org, p_now, v_amount, true); END IF;
  v_answer := wallet_record(p_org, p_now, 'hold', p_cmd || jsonb_build_object('shortfallMicro', (v_cost - v_amount)::text), v_cost,
    w."balanceMicro", w."heldMicro" + v_amount, jsonb_build_object('holdId', p_cmd->>'holdId', 'availableMicro', (v_available - v_amount)::text,
      'shortfallMicro', (v_cost - v_amount)::text, 'expiresAt', wallet_instant((p_cmd->>'expiresAt')::timestamptz),
      'draws', wallet_draws_json(v_draws)) || CASE WHEN v_mode = 'observe' AND v_amount < v_cost THEN '{"observed": true}'::jsonb ELSE '{}' END);
  INSERT INTO "Hold" ("organisationId", id, "operationId", "serviceCode", quantity, "amountMicro", status, reference, "expiresAt", "createdAt")
  VALUES (p_org, p_cmd->>'holdId', p_cmd->>'operationId', p_cmd->>'serviceCode', (p_cmd->>'quantity')::numeric, v_amount,
    'active', p_cmd->>'reference', (p_cmd->>'expiresAt')::timestamptz, p_now);
  INSERT INTO "HoldDraw" ("organisationId", "holdId", position, "lotId", "amountMicro")
  SELECT p_org, p_cmd->>'holdId', position, lot_id, amount FROM unnest(v_draws);
  UPDATE "Wallet" SET "heldMicro" = "heldMicro" + v_amount, "updatedAt" = p_now WHERE "organisationId" = p_org;
  PERFORM wallet_watch(p_org, v_available - v_amount);
  RETURN v_answer;
END $$;
