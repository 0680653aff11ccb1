-- What the revenue page reads by date over all organisations. None of these columns changes while credits move, so
-- updates of lots and of a day's usage stay HOT; the partial index leaves the many entries of consumption out.
CREATE INDEX "Purchase_paid_at" ON "Purchase" ("paidAt") WHERE status = 'paid';
CREATE INDEX "Lot_created" ON "Lot" ("createdAt") INCLUDE (source, "grantedMicro");
CREATE INDEX "UsageDay_day" ON "UsageDay" (day);
CREATE INDEX "Entry_lost" ON "Entry" ("createdAt") INCLUDE (kind, "amountMicro") WHERE kind IN ('expire', 'adjust');
CREATE INDEX "Request_created" ON "Request" ("createdAt");
CREATE INDEX "Request_resolved_at" ON "Request" ("resolvedAt") WHERE "resolvedAt" IS NOT NULL;
CREATE INDEX "Rating_created" ON "Rating" ("createdAt");
