-- How many days are open the planner cannot know: it took them for half of all days, and read the whole journal for the one that
-- is today. In PL/pgSQL the function is not inlined, and its three rows are believed; each open day is then read by its index.
DROP FUNCTION open_days(date, date);
CREATE FUNCTION open_days(p_from date, p_to date) RETURNS SETOF date LANGUAGE plpgsql STABLE ROWS 3 AS $$
BEGIN
  RETURN QUERY SELECT g::date FROM generate_series(p_from, p_to - 1, interval '1 day') g
    WHERE NOT EXISTS (SELECT FROM "RolledDay" r WHERE r.day = g::date);
END $$;

CREATE FUNCTION open_credit_days(p_from date, p_to date) RETURNS SETOF date LANGUAGE plpgsql STABLE ROWS 3 AS $$
BEGIN
  RETURN QUERY SELECT g::date FROM generate_series(p_from, p_to - 1, interval '1 day') g
    WHERE NOT EXISTS (SELECT FROM "CreditDay" r WHERE r.day = g::date AND r.kind = 'rolled');
END $$;

-- The lines of one day, added up: read by the day and by the entry, whatever the planner thinks of the tables.
CREATE FUNCTION journal_moves(p_day date) RETURNS TABLE (account text, currency char(3), "debitMinor" bigint, "creditMinor" bigint)
LANGUAGE plpgsql STABLE ROWS 20 SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN QUERY SELECT l.account, l.currency, coalesce(sum(l."amountMinor") FILTER (WHERE l."amountMinor" > 0), 0)::bigint,
    coalesce(-sum(l."amountMinor") FILTER (WHERE l."amountMinor" < 0), 0)::bigint
  FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
  WHERE e."postedAt" >= p_day::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < (p_day + 1)::timestamp AT TIME ZONE 'UTC'
  GROUP BY l.account, l.currency;
END $$;

CREATE OR REPLACE FUNCTION journal_days(p_from date, p_to date) RETURNS TABLE (day date, account text, currency char(3), "debitMinor" bigint, "creditMinor" bigint)
LANGUAGE sql STABLE AS $$
  SELECT d.day, d.account, d.currency, d."debitMinor", d."creditMinor"
  FROM "JournalDay" d JOIN "RolledDay" r ON r.day = d.day WHERE d.day >= p_from AND d.day < p_to
  UNION ALL
  SELECT o.day, m.* FROM open_days(p_from, p_to) o (day) CROSS JOIN LATERAL journal_moves(o.day) m
$$;

CREATE FUNCTION deferred_kinds_of(p_day date) RETURNS TABLE (kind "JournalKind", currency char(3), "amountMinor" bigint)
LANGUAGE plpgsql STABLE ROWS 10 SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  RETURN QUERY SELECT e.kind, l.currency, sum(l."amountMinor")::bigint
  FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
  WHERE e."postedAt" >= p_day::timestamp AT TIME ZONE 'UTC' AND e."postedAt" < (p_day + 1)::timestamp AT TIME ZONE 'UTC'
    AND l.account = 'deferred_revenue'
  GROUP BY e.kind, l.currency;
END $$;

-- Deferred revenue by kind alone, for reports that do not ask in which month credits were bought.
CREATE FUNCTION deferred_kinds(p_from date, p_to date) RETURNS TABLE (day date, kind "JournalKind", currency char(3), "amountMinor" bigint)
LANGUAGE sql STABLE AS $$
  SELECT d.day, d.kind, d.currency, d."amountMinor" FROM "DeferredDay" d JOIN "RolledDay" r ON r.day = d.day WHERE d.day >= p_from AND d.day < p_to
  UNION ALL
  SELECT o.day, m.* FROM open_days(p_from, p_to) o (day) CROSS JOIN LATERAL deferred_kinds_of(o.day) m
$$;

CREATE OR REPLACE FUNCTION credit_days(p_from date, p_to date) RETURNS TABLE (day date, kind text, "amountMicro" bigint) LANGUAGE sql STABLE AS $$
  SELECT d.* FROM "CreditDay" d WHERE d.day >= p_from AND d.day < p_to AND d.kind <> 'rolled'
  UNION ALL
  SELECT m.* FROM open_credit_days(p_from, p_to) o (day) CROSS JOIN LATERAL credit_moves(o.day, o.day + 1) m
$$;

-- Currencies that something was ever sold in: one look into the index for each.
DROP INDEX "JournalLine_account_idx";
CREATE INDEX "JournalLine_account_currency_idx" ON "JournalLine" (account, currency);
CREATE FUNCTION sold_currencies() RETURNS SETOF text LANGUAGE sql STABLE AS $$
  WITH RECURSIVE found (currency) AS (
    SELECT (SELECT min(currency) FROM "JournalLine" WHERE account = 'deferred_revenue')
    UNION ALL
    SELECT (SELECT min(l.currency) FROM "JournalLine" l WHERE l.account = 'deferred_revenue' AND l.currency > found.currency)
    FROM found WHERE found.currency IS NOT NULL
  ) SELECT currency::text FROM found WHERE currency IS NOT NULL
$$;
