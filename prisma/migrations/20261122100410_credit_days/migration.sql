-- What moved credits, over all wallets by day, for days whose transactions are surely over (two days back and older).
CREATE TABLE "CreditDay" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "amountMicro" BIGINT NOT NULL,

    CONSTRAINT "CreditDay_pkey" PRIMARY KEY ("day","kind")
);

DROP INDEX "Entry_lost";
CREATE INDEX "Entry_lost" ON "Entry" ("createdAt") INCLUDE (kind, "amountMicro") WHERE kind IN ('expire', 'adjust', 'claw');
CREATE INDEX "Payment_settled_at" ON "Payment" ("settledAt") WHERE status = 'succeeded';
CREATE INDEX "MrrMovement_subscription" ON "MrrMovement" ("subscriptionId", at);

-- sold: packs; allowance and allowance_paid: tiers, all and those that were paid for; other: welcome, promotions, corrections,
-- returns; used: deductions, captures, settlements less returns; expired; withdrawn: corrections downwards and clawbacks. A transfer stays inside.
CREATE FUNCTION credit_moves(p_from date, p_to date) RETURNS TABLE (day date, kind text, "amountMicro" bigint) LANGUAGE sql STABLE AS $$
  SELECT (l."createdAt" AT TIME ZONE 'UTC')::date, k.kind, sum(l."grantedMicro")::bigint
  FROM "Lot" l CROSS JOIN LATERAL (
    SELECT CASE l.source WHEN 'purchase' THEN 'sold' WHEN 'allowance' THEN 'allowance' ELSE 'other' END AS kind
    UNION ALL SELECT 'allowance_paid' WHERE l.source = 'allowance' AND l."costMinor" > 0) k
  WHERE l."createdAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND l."createdAt" < p_to::timestamp AT TIME ZONE 'UTC' AND l.source <> 'transfer'
  GROUP BY 1, 2
  UNION ALL
  SELECT u.day, 'used', sum(u."consumedMicro")::bigint FROM "UsageDay" u WHERE u.day >= p_from AND u.day < p_to GROUP BY 1
  UNION ALL
  SELECT (e."createdAt" AT TIME ZONE 'UTC')::date, CASE e.kind WHEN 'expire' THEN 'expired' ELSE 'withdrawn' END, -sum(e."amountMicro")::bigint
  FROM "Entry" e WHERE e.kind IN ('expire', 'adjust', 'claw') AND e."amountMicro" < 0
    AND e."createdAt" >= p_from::timestamp AT TIME ZONE 'UTC' AND e."createdAt" < p_to::timestamp AT TIME ZONE 'UTC'
  GROUP BY 1, 2
$$;

-- A row of the kind `rolled` marks a day that is added up.
CREATE FUNCTION credit_roll_day(p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "CreditDay" WHERE day = p_day;
  INSERT INTO "CreditDay" (day, kind, "amountMicro") SELECT * FROM credit_moves(p_day, p_day + 1);
  INSERT INTO "CreditDay" (day, kind, "amountMicro") VALUES (p_day, 'rolled', 0);
END $$;

-- In [p_from, p_to): the days that are added up from their sums; those after the last of them from the rows.
CREATE FUNCTION credit_days(p_from date, p_to date) RETURNS TABLE (day date, kind text, "amountMicro" bigint) LANGUAGE sql STABLE AS $$
  SELECT d.* FROM "CreditDay" d WHERE d.day >= p_from AND d.day < p_to AND d.kind <> 'rolled'
  UNION ALL
  SELECT m.* FROM (SELECT g::date AS day FROM generate_series(p_from, p_to - 1, interval '1 day') g
    WHERE NOT EXISTS (SELECT FROM "CreditDay" r WHERE r.day = g::date AND r.kind = 'rolled')) o
  CROSS JOIN LATERAL credit_moves(o.day, o.day + 1) m
$$;
