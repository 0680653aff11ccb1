-- Issuing invoices and credit notes: any number of them in one round trip, the numbers drawn last.

-- INV-2026-000123. Six digits at the least; a longer serial is written out.
CREATE FUNCTION document_number(p_series text, p_year int, p_serial int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT p_series || '-' || p_year || '-' || lpad(p_serial::text, greatest(6, length(p_serial::text)), '0')
$$;

-- Draws `p_count` numbers of a name and year and answers the last. The row is locked until the caller's transaction
-- ends, and a transaction that fails gives its numbers back with it: no gaps.
CREATE FUNCTION counter_draw(p_name text, p_year int, p_count int) RETURNS int LANGUAGE sql AS $$
  INSERT INTO "Counter" (name, year, value) VALUES (p_name, p_year, p_count)
  ON CONFLICT (name, year) DO UPDATE SET value = "Counter".value + p_count
  RETURNING value
$$;

-- Writes drafts. `p_rows` is an array of rows of Invoice, each with `lines`, an array of rows of InvoiceLine.
CREATE FUNCTION invoice_write(p_now timestamptz, p_rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "Invoice" ("organisationId", id, series, status, currency, "purchaseId", "subscriptionId", "periodStart", "periodEnd",
    "providerInvoiceId", seller, buyer, "netMinor", "taxMinor", "totalMinor", taxes, "dueOn", "createdAt")
  SELECT r."organisationId", r.id, r.series, 'draft', r.currency, r."purchaseId", r."subscriptionId", r."periodStart", r."periodEnd",
    r."providerInvoiceId", r.seller, r.buyer, r."netMinor", r."taxMinor", r."netMinor" + r."taxMinor", r.taxes, r."dueOn", p_now
  FROM jsonb_to_recordset(p_rows) AS r ("organisationId" text, id text, series text, currency char(3), "purchaseId" text,
    "subscriptionId" text, "periodStart" timestamptz, "periodEnd" timestamptz, "providerInvoiceId" text, seller jsonb, buyer jsonb,
    "netMinor" bigint, "taxMinor" bigint, taxes jsonb, "dueOn" date);
  INSERT INTO "InvoiceLine" ("organisationId", "invoiceId", position, kind, description, quantity, "unitMinor", "discountMinor",
    "netMinor", "taxMinor", "taxRateId", "taxBps", "taxCategory", "periodStart", "periodEnd", "tierCode")
  SELECT r.value ->> 'organisationId', r.value ->> 'id', l.position, l.kind, l.description, l.quantity, l."unitMinor", l."discountMinor",
    l."netMinor", l."taxMinor", l."taxRateId", l."taxBps", l."taxCategory", l."periodStart", l."periodEnd", l."tierCode"
  FROM jsonb_array_elements(p_rows) AS r, jsonb_to_recordset(r.value -> 'lines') AS l (position int, kind text, description text,
    quantity numeric, "unitMinor" bigint, "discountMinor" bigint, "netMinor" bigint, "taxMinor" bigint, "taxRateId" text, "taxBps" int,
    "taxCategory" "TaxCategory", "periodStart" timestamptz, "periodEnd" timestamptz, "tierCode" text);
END $$;

-- Issues drafts: posts their journal entries, then draws their numbers, in the order given. `p_rows` is an array of
-- {organisationId, id, series, status (open or paid), dueOn, seller, buyer, paidAt, journal: {kind, reference, occurredAt, lines}}.
-- Everybody who issues waits for the counter's row, so a caller comes here last. Answers the issued rows.
CREATE FUNCTION invoice_issue(p_now timestamptz, p_rows jsonb) RETURNS SETOF "Invoice" LANGUAGE plpgsql AS $$
DECLARE
  v_year int := extract(year FROM p_now AT TIME ZONE 'UTC');
  v_group record;
  v_last int;
BEGIN
  PERFORM journal_post(r.value ->> 'organisationId', p_now, (r.value -> 'journal' ->> 'kind')::"JournalKind", r.value -> 'journal' ->> 'reference',
    r.value -> 'journal' -> 'lines', (r.value -> 'journal' ->> 'occurredAt')::timestamptz)
  FROM jsonb_array_elements(p_rows) AS r WHERE jsonb_array_length(r.value -> 'journal' -> 'lines') > 0;
  FOR v_group IN
    SELECT r.value ->> 'series' AS series, count(*)::int AS many, array_agg(r.value ->> 'id' ORDER BY r.ordinality) AS ids
    FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS r GROUP BY 1 ORDER BY 1
  LOOP
    v_last := counter_draw('invoice:' || v_group.series, v_year, v_group.many);
    RETURN QUERY UPDATE "Invoice" i SET year = v_year, serial = v_last - v_group.many + array_position(v_group.ids, i.id),
      number = document_number(v_group.series, v_year, v_last - v_group.many + array_position(v_group.ids, i.id)),
      series = v_group.series, status = r.status, "issuedAt" = p_now, "dueOn" = r."dueOn", seller = r.seller, buyer = r.buyer,
      "paidMinor" = CASE r.status WHEN 'paid' THEN i."totalMinor" ELSE 0 END, "paidAt" = CASE r.status WHEN 'paid' THEN books_instant(p_now, r."paidAt") END
    FROM jsonb_to_recordset(p_rows) AS r ("organisationId" text, id text, series text, status "InvoiceStatus", "dueOn" date, seller jsonb,
      buyer jsonb, "paidAt" timestamptz)
    WHERE i."organisationId" = r."organisationId" AND i.id = r.id AND r.series = v_group.series AND i.status = 'draft'
    RETURNING i.*;
  END LOOP;
END $$;

-- A statement of an organisation's account reads its postings in order.
CREATE INDEX "JournalEntry_organisationId_postedAt_idx" ON "JournalEntry" ("organisationId", "postedAt");
CREATE INDEX "AccountEntry_organisationId_at_idx" ON "AccountEntry" ("organisationId", at);
