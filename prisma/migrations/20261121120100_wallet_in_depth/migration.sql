-- The wallet at full depth: priced services, many deductions in one statement, work that is owed, rollover, transfers.
--
-- The contract of every wallet_<verb> stands in the migration `wallet`; what is new:
--   * A command names a service and a quantity, or an amount. With a service the price of this moment makes the amount,
--     and the operation keeps it. {status: unknown_service | inactive_service | too_large | unknown_member}.
--   * Enforcement (Setting `enforcement`) `observe` and `off` refuse nothing for want of credits: what there is is drawn.
--     Under `observe` the answer of what `on` would have refused says {observed: true}.
--   * An operation's entries sum to amountMicro - shortfallMicro: the shortfall of a deduction is owed (a receivable) or
--     waived, that of a return was forgiven before it was paid.
--   * A wallet that falls below its mark (watchMicro) queues `wallet.watch` once.
-- `command` adds: serviceCode and quantity without amountMicro (priced), onInsufficient, receivableId, member.

ALTER TABLE "Hold" DROP CONSTRAINT "Hold_amounts",
  ADD CONSTRAINT "Hold_amounts" CHECK ("amountMicro" >= 0 AND "capturedMicro" >= 0 AND "capturedMicro" <= "amountMicro");

-- Three foreign keys a deduction cost more than the rest of it. These rows are written by the functions below alone, in
-- one transaction and for good; ledger:verify looks for one that hangs in the air (ADR 11).
ALTER TABLE "Operation" DROP CONSTRAINT "Operation_organisationId_fkey";
ALTER TABLE "Entry" DROP CONSTRAINT "Entry_organisationId_operationId_fkey", DROP CONSTRAINT "Entry_organisationId_lotId_fkey";

-- What `quantity` units cost in micro-credits, rounded once; null beyond a billion credits.
CREATE FUNCTION service_cost(p_price bigint, p_per_units int, p_rounding "Rounding", p_quantity numeric) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_price * p_quantity / p_per_units > 1e15 THEN NULL ELSE
    (div(p_price * p_quantity, p_per_units) + CASE p_rounding
      WHEN 'up' THEN (mod(p_price * p_quantity, p_per_units) > 0)::int
      WHEN 'nearest' THEN (2 * mod(p_price * p_quantity, p_per_units) >= p_per_units)::int
      ELSE 0 END)::bigint END
$$;

CREATE FUNCTION credit_enforcement() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT value->>'mode' FROM "Setting" WHERE key = 'enforcement'), 'on')
$$;

-- What can be drawn now; lots that are not effective yet do not count.
CREATE FUNCTION wallet_available(p_org text, p_now timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum("remainingMicro"), 0)::bigint FROM "Lot"
  WHERE "organisationId" = p_org AND "isOpen" AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
$$;

