-- When what the provider says of it was last asked for: an older answer never overwrites a newer one.
ALTER TABLE "Subscription" ADD COLUMN "syncedAt" TIMESTAMPTZ(3);
