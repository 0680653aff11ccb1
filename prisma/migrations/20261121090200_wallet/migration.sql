-- The wallet: one SQL function a command, one round trip each. Everything that moves credits is here.
--
-- Contract of every wallet_<verb>(organisation, now, command):
--   * It takes the wallet's row lock before it reads anything, so commands on one wallet are in one order.
--   * What fell due meanwhile (holds, then lots) is posted first: a balance is right at every instant, job or no job.
--   * A command whose idempotency key is known gives the stored answer ({.., replayed: true}), or
--     {status: conflict} when its hash differs; nothing is written.
--   * Too few credits: {status: insufficient, ..}, nothing of the command is written, the key stays free.
--   * The answer is {status: ok, operationId, amountMicro, balanceMicro, heldMicro, ..}; amounts are strings of
--     micro-credits, because JSON numbers are floats at the other end.
-- `command` is an object: operationId, actorKind, actorId, serviceCode, quantity, reference, reason, metadata,
-- idempotencyKey, requestHash, amountMicro, and what the verb adds.

CREATE TYPE wallet_draw AS (position int, lot_id text, amount bigint);

-- The stored answer for this command's key, a conflict, or null when the key is new. Under the lock.
CREATE FUNCTION wallet_replay(p_org text, p_kind "OperationKind", p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE known record;
BEGIN
  IF p_cmd->>'idempotencyKey' IS NULL THEN RETURN NULL; END IF;
  SELECT answer, "requestHash" INTO known FROM "Operation"
    WHERE "organisationId" = p_org AND kind = p_kind AND "idempotencyKey" = p_cmd->>'idempotencyKey';
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF known."requestHash" <> p_cmd->>'requestHash' THEN RETURN jsonb_build_object('status', 'conflict'); END IF;
  RETURN known.answer || jsonb_build_object('replayed', true);
END $$;

-- Writes the operation and returns its answer.
CREATE FUNCTION wallet_record(p_org text, p_now timestamptz, p_kind "OperationKind", p_cmd jsonb, p_amount bigint,
  p_balance bigint, p_held bigint, p_more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_answer jsonb;
BEGIN
  v_answer := jsonb_build_object('status', 'ok', 'operationId', p_cmd->>'operationId', 'amountMicro', p_amount::text,
    'balanceMicro', p_balance::text, 'heldMicro', p_held::text) || p_more;
  INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "actorId", "serviceCode", quantity, "amountMicro",
    reference, reason, metadata, "parentId", "idempotencyKey", "requestHash", answer, "createdAt")
  VALUES (p_org, p_cmd->>'operationId', p_kind, p_cmd->>'actorKind', p_cmd->>'actorId', p_cmd->>'serviceCode',
    (p_cmd->>'quantity')::numeric, p_amount, p_cmd->>'reference', p_cmd->>'reason', p_cmd->'metadata',
    p_cmd->>'parentId', p_cmd->>'idempotencyKey', p_cmd->>'requestHash', v_answer, p_now);
  RETURN v_answer;
END $$;

-- Posts one entry a draw and moves the posted balance. p_sign: -1 takes from the wallet, 1 gives to it.
CREATE FUNCTION wallet_post(p_org text, p_now timestamptz, p_operation text, p_kind "OperationKind", p_service text,
  p_draws wallet_draw[], p_sign int) RETURNS void LANGUAGE sql AS $$
  WITH draws AS (
    SELECT lot_id, p_sign * amount AS amount, row_number() OVER (ORDER BY position) AS nth,
      sum(p_sign * amount) OVER (ORDER BY position) AS running
    FROM unnest(p_draws)
  ), moved AS (
    UPDATE "Wallet" w
    SET "balanceMicro" = w."balanceMicro" + t.total, "lastSeq" = w."lastSeq" + t.n, "updatedAt" = p_now
    FROM (SELECT coalesce(sum(amount), 0)::bigint AS total, count(*) AS n FROM draws) t
    WHERE w."organisationId" = p_org
    RETURNING w."balanceMicro" - t.total AS opening, w."lastSeq" - t.n AS last_seq
  )
  INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt")
  SELECT p_org, m.last_seq + d.nth, p_operation, d.lot_id, p_kind, p_service, d.amount, m.opening + d.running, p_now
  FROM draws d, moved m ORDER BY d.nth
$$;

-- Adds to the day's consumption; a return subtracts on the day it happens.
CREATE FUNCTION wallet_count_usage(p_org text, p_now timestamptz, p_service text, p_amount bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "consumedMicro")
  SELECT p_org, (p_now AT TIME ZONE 'UTC')::date, coalesce(p_service, ''), p_amount WHERE p_amount <> 0
  ON CONFLICT ("organisationId", day, "serviceCode") DO UPDATE SET "consumedMicro" = "UsageDay"."consumedMicro" + EXCLUDED."consumedMicro"
$$;

-- Gives credits back to a lot. One that has expired meanwhile keeps them for seven days more.
CREATE FUNCTION wallet_put_back(p_org text, p_now timestamptz, p_lot text, p_amount bigint, p_unhold bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE "Lot" SET "remainingMicro" = "remainingMicro" + p_amount, "heldMicro" = "heldMicro" - p_unhold,
    "isOpen" = "remainingMicro" + p_amount > 0,
    "expiresAt" = CASE WHEN p_amount > 0 AND "expiresAt" <= p_now THEN p_now + interval '7 days' ELSE "expiresAt" END
  WHERE "organisationId" = p_org AND id = p_lot
$$;

-- Ends an active hold: takes p_capture of it in the recorded order of its draws, gives the rest back to its lots.
CREATE FUNCTION wallet_settle_hold(p_org text, p_now timestamptz, p_hold "Hold", p_capture bigint, p_status "HoldStatus")
RETURNS wallet_draw[] LANGUAGE plpgsql AS $$
DECLARE
  draw record;
  v_left bigint := p_capture;
  v_take bigint;
  v_taken wallet_draw[] := '{}';
BEGIN
  FOR draw IN SELECT * FROM "HoldDraw" WHERE "organisationId" = p_org AND "holdId" = p_hold.id ORDER BY position LOOP
    v_take := least(v_left, draw."amountMicro");
    v_left := v_left - v_take;
    PERFORM wallet_put_back(p_org, p_now, draw."lotId", draw."amountMicro" - v_take, draw."amountMicro");
    IF v_take > 0 THEN
      v_taken := v_taken || (draw.position, draw."lotId", v_take)::wallet_draw;
      UPDATE "HoldDraw" SET "capturedMicro" = v_take
        WHERE "organisationId" = p_org AND "holdId" = p_hold.id AND position = draw.position;
    END IF;
  END LOOP;
  UPDATE "Hold" SET status = p_status, "capturedMicro" = p_capture, "settledAt" = p_now
    WHERE "organisationId" = p_org AND id = p_hold.id;
  UPDATE "Wallet" SET "heldMicro" = "heldMicro" - p_hold."amountMicro", "updatedAt" = p_now WHERE "organisationId" = p_org;
  RETURN v_taken;
END $$;

-- Posts what fell due by `now`: holds end first, so that their credits are in their lots when those expire.
CREATE FUNCTION wallet_post_due(p_org text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  due_hold "Hold";
  due_lot "Lot";
  v_cmd jsonb;
BEGIN
  FOR due_hold IN SELECT * FROM "Hold" WHERE "organisationId" = p_org AND status = 'active' AND "expiresAt" <= p_now ORDER BY "expiresAt", id LOOP
    PERFORM wallet_settle_hold(p_org, p_now, due_hold, 0, 'expired');
    v_cmd := jsonb_build_object('operationId', typed_id('op'), 'actorKind', 'job', 'actorId', 'hold expiry', 'parentId', due_hold.id,
      'reference', due_hold.reference, 'serviceCode', due_hold."serviceCode");
    PERFORM wallet_record(p_org, p_now, 'release', v_cmd, due_hold."amountMicro", "balanceMicro", "heldMicro")
      FROM "Wallet" WHERE "organisationId" = p_org;
  END LOOP;
  FOR due_lot IN SELECT * FROM "Lot" WHERE "organisationId" = p_org AND "isOpen" AND "expiresAt" <= p_now ORDER BY "expiresAt", id LOOP
    PERFORM journal_move_deferred(p_org, due_lot.id, 'recognition', p_now);
    UPDATE "Lot" SET "remainingMicro" = 0, "isOpen" = false WHERE "organisationId" = p_org AND id = due_lot.id;
    v_cmd := jsonb_build_object('operationId', typed_id('op'), 'actorKind', 'job', 'actorId', 'lot expiry', 'reference', due_lot.id);
    PERFORM wallet_record(p_org, p_now, 'expire', v_cmd, due_lot."remainingMicro", "balanceMicro" - due_lot."remainingMicro", "heldMicro")
      FROM "Wallet" WHERE "organisationId" = p_org;
    PERFORM wallet_post(p_org, p_now, v_cmd->>'operationId', 'expire', NULL, ARRAY[(1, due_lot.id, due_lot."remainingMicro")::wallet_draw], -1);
    PERFORM journal_move_deferred(p_org, due_lot.id, 'expiry', p_now);
  END LOOP;
END $$;

-- Takes the lock, posts what is due, and returns the wallet as it is then. The lock is a statement of its own: under
-- READ COMMITTED only a statement begun after it sees what the lock's former holder wrote.
CREATE FUNCTION wallet_open(p_org text, p_now timestamptz) RETURNS "Wallet" LANGUAGE plpgsql AS $$
DECLARE w "Wallet";
BEGIN
  SELECT * INTO w FROM "Wallet" WHERE "organisationId" = p_org FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no wallet for %', p_org USING ERRCODE = 'no_data_found'; END IF;
  IF EXISTS (SELECT FROM "Lot" WHERE "organisationId" = p_org AND "isOpen" AND "expiresAt" <= p_now)
    OR EXISTS (SELECT FROM "Hold" WHERE "organisationId" = p_org AND status = 'active' AND "expiresAt" <= p_now) THEN
    PERFORM wallet_post_due(p_org, p_now);
    SELECT * INTO w FROM "Wallet" WHERE "organisationId" = p_org;
  END IF;
  RETURN w;
END $$;

-- Draws `amount` from the lots: priority, then the earliest expiry (none last), then the oldest. Null when they hold
-- too little; then nothing is moved. p_hold keeps the draw as held instead of gone.
CREATE FUNCTION wallet_draw_lots(p_org text, p_now timestamptz, p_amount bigint, p_hold boolean) RETURNS wallet_draw[] LANGUAGE plpgsql AS $$
DECLARE
  lot record;
  v_left bigint := p_amount;
  v_take bigint;
  v_draws wallet_draw[] := '{}';
  v_draw wallet_draw;
BEGIN
  FOR lot IN SELECT id, "remainingMicro" FROM "Lot"
    WHERE "organisationId" = p_org AND "isOpen" AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
    ORDER BY priority, "expiresAt" NULLS LAST, "createdAt", id LOOP
    v_take := least(v_left, lot."remainingMicro");
    v_draws := v_draws || (coalesce(array_length(v_draws, 1), 0) + 1, lot.id, v_take)::wallet_draw;
    v_left := v_left - v_take;
    EXIT WHEN v_left = 0;
  END LOOP;
  IF v_left > 0 THEN RETURN NULL; END IF;
  FOREACH v_draw IN ARRAY v_draws LOOP
    UPDATE "Lot" SET "remainingMicro" = "remainingMicro" - v_draw.amount, "isOpen" = "remainingMicro" > v_draw.amount,
      "heldMicro" = "heldMicro" + CASE WHEN p_hold THEN v_draw.amount ELSE 0 END
      WHERE "organisationId" = p_org AND id = v_draw.lot_id;
  END LOOP;
  RETURN v_draws;
END $$;

CREATE FUNCTION wallet_draws_json(p_draws wallet_draw[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('lotId', lot_id, 'amountMicro', amount::text) ORDER BY position), '[]') FROM unnest(p_draws)
$$;

-- What can be drawn now; lots that are not effective yet do not count.
CREATE FUNCTION wallet_insufficient(p_org text, p_now timestamptz, p_amount bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('status', 'insufficient', 'amountMicro', p_amount::text, 'availableMicro', coalesce(sum("remainingMicro"), 0)::bigint::text)
  FROM "Lot" WHERE "organisationId" = p_org AND "isOpen" AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
$$;

-- ── The verbs ───────────────────────────────────────────────────────────────────────────────────────────

-- command adds: lotId, source, priority, effectiveAt, expiresAt, costMinor, currency, purchaseId, subscriptionId,
-- periodStart. One lot a purchase and one a (subscription, period): a second grant answers {status: granted_before}.
CREATE FUNCTION wallet_grant(p_org text, p_now timestamptz, p_cmd jsonb, p_kind "OperationKind" DEFAULT 'grant') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_amount bigint := (p_cmd->>'amountMicro')::bigint;
  v_answer jsonb := wallet_replay(p_org, p_kind, p_cmd);
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  IF v_amount <= 0 THEN RAISE EXCEPTION 'a grant must be above zero' USING ERRCODE = 'check_violation'; END IF;
  IF EXISTS (SELECT FROM "Lot" WHERE "organisationId" = p_org AND ("purchaseId" = p_cmd->>'purchaseId'
    OR ("subscriptionId" = p_cmd->>'subscriptionId' AND "periodStart" = (p_cmd->>'periodStart')::timestamptz))) THEN
    RETURN jsonb_build_object('status', 'granted_before');
  END IF;
  v_answer := wallet_record(p_org, p_now, p_kind, p_cmd, v_amount, w."balanceMicro" + v_amount, w."heldMicro",
    jsonb_build_object('lotId', p_cmd->>'lotId'));
  INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", priority, "effectiveAt", "expiresAt",
    "costMinor", currency, "purchaseId", "subscriptionId", "periodStart", "operationId", "createdAt")
  VALUES (p_org, p_cmd->>'lotId', (p_cmd->>'source')::"LotSource", v_amount, v_amount, (p_cmd->>'priority')::int,
    coalesce((p_cmd->>'effectiveAt')::timestamptz, p_now), (p_cmd->>'expiresAt')::timestamptz, (p_cmd->>'costMinor')::bigint,
    p_cmd->>'currency', p_cmd->>'purchaseId', p_cmd->>'subscriptionId', (p_cmd->>'periodStart')::timestamptz,
    p_cmd->>'operationId', p_now);
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', p_kind, NULL, ARRAY[(1, p_cmd->>'lotId', v_amount)::wallet_draw], 1);
  RETURN v_answer;
END $$;

-- kind `deduct` is consumption of a service; kind `adjust` is a correction downwards by staff.
CREATE FUNCTION wallet_deduct(p_org text, p_now timestamptz, p_cmd jsonb, p_kind "OperationKind" DEFAULT 'deduct') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_amount bigint := (p_cmd->>'amountMicro')::bigint;
  v_answer jsonb := wallet_replay(p_org, p_kind, p_cmd);
  v_draws wallet_draw[];
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  IF v_amount <= 0 THEN RAISE EXCEPTION 'a deduction must be above zero' USING ERRCODE = 'check_violation'; END IF;
  v_draws := wallet_draw_lots(p_org, p_now, v_amount, false);
  IF v_draws IS NULL THEN RETURN wallet_insufficient(p_org, p_now, v_amount); END IF;
  v_answer := wallet_record(p_org, p_now, p_kind, p_cmd, v_amount, w."balanceMicro" - v_amount, w."heldMicro",
    jsonb_build_object('draws', wallet_draws_json(v_draws)));
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', p_kind, p_cmd->>'serviceCode', v_draws, -1);
  IF p_kind = 'deduct' THEN PERFORM wallet_count_usage(p_org, p_now, p_cmd->>'serviceCode', v_amount); END IF;
  RETURN v_answer;
END $$;

-- command adds: holdId, expiresAt. Draws the lots now; the posted balance moves when the hold is captured.
CREATE FUNCTION wallet_hold(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_amount bigint := (p_cmd->>'amountMicro')::bigint;
  v_answer jsonb := wallet_replay(p_org, 'hold', p_cmd);
  v_draws wallet_draw[];
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  IF v_amount <= 0 THEN RAISE EXCEPTION 'a hold must be above zero' USING ERRCODE = 'check_violation'; END IF;
  v_draws := wallet_draw_lots(p_org, p_now, v_amount, true);
  IF v_draws IS NULL THEN RETURN wallet_insufficient(p_org, p_now, v_amount); END IF;
  v_answer := wallet_record(p_org, p_now, 'hold', p_cmd, v_amount, w."balanceMicro", w."heldMicro" + v_amount,
    jsonb_build_object('holdId', p_cmd->>'holdId', 'draws', wallet_draws_json(v_draws)));
  INSERT INTO "Hold" ("organisationId", id, "operationId", "serviceCode", quantity, "amountMicro", status, reference, "expiresAt", "createdAt")
  VALUES (p_org, p_cmd->>'holdId', p_cmd->>'operationId', p_cmd->>'serviceCode', (p_cmd->>'quantity')::numeric, v_amount,
    'active', p_cmd->>'reference', (p_cmd->>'expiresAt')::timestamptz, p_now);
  INSERT INTO "HoldDraw" ("organisationId", "holdId", position, "lotId", "amountMicro")
  SELECT p_org, p_cmd->>'holdId', position, lot_id, amount FROM unnest(v_draws);
  UPDATE "Wallet" SET "heldMicro" = "heldMicro" + v_amount, "updatedAt" = p_now WHERE "organisationId" = p_org;
  RETURN v_answer;
END $$;

-- command: holdId, amountMicro (null: all of it). What is not taken goes back. {status: not_found | not_active |
-- too_much} where the hold is unknown, was ended before, or is smaller than asked.
CREATE FUNCTION wallet_capture(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'capture', p_cmd);
  v_hold "Hold";
  v_amount bigint;
  v_draws wallet_draw[];
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_hold FROM "Hold" WHERE "organisationId" = p_org AND id = p_cmd->>'holdId';
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  IF v_hold.status <> 'active' THEN RETURN jsonb_build_object('status', 'not_active', 'holdStatus', v_hold.status); END IF;
  v_amount := coalesce((p_cmd->>'amountMicro')::bigint, v_hold."amountMicro");
  IF v_amount <= 0 THEN RAISE EXCEPTION 'a capture must be above zero' USING ERRCODE = 'check_violation'; END IF;
  IF v_amount > v_hold."amountMicro" THEN RETURN jsonb_build_object('status', 'too_much', 'heldMicro', v_hold."amountMicro"::text); END IF;
  v_draws := wallet_settle_hold(p_org, p_now, v_hold, v_amount, 'captured');
  v_answer := wallet_record(p_org, p_now, 'capture',
    p_cmd || jsonb_build_object('parentId', v_hold.id, 'serviceCode', v_hold."serviceCode", 'reference', coalesce(p_cmd->>'reference', v_hold.reference)),
    v_amount, w."balanceMicro" - v_amount, w."heldMicro" - v_hold."amountMicro", jsonb_build_object('draws', wallet_draws_json(v_draws)));
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', 'capture', v_hold."serviceCode", v_draws, -1);
  PERFORM wallet_count_usage(p_org, p_now, v_hold."serviceCode", v_amount);
  RETURN v_answer;
END $$;

-- command: holdId. Gives all of it back to the lots it came from.
CREATE FUNCTION wallet_release(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'release', p_cmd);
  v_hold "Hold";
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_hold FROM "Hold" WHERE "organisationId" = p_org AND id = p_cmd->>'holdId';
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  IF v_hold.status <> 'active' THEN RETURN jsonb_build_object('status', 'not_active', 'holdStatus', v_hold.status); END IF;
  PERFORM wallet_settle_hold(p_org, p_now, v_hold, 0, 'released');
  RETURN wallet_record(p_org, p_now, 'release',
    p_cmd || jsonb_build_object('parentId', v_hold.id, 'serviceCode', v_hold."serviceCode", 'reference', coalesce(p_cmd->>'reference', v_hold.reference)),
    v_hold."amountMicro", w."balanceMicro", w."heldMicro" - v_hold."amountMicro");
END $$;

-- command: parentId (a deduction or a capture), amountMicro (null: all that is left of it). Gives credits back to the
-- lots in the order in which the parent drew them, after what was returned before.
CREATE FUNCTION wallet_return(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'return', p_cmd);
  v_parent "Operation";
  v_before bigint;
  v_amount bigint;
  v_skip bigint;
  v_left bigint;
  v_take bigint;
  v_pieces wallet_draw[] := '{}';
  drawn record;
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_parent FROM "Operation" WHERE "organisationId" = p_org AND id = p_cmd->>'parentId' AND kind IN ('deduct', 'capture');
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  SELECT coalesce(sum("amountMicro"), 0) INTO v_before FROM "Operation"
    WHERE "organisationId" = p_org AND "parentId" = v_parent.id AND kind = 'return';
  v_amount := coalesce((p_cmd->>'amountMicro')::bigint, v_parent."amountMicro" - v_before);
  IF v_amount <= 0 OR v_amount > v_parent."amountMicro" - v_before THEN
    RETURN jsonb_build_object('status', 'too_much', 'returnableMicro', (v_parent."amountMicro" - v_before)::text);
  END IF;
  v_skip := v_before;
  v_left := v_amount;
  FOR drawn IN SELECT "lotId", -"amountMicro" AS amount FROM "Entry"
    WHERE "organisationId" = p_org AND "operationId" = v_parent.id ORDER BY seq LOOP
    v_take := least(greatest(drawn.amount - v_skip, 0), v_left);
    v_skip := greatest(v_skip - drawn.amount, 0);
    v_left := v_left - v_take;
    IF v_take > 0 THEN
      v_pieces := v_pieces || (coalesce(array_length(v_pieces, 1), 0) + 1, drawn."lotId", v_take)::wallet_draw;
      PERFORM wallet_put_back(p_org, p_now, drawn."lotId", v_take, 0);
    END IF;
  END LOOP;
  v_answer := wallet_record(p_org, p_now, 'return', p_cmd || jsonb_build_object('serviceCode', v_parent."serviceCode"), v_amount,
    w."balanceMicro" + v_amount, w."heldMicro", jsonb_build_object('draws', wallet_draws_json(v_pieces)));
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', 'return', v_parent."serviceCode", v_pieces, 1);
  PERFORM wallet_count_usage(p_org, p_now, v_parent."serviceCode", -v_amount);
  RETURN v_answer;
END $$;