CREATE OR REPLACE FUNCTION wallet_insufficient(p_org text, p_now timestamptz, p_amount bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('status', 'insufficient', 'amountMicro', p_amount::text, 'availableMicro', wallet_available(p_org, p_now)::text)
$$;

-- Fills in what a priced command costs: amountMicro and price; or {status: ..} where it has no price.
CREATE FUNCTION wallet_priced(p_org text, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  s "Service";
  v_cost bigint;
  v_member text;
BEGIN
  IF p_cmd ? 'member' THEN
    v_member := wallet_member(p_org, p_cmd->>'member');
    IF v_member IS NULL THEN RETURN jsonb_build_object('status', 'unknown_member'); END IF;
    p_cmd := p_cmd || jsonb_build_object('memberId', v_member);
  END IF;
  IF p_cmd ? 'amountMicro' THEN RETURN p_cmd; END IF;
  SELECT * INTO s FROM "Service" WHERE code = p_cmd->>'serviceCode';
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'unknown_service'); END IF;
  IF NOT s.active THEN RETURN jsonb_build_object('status', 'inactive_service'); END IF;
  v_cost := service_cost(s."priceMicro", s."perUnits", s.rounding, (p_cmd->>'quantity')::numeric);
  IF v_cost IS NULL THEN RETURN jsonb_build_object('status', 'too_large'); END IF;
  RETURN p_cmd || jsonb_build_object('amountMicro', v_cost::text, 'price',
    jsonb_build_object('priceMicro', s."priceMicro"::text, 'perUnits', s."perUnits", 'rounding', s.rounding));
END $$;

-- A member of the organisation by id or e-mail; null when there is none.
CREATE FUNCTION wallet_member(p_org text, p_member text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT m."userId" FROM "Member" m JOIN "User" u ON u.id = m."userId"
  WHERE m."organisationId" = p_org AND (m."userId" = p_member OR u.email = lower(p_member))
$$;

-- Writes the operation and returns its answer.
CREATE OR REPLACE FUNCTION wallet_record(p_org text, p_now timestamptz, p_kind "OperationKind", p_cmd jsonb, p_amount bigint,
  p_balance bigint, p_held bigint, p_more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_answer jsonb;
BEGIN
  v_answer := jsonb_build_object('status', 'ok', 'operationId', p_cmd->>'operationId', 'amountMicro', p_amount::text,
    'balanceMicro', p_balance::text, 'heldMicro', p_held::text, 'createdAt', wallet_instant(p_now)) || p_more;
  INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "actorId", "serviceCode", quantity, "amountMicro", "shortfallMicro",
    price, "memberId", reference, reason, metadata, "parentId", "idempotencyKey", "requestHash", answer, "createdAt")
  VALUES (p_org, p_cmd->>'operationId', p_kind, p_cmd->>'actorKind', p_cmd->>'actorId', p_cmd->>'serviceCode',
    (p_cmd->>'quantity')::numeric, p_amount, coalesce((p_cmd->>'shortfallMicro')::bigint, 0), p_cmd->'price', p_cmd->>'memberId',
    p_cmd->>'reference', p_cmd->>'reason', p_cmd->'metadata', p_cmd->>'parentId', p_cmd->>'idempotencyKey', p_cmd->>'requestHash',
    v_answer, p_now);
  RETURN v_answer;
END $$;

-- An instant as JavaScript writes it: the stored answer goes out as it is.
CREATE FUNCTION wallet_instant(p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

DROP FUNCTION wallet_count_usage(text, timestamptz, text, bigint);
-- Adds to the day's consumption, for the member and the key of operation `p_of`; a return subtracts on the day it happens.
CREATE FUNCTION wallet_count_usage(p_org text, p_now timestamptz, p_of text, p_amount bigint, p_count int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "memberId", "apiKeyId", "consumedMicro", count)
  SELECT p_org, (p_now AT TIME ZONE 'UTC')::date, coalesce("serviceCode", ''), coalesce("memberId", ''),
    CASE WHEN "actorKind" = 'api-key' THEN "actorId" ELSE '' END, p_amount, p_count
  FROM "Operation" WHERE "organisationId" = p_org AND id = p_of
  ON CONFLICT ("organisationId", day, "serviceCode", "memberId", "apiKeyId")
  DO UPDATE SET "consumedMicro" = "UsageDay"."consumedMicro" + EXCLUDED."consumedMicro", count = "UsageDay".count + EXCLUDED.count
$$;

-- Queues `wallet.watch` when the wallet has fallen below its mark, and takes the mark down.
CREATE FUNCTION wallet_watch(p_org text, p_available bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Wallet" SET "watchMicro" = NULL WHERE "organisationId" = p_org AND "watchMicro" > p_available;
  IF FOUND THEN PERFORM wallet_queue_watch(p_org); END IF;
END $$;

CREATE FUNCTION wallet_queue_watch(p_org text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM graphile_worker.add_job('wallet.watch', json_build_object('organisationId', p_org), job_key := 'wallet.watch:' || p_org, max_attempts := 12);
END $$;

-- Pays what is owed, the oldest first, from what can be drawn: one statement however many debts there are. The service was
-- used then and is paid now, so it counts as consumed today, for the member and the key of the deduction.
CREATE FUNCTION wallet_settle_owed(p_org text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_available bigint := wallet_available(p_org, p_now);
  v_commands jsonb;
BEGIN
  IF v_available = 0 THEN RETURN; END IF;
  WITH owed AS (
    SELECT id, "operationId", "amountMicro" - "settledMicro" - "forgivenMicro" AS open,
      sum("amountMicro" - "settledMicro" - "forgivenMicro") OVER (ORDER BY "createdAt", id) AS upto, row_number() OVER (ORDER BY "createdAt", id) AS nth
    FROM "Receivable" WHERE "organisationId" = p_org AND "closedAt" IS NULL
  ), taken AS (
    SELECT *, least(open, v_available - (upto - open))::bigint AS take FROM owed WHERE upto - open < v_available
  ), paid AS (
    UPDATE "Receivable" r SET "settledMicro" = r."settledMicro" + t.take, "closedAt" = CASE WHEN t.take = t.open THEN p_now END
    FROM taken t WHERE r."organisationId" = p_org AND r.id = t.id
  ), owes_less AS (
    UPDATE "Wallet" SET "owedMicro" = "owedMicro" - (SELECT sum(take) FROM taken) WHERE "organisationId" = p_org AND EXISTS (SELECT FROM taken)
  )
  SELECT jsonb_agg(jsonb_build_object('n', t.nth - 1, 'organisationId', p_org, 'operationId', typed_id('op'), 'actorKind', 'job', 'actorId', 'settlement',
    'parentId', o.id, 'reference', t.id, 'serviceCode', o."serviceCode", 'amountMicro', t.take, 'memberId', o."memberId",
    'countedKey', CASE WHEN o."actorKind" = 'api-key' THEN o."actorId" END)) INTO v_commands
  FROM taken t JOIN "Operation" o ON o."organisationId" = p_org AND o.id = t."operationId";
  IF v_commands IS NOT NULL THEN PERFORM wallet_deduct_many(p_now, ARRAY[p_org], v_commands, true, 'settle'); END IF;
END $$;

-- Ends a hold at the instant at which it expired; a lot that has expired by then takes its part back for seven days.
CREATE FUNCTION wallet_expire_hold(p_org text, p_now timestamptz, p_hold "Hold") RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_cmd jsonb;
BEGIN
  PERFORM wallet_settle_hold(p_org, p_hold."expiresAt", p_hold, 0, 'expired');
  UPDATE "Wallet" SET "updatedAt" = p_now WHERE "organisationId" = p_org;
  v_cmd := jsonb_build_object('operationId', typed_id('op'), 'actorKind', 'job', 'actorId', 'hold expiry', 'parentId', p_hold.id,
    'reference', p_hold.reference, 'serviceCode', p_hold."serviceCode");
  PERFORM wallet_record(p_org, p_now, 'release', v_cmd, p_hold."amountMicro", "balanceMicro", "heldMicro") FROM "Wallet" WHERE "organisationId" = p_org;
END $$;

-- Ends what is left of a lot; one that rolls over keeps at most its cap, held credits included, for one period more.
CREATE FUNCTION wallet_expire_lot(p_org text, p_now timestamptz, p_lot "Lot") RETURNS void LANGUAGE plpgsql AS $$
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
  PERFORM journal_move_deferred(p_org, p_lot.id, 'expiry', p_now);
END $$;

-- Posts what fell due by `now` in the order in which it fell due, a lot before a hold of the same instant: what a hold
-- sets free must not lengthen the life of the credits beside it.
CREATE OR REPLACE FUNCTION wallet_post_due(p_org text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  due_hold "Hold";
  due_lot "Lot";
BEGIN
  LOOP
    SELECT * INTO due_lot FROM "Lot" WHERE "organisationId" = p_org AND "isOpen" AND "expiresAt" <= p_now ORDER BY "expiresAt", id LIMIT 1;
    SELECT * INTO due_hold FROM "Hold" WHERE "organisationId" = p_org AND status = 'active' AND "expiresAt" <= p_now ORDER BY "expiresAt", id LIMIT 1;
    EXIT WHEN due_lot.id IS NULL AND due_hold.id IS NULL;
    IF due_hold.id IS NULL OR due_lot."expiresAt" <= due_hold."expiresAt" THEN PERFORM wallet_expire_lot(p_org, p_now, due_lot);
    ELSE PERFORM wallet_expire_hold(p_org, p_now, due_hold); END IF;
  END LOOP;
END $$;

-- Brings a locked wallet to `now`: posts what is due, then pays what is owed.
CREATE FUNCTION wallet_catch_up(p_org text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM wallet_post_due(p_org, p_now);
  PERFORM wallet_settle_owed(p_org, p_now);
END $$;

-- True when something of a wallet has to be brought to `now` first.
CREATE FUNCTION wallet_is_behind(w "Wallet", p_now timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT w."owedMicro" > 0
    OR EXISTS (SELECT FROM "Lot" WHERE "organisationId" = w."organisationId" AND "isOpen" AND "expiresAt" <= p_now)
    OR EXISTS (SELECT FROM "Hold" WHERE "organisationId" = w."organisationId" AND status = 'active' AND "expiresAt" <= p_now)
$$;

-- Locks a wallet and brings it to `now`. Whoever waits longer than five seconds for it hears so, and may try again.
CREATE OR REPLACE FUNCTION wallet_open(p_org text, p_now timestamptz) RETURNS "Wallet" LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE w "Wallet";
BEGIN
  SELECT * INTO w FROM "Wallet" WHERE "organisationId" = p_org FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no wallet for %', p_org USING ERRCODE = 'no_data_found'; END IF;
  IF wallet_is_behind(w, p_now) THEN
    PERFORM wallet_catch_up(p_org, p_now);
    SELECT * INTO w FROM "Wallet" WHERE "organisationId" = p_org;
  END IF;
  RETURN w;
END $$;

-- ── The verbs ───────────────────────────────────────────────────────────────────────────────────────────

-- command adds to the first version's: rolloverMicro, rolloverUntil. Pays what is owed; the answer tells the state after it.
CREATE OR REPLACE FUNCTION wallet_grant(p_org text, p_now timestamptz, p_cmd jsonb, p_kind "OperationKind" DEFAULT 'grant') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_amount bigint := (p_cmd->>'amountMicro')::bigint;
  v_effective timestamptz := coalesce((p_cmd->>'effectiveAt')::timestamptz, p_now);
  v_answer jsonb := wallet_replay(p_org, p_kind, p_cmd);
  v_drawable bigint;
  v_settled bigint;
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  IF v_amount <= 0 THEN RAISE EXCEPTION 'a grant must be above zero' USING ERRCODE = 'check_violation'; END IF;
  IF EXISTS (SELECT FROM "Lot" WHERE "organisationId" = p_org AND ("purchaseId" = p_cmd->>'purchaseId'
    OR ("subscriptionId" = p_cmd->>'subscriptionId' AND "periodStart" = (p_cmd->>'periodStart')::timestamptz))) THEN
    RETURN jsonb_build_object('status', 'granted_before');
  END IF;
  v_drawable := CASE WHEN v_effective <= p_now THEN v_amount ELSE 0 END;
  v_settled := least(w."owedMicro", v_drawable);
  v_answer := wallet_record(p_org, p_now, p_kind, p_cmd, v_amount, w."balanceMicro" + v_amount - v_settled, w."heldMicro",
    jsonb_build_object('lotId', p_cmd->>'lotId', 'settledMicro', v_settled::text,
      'availableMicro', (wallet_available(p_org, p_now) + v_drawable - v_settled)::text));
  INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", priority, "effectiveAt", "expiresAt",
    "costMinor", currency, "purchaseId", "subscriptionId", "periodStart", "rolloverMicro", "rolloverUntil", "operationId", "createdAt")
  VALUES (p_org, p_cmd->>'lotId', (p_cmd->>'source')::"LotSource", v_amount, v_amount, (p_cmd->>'priority')::int,
    v_effective, (p_cmd->>'expiresAt')::timestamptz, (p_cmd->>'costMinor')::bigint,
    p_cmd->>'currency', p_cmd->>'purchaseId', p_cmd->>'subscriptionId', (p_cmd->>'periodStart')::timestamptz,
    coalesce((p_cmd->>'rolloverMicro')::bigint, 0), (p_cmd->>'rolloverUntil')::timestamptz, p_cmd->>'operationId', p_now);
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', p_kind, NULL, ARRAY[(1, p_cmd->>'lotId', v_amount)::wallet_draw], 1);
  IF v_settled > 0 THEN PERFORM wallet_settle_owed(p_org, p_now); END IF;
  -- The mark may be that of an emptier wallet: the watcher sets a new one.
  PERFORM wallet_queue_watch(p_org);
  RETURN v_answer;
END $$;

-- What a deduction was answered, from what it wrote; `answer` keeps only the state of the wallet after it.
CREATE FUNCTION wallet_deduct_again(o "Operation") RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('replayed', true, 'operationId', o.id, 'createdAt', wallet_instant(o."createdAt"), 'amountMicro', o."amountMicro"::text,
      'shortfallMicro', o."shortfallMicro"::text, 'draws', (SELECT coalesce(jsonb_agg(jsonb_build_object('lotId', "lotId", 'amountMicro', (-"amountMicro")::text) ORDER BY seq), '[]')
        FROM "Entry" WHERE "organisationId" = o."organisationId" AND "operationId" = o.id)) || o.answer
$$;

-- Many deductions in one statement and one transaction, each with its own answer: a refusal harms nobody else.
-- p_commands: an array of commands with `organisationId` and `n`, their place in it from 0; p_orgs: the organisations named.
-- No two of them carry the same (organisation, key): the caller sends the second with the next statement.
-- p_wait: wait for wallets that others have locked (five seconds at most); without it those commands are answered {status: busy}.
-- Returns a JSON array of the answers in the order of n, as text; an accepted one leaves out what its command and p_now say
-- already (status, operationId, createdAt). kind `adjust` is a correction downwards by staff: always enforced, no usage; kind
-- `settle` pays what is owed, counted for `countedKey`.
-- It is written for speed: each step is one statement for all commands, and what lies between is decided in memory, in
-- arrays. Planning anew for every call would cost more than running it, so plans are kept for a connection's life; without
-- scans of whole tables they stay good even when they were made while the tables were small.
CREATE FUNCTION wallet_deduct_many(p_now timestamptz, p_orgs text[], p_commands jsonb, p_wait boolean, p_kind "OperationKind" DEFAULT 'deduct')
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
  SELECT array_agg("organisationId"), array_agg("balanceMicro"), array_agg("lastSeq"), array_agg("watchMicro"), array_agg(0)
    INTO v_orgs, v_balances, v_seqs, v_marks, v_owed
    FROM (SELECT * FROM "Wallet" WHERE "organisationId" = ANY (v_orgs) ORDER BY "organisationId") w;
  SELECT array_agg(row), array_agg("organisationId"), array_agg(id), array_agg("remainingMicro") INTO v_lot_rows, v_lot_orgs, v_lots, v_remaining
    FROM (SELECT ctid AS row, "organisationId", id, "remainingMicro" FROM "Lot" WHERE "organisationId" = ANY (v_orgs) AND "isOpen"
      AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
      ORDER BY "organisationId", priority, "expiresAt" NULLS LAST, "createdAt", id) l;

  FOR c IN
    SELECT q.n + 1 AS nth, q."organisationId", q."requestHash", q."onInsufficient" = 'owe' AS owes, q."operationId", q."serviceCode",
      known.id AS known_id, known."requestHash" AS known_hash, q."amountMicro" IS NOT NULL AS is_amount, s.active,
      coalesce(q."amountMicro", service_cost(s."priceMicro", s."perUnits", s.rounding, q.quantity)) AS cost,
      CASE WHEN q.member IS NOT NULL THEN wallet_member(q."organisationId", q.member) IS NULL ELSE false END AS is_stranger
    FROM jsonb_to_recordset(p_commands) AS q (n int, "organisationId" text, "operationId" text, "requestHash" text, "idempotencyKey" text,
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
      v_ahead := v_lot;
      WHILE v_lot_orgs[v_ahead] = v_org LOOP
        v_left := v_left + v_remaining[v_ahead];
        v_ahead := v_ahead + 1;
      END LOOP;
    END IF;
    IF v_left IS NULL OR c.known_id IS NOT NULL OR c.is_stranger OR NOT c.is_amount AND c.active IS NOT TRUE
      OR c.cost IS NULL OR c.cost > v_left AND NOT (c.owes IS TRUE OR v_mode <> 'on') THEN
      v_answers[c.nth] := CASE
        WHEN v_left IS NULL THEN '{"status":"busy"}'
        WHEN c.known_hash = c."requestHash" THEN (SELECT wallet_deduct_again(o)::text FROM "Operation" o WHERE o."organisationId" = v_org AND o.id = c.known_id)
        WHEN c.known_id IS NOT NULL THEN '{"status":"conflict"}'
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

-- One deduction, for a verb that has more to do in its transaction.
CREATE OR REPLACE FUNCTION wallet_deduct(p_org text, p_now timestamptz, p_cmd jsonb, p_kind "OperationKind" DEFAULT 'deduct') RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF (p_cmd->>'amountMicro')::bigint <= 0 THEN RAISE EXCEPTION 'a deduction must be above zero' USING ERRCODE = 'check_violation'; END IF;
  RETURN jsonb_build_object('status', 'ok', 'operationId', p_cmd->>'operationId', 'createdAt', wallet_instant(p_now))
    || (wallet_deduct_many(p_now, ARRAY[p_org], jsonb_build_array(p_cmd || jsonb_build_object('n', 0, 'organisationId', p_org)), true, p_kind)::jsonb -> 0);
END $$;

-- command adds: holdId, expiresAt. Draws the lots now; the posted balance moves when the hold is captured.
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

-- True when the caller may undo or finish an operation. A program only what a key of the same owner did, its app's or its
-- organisation's: a customer's key must not give back what an app or the desk has charged.
CREATE FUNCTION wallet_may_touch(p_org text, p_operation text, p_cmd jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p_cmd->>'actorKind' IS DISTINCT FROM 'api-key' OR EXISTS (
    SELECT FROM "Operation" o LEFT JOIN "ApiKey" theirs ON theirs.id = o."actorId" LEFT JOIN "ApiKey" own ON own.id = p_cmd->>'actorId'
    WHERE o."organisationId" = p_org AND o.id = p_operation AND o."actorKind" = 'api-key' AND (o."actorId" = p_cmd->>'actorId'
      OR (theirs."appId", theirs."organisationId") IS NOT DISTINCT FROM (own."appId", own."organisationId") AND own.id IS NOT NULL))
$$;

-- What a capture of a hold takes: its amount, the price of its quantity, or all of the hold. Null: more than is held.
CREATE FUNCTION wallet_capture_amount(p_hold "Hold", p_price jsonb, p_cmd jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_amount bigint := (p_cmd->>'amountMicro')::bigint;
BEGIN
  IF p_cmd ? 'quantity' THEN
    IF (p_cmd->>'quantity')::numeric > p_hold.quantity THEN RETURN NULL; END IF;
    RETURN least(p_hold."amountMicro", service_cost((p_price->>'priceMicro')::bigint, (p_price->>'perUnits')::int,
      (p_price->>'rounding')::"Rounding", (p_cmd->>'quantity')::numeric));
  END IF;
  IF v_amount <= 0 THEN RAISE EXCEPTION 'a capture must be above zero' USING ERRCODE = 'check_violation'; END IF;
  IF v_amount > p_hold."amountMicro" THEN RETURN NULL; END IF;
  RETURN coalesce(v_amount, p_hold."amountMicro");
END $$;

-- command: holdId and quantity or amountMicro (neither: all of it). What is not taken goes back. {status: not_found |
-- not_active | too_much} where the hold is unknown, was ended before, or is smaller than asked.
CREATE OR REPLACE FUNCTION wallet_capture(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'capture', p_cmd);
  v_hold "Hold";
  v_placed "Operation";
  v_amount bigint;
  v_draws wallet_draw[];
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_hold FROM "Hold" WHERE "organisationId" = p_org AND id = p_cmd->>'holdId';
  IF NOT FOUND OR NOT wallet_may_touch(p_org, v_hold."operationId", p_cmd) THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  IF v_hold.status <> 'active' THEN RETURN jsonb_build_object('status', 'not_active', 'holdStatus', v_hold.status); END IF;
  SELECT * INTO v_placed FROM "Operation" WHERE "organisationId" = p_org AND id = v_hold."operationId";
  IF p_cmd ? 'quantity' AND v_placed.price IS NULL THEN RETURN jsonb_build_object('status', 'not_priced'); END IF;
  v_amount := wallet_capture_amount(v_hold, v_placed.price, p_cmd);
  IF v_amount IS NULL THEN RETURN jsonb_build_object('status', 'too_much', 'heldMicro', v_hold."amountMicro"::text); END IF;
  v_draws := wallet_settle_hold(p_org, p_now, v_hold, v_amount, 'captured');
  v_answer := wallet_record(p_org, p_now, 'capture',
    p_cmd || jsonb_build_object('parentId', v_hold.id, 'serviceCode', v_hold."serviceCode", 'reference', coalesce(p_cmd->>'reference', v_hold.reference),
      'quantity', coalesce(p_cmd->>'quantity', v_hold.quantity::text), 'price', v_placed.price, 'memberId', v_placed."memberId"),
    v_amount, w."balanceMicro" - v_amount, w."heldMicro" - v_hold."amountMicro", jsonb_build_object('draws', wallet_draws_json(v_draws),
      'availableMicro', wallet_available(p_org, p_now)::text, 'releasedMicro', (v_hold."amountMicro" - v_amount)::text,
      'serviceCode', v_hold."serviceCode", 'quantity', trim_scale(coalesce((p_cmd->>'quantity')::numeric, v_hold.quantity))::text));
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', 'capture', v_hold."serviceCode", v_draws, -1);
  PERFORM wallet_count_usage(p_org, p_now, v_hold."operationId", v_amount, 1);
  RETURN v_answer;
END $$;

-- command: holdId. Gives all of it back to the lots it came from.
CREATE OR REPLACE FUNCTION wallet_release(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'release', p_cmd);
  v_hold "Hold";
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_hold FROM "Hold" WHERE "organisationId" = p_org AND id = p_cmd->>'holdId';
  IF NOT FOUND OR NOT wallet_may_touch(p_org, v_hold."operationId", p_cmd) THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  IF v_hold.status <> 'active' THEN RETURN jsonb_build_object('status', 'not_active', 'holdStatus', v_hold.status); END IF;
  PERFORM wallet_settle_hold(p_org, p_now, v_hold, 0, 'released');
  RETURN wallet_record(p_org, p_now, 'release',
    p_cmd || jsonb_build_object('parentId', v_hold.id, 'serviceCode', v_hold."serviceCode", 'reference', coalesce(p_cmd->>'reference', v_hold.reference)),
    v_hold."amountMicro", w."balanceMicro", w."heldMicro" - v_hold."amountMicro",
    jsonb_build_object('availableMicro', wallet_available(p_org, p_now)::text));
END $$;

-- What a return of `quantity` units gives back: the price of what was used less the price of what stays used, so that
-- several small returns give what one large return would.
CREATE FUNCTION wallet_return_amount(p_parent "Operation", p_before bigint, p_quantity_before numeric, p_cmd jsonb) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_stays numeric;
BEGIN
  IF NOT p_cmd ? 'quantity' THEN
    RETURN coalesce((p_cmd->>'amountMicro')::bigint, p_parent."amountMicro" - p_before);
  END IF;
  v_stays := p_parent.quantity - p_quantity_before - (p_cmd->>'quantity')::numeric;
  IF v_stays < 0 THEN RETURN NULL; END IF;
  RETURN greatest(0, p_parent."amountMicro" - p_before - service_cost((p_parent.price->>'priceMicro')::bigint,
    (p_parent.price->>'perUnits')::int, (p_parent.price->>'rounding')::"Rounding", v_stays));
END $$;

-- command: parentId (a deduction or a capture) and quantity or amountMicro (neither: all that is left of it). What was
-- never paid of it is forgiven first; the rest goes back to the lots in the order in which they were drawn, after what
-- was returned before.
CREATE OR REPLACE FUNCTION wallet_return(p_org text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  w "Wallet" := wallet_open(p_org, p_now);
  v_answer jsonb := wallet_replay(p_org, 'return', p_cmd);
  v_parent "Operation";
  v_before record;
  v_settled bigint;
  v_amount bigint;
  v_forgiven bigint;
  v_skip bigint;
  v_left bigint;
  v_take bigint;
  v_pieces wallet_draw[] := '{}';
  drawn record;
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT * INTO v_parent FROM "Operation" WHERE "organisationId" = p_org AND id = p_cmd->>'parentId' AND kind IN ('deduct', 'capture');
  IF NOT FOUND OR NOT wallet_may_touch(p_org, v_parent.id, p_cmd) THEN RETURN jsonb_build_object('status', 'not_found'); END IF;
  IF p_cmd ? 'quantity' AND v_parent.price IS NULL THEN RETURN jsonb_build_object('status', 'not_priced'); END IF;
  SELECT coalesce(sum("amountMicro"), 0)::bigint AS amount, coalesce(sum("shortfallMicro"), 0)::bigint AS forgiven, coalesce(sum(quantity), 0) AS quantity
    INTO v_before FROM "Operation" WHERE "organisationId" = p_org AND "parentId" = v_parent.id AND kind = 'return';
  SELECT coalesce(sum("amountMicro"), 0)::bigint INTO v_settled FROM "Operation" WHERE "organisationId" = p_org AND "parentId" = v_parent.id AND kind = 'settle';
  v_amount := wallet_return_amount(v_parent, v_before.amount, v_before.quantity, p_cmd);
  IF v_amount IS NULL OR v_amount > v_parent."amountMicro" - v_before.amount
    OR (v_before.amount = v_parent."amountMicro" AND v_parent."amountMicro" > 0) THEN
    RETURN jsonb_build_object('status', 'too_much', 'returnableMicro', (v_parent."amountMicro" - v_before.amount)::text);
  END IF;
  v_forgiven := least(v_amount, v_parent."shortfallMicro" - v_settled - v_before.forgiven);
  v_skip := v_before.amount - v_before.forgiven;
  v_left := v_amount - v_forgiven;
  FOR drawn IN SELECT "lotId", -"amountMicro" AS amount FROM "Entry" WHERE "organisationId" = p_org AND "operationId" IN (
    SELECT v_parent.id UNION ALL SELECT id FROM "Operation" WHERE "organisationId" = p_org AND "parentId" = v_parent.id AND kind = 'settle')
    ORDER BY seq LOOP
    v_take := least(greatest(drawn.amount - v_skip, 0), v_left);
    v_skip := greatest(v_skip - drawn.amount, 0);
    v_left := v_left - v_take;
    IF v_take > 0 THEN
      v_pieces := v_pieces || (coalesce(array_length(v_pieces, 1), 0) + 1, drawn."lotId", v_take)::wallet_draw;
      PERFORM wallet_put_back(p_org, p_now, drawn."lotId", v_take, 0);
    END IF;
  END LOOP;
  IF v_forgiven > 0 THEN
    UPDATE "Receivable" SET "forgivenMicro" = "forgivenMicro" + v_forgiven,
      "closedAt" = CASE WHEN "settledMicro" + "forgivenMicro" + v_forgiven = "amountMicro" THEN p_now END
      WHERE "organisationId" = p_org AND "operationId" = v_parent.id;
    IF FOUND THEN UPDATE "Wallet" SET "owedMicro" = "owedMicro" - v_forgiven WHERE "organisationId" = p_org; END IF;
  END IF;
  v_answer := wallet_record(p_org, p_now, 'return',
    p_cmd || jsonb_build_object('serviceCode', v_parent."serviceCode", 'memberId', v_parent."memberId", 'shortfallMicro', v_forgiven::text,
      'quantity', coalesce((p_cmd->>'quantity')::numeric, CASE WHEN p_cmd ? 'amountMicro' THEN NULL ELSE v_parent.quantity - v_before.quantity END)),
    v_amount, w."balanceMicro" + v_amount - v_forgiven, w."heldMicro", jsonb_build_object('draws', wallet_draws_json(v_pieces),
      'availableMicro', wallet_available(p_org, p_now)::text, 'forgivenMicro', v_forgiven::text));
  PERFORM wallet_post(p_org, p_now, p_cmd->>'operationId', 'return', v_parent."serviceCode", v_pieces, 1);
  PERFORM wallet_count_usage(p_org, p_now, wallet_counted_by(p_org, v_parent), v_forgiven - v_amount, 0);
  RETURN v_answer;
END $$;

-- The operation whose member and key a consumption was counted for: a capture counts for who placed the hold.
CREATE FUNCTION wallet_counted_by(p_org text, p_parent "Operation") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_parent.kind = 'capture'
    THEN (SELECT "operationId" FROM "Hold" WHERE "organisationId" = p_org AND id = p_parent."parentId") ELSE p_parent.id END
$$;

-- Moves bought credits to another wallet: each lot's share arrives as a lot with the same priority and expiry and its
-- share of the cost, so that deferred revenue stays what it was. Credits that were given (allowance, welcome, promotion)
-- stay: they were given to one organisation. command: amountMicro, toOperationId.
CREATE FUNCTION wallet_transfer(p_from text, p_to text, p_now timestamptz, p_cmd jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_amount bigint := (p_cmd->>'amountMicro')::bigint;
  w_from "Wallet";
  w_to "Wallet";
  v_answer jsonb;
  v_left bigint := v_amount;
  v_take bigint;
  v_share bigint;
  v_lot text;
  v_out wallet_draw[] := '{}';
  v_in wallet_draw[] := '{}';
  lot "Lot";
BEGIN
  IF p_from = p_to OR v_amount <= 0 THEN RAISE EXCEPTION 'a transfer needs two wallets and an amount' USING ERRCODE = 'check_violation'; END IF;
  IF p_from < p_to THEN w_from := wallet_open(p_from, p_now); w_to := wallet_open(p_to, p_now);
  ELSE w_to := wallet_open(p_to, p_now); w_from := wallet_open(p_from, p_now); END IF;
  v_answer := wallet_replay(p_from, 'transfer', p_cmd);
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  IF v_amount > wallet_transferable(p_from, p_now) THEN
    RETURN jsonb_build_object('status', 'insufficient', 'amountMicro', v_amount::text, 'availableMicro', wallet_transferable(p_from, p_now)::text);
  END IF;
  v_answer := wallet_record(p_from, p_now, 'transfer', p_cmd || jsonb_build_object('reference', p_to), v_amount,
    w_from."balanceMicro" - v_amount, w_from."heldMicro", jsonb_build_object('availableMicro', (wallet_available(p_from, p_now) - v_amount)::text));
  PERFORM wallet_record(p_to, p_now, 'transfer', (p_cmd - 'idempotencyKey' - 'requestHash')
    || jsonb_build_object('reference', p_from, 'operationId', p_cmd->>'toOperationId'), v_amount, w_to."balanceMicro" + v_amount, w_to."heldMicro");
  FOR lot IN SELECT * FROM "Lot" WHERE "organisationId" = p_from AND "isOpen" AND source IN ('purchase', 'adjustment', 'transfer')
    AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
    ORDER BY priority, "expiresAt" NULLS LAST, "createdAt", id LOOP
    v_take := least(v_left, lot."remainingMicro");
    v_left := v_left - v_take;
    PERFORM journal_move_deferred(p_from, lot.id, 'recognition', p_now);
    UPDATE "Lot" SET "remainingMicro" = "remainingMicro" - v_take, "isOpen" = "remainingMicro" > v_take WHERE "organisationId" = p_from AND id = lot.id;
    v_share := journal_move_deferred(p_from, lot.id, 'transfer', p_now);
    v_lot := typed_id('lot');
    INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", priority, "effectiveAt", "expiresAt", "costMinor", currency, "operationId", "createdAt")
    VALUES (p_to, v_lot, 'transfer', v_take, v_take, lot.priority, p_now, lot."expiresAt", CASE WHEN lot."costMinor" IS NOT NULL THEN v_share END,
      lot.currency, p_cmd->>'toOperationId', p_now);
    IF v_share > 0 THEN
      PERFORM journal_post(p_to, p_now, 'transfer', v_lot, jsonb_build_array(
        jsonb_build_object('account', 'transfer', 'amountMinor', v_share, 'currency', lot.currency),
        jsonb_build_object('account', 'deferred_revenue', 'amountMinor', -v_share, 'currency', lot.currency)));
    END IF;
    v_out := v_out || (cardinality(v_out) + 1, lot.id, v_take)::wallet_draw;
    v_in := v_in || (cardinality(v_in) + 1, v_lot, v_take)::wallet_draw;
    EXIT WHEN v_left = 0;
  END LOOP;
  PERFORM wallet_post(p_from, p_now, p_cmd->>'operationId', 'transfer', NULL, v_out, -1);
  PERFORM wallet_post(p_to, p_now, p_cmd->>'toOperationId', 'transfer', NULL, v_in, 1);
  PERFORM wallet_settle_owed(p_to, p_now);
  PERFORM wallet_watch(p_from, wallet_available(p_from, p_now));
  PERFORM wallet_queue_watch(p_to);
  RETURN v_answer;
END $$;

CREATE FUNCTION wallet_transferable(p_org text, p_now timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum("remainingMicro"), 0)::bigint FROM "Lot" WHERE "organisationId" = p_org AND "isOpen"
    AND source IN ('purchase', 'adjustment', 'transfer') AND "effectiveAt" <= p_now AND ("expiresAt" IS NULL OR "expiresAt" > p_now)
$$;

-- Kind `transfer` moves the share of a lot that goes to another organisation.
CREATE OR REPLACE FUNCTION journal_move_deferred(p_org text, p_lot text, p_kind "JournalKind", p_now timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
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
    jsonb_build_object('account', CASE p_kind WHEN 'expiry' THEN 'breakage' WHEN 'transfer' THEN 'transfer' ELSE 'revenue' END,
      'amountMinor', -v_move, 'currency', lot.currency)));
  RETURN v_move;
END $$;
